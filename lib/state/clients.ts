import type { StateCreator } from 'zustand';
import type { FrameCommand, FrameDone, FrameSocket } from '@/lib/lab/frame-message';
import type { WorkbenchState } from './store';

/** One thing that was done to a client by hand, or what was heard of it afterwards. */
export type Deed =
  | { readonly kind: 'did'; readonly id: number; readonly command: FrameCommand }
  | { readonly kind: 'heard'; readonly done: FrameDone };

/** An event as somebody is about to emit it. */
export interface EmitDraft {
  readonly event: string;
  readonly args: string;
  readonly ack: boolean;
  readonly volatile: boolean;
}

export const EMPTY_DRAFT: EmitDraft = { event: '', args: '', ack: false, volatile: false };

export interface ClientsSlice {
  /** What each client's page said last of its sockets; absent until it has. */
  readonly sockets: { readonly [client: string]: readonly FrameSocket[] };
  /** How often each client was loaded again by hand. */
  readonly reloads: { readonly [client: string]: number };
  /** By client, since its page was loaded, oldest first. */
  readonly deeds: { readonly [client: string]: readonly Deed[] };
  readonly drafts: { readonly [client: string]: EmitDraft };
  /** Packets typed by hand, oldest first, each once: what the arrow keys bring back. */
  readonly typed: readonly string[];
  /** A client's page was loaded: nothing of the one before holds any more. */
  entered(client: string): void;
  heardSockets(client: string, sockets: readonly FrameSocket[]): void;
  heard(client: string, done: FrameDone): void;
  did(client: string, id: number, command: FrameCommand): void;
  reload(client: string): void;
  draft(client: string, draft: EmitDraft): void;
  remember(packet: string): void;
}

/** So much of what was done by hand is kept for each client, and so many packets. */
const MOST_DEEDS = 400;
const MOST_TYPED = 50;

export const createClientsSlice: StateCreator<WorkbenchState, [], [], ClientsSlice> = (set) => {
  function add(client: string, deed: Deed): void {
    set(({ deeds }) => ({
      deeds: { ...deeds, [client]: [...(deeds[client] ?? []), deed].slice(-MOST_DEEDS) },
    }));
  }

  return {
    sockets: {},
    reloads: {},
    deeds: {},
    drafts: {},
    typed: [],

    entered: (client) =>
      set(({ sockets, deeds }) => ({
        sockets: Object.fromEntries(Object.entries(sockets).filter(([name]) => name !== client)),
        deeds: { ...deeds, [client]: [] },
      })),
    heardSockets: (client, heard) => set(({ sockets }) => ({ sockets: { ...sockets, [client]: heard } })),
    heard: (client, done) => add(client, { kind: 'heard', done }),
    did: (client, id, command) => add(client, { kind: 'did', id, command }),
    reload: (client) =>
      set(({ reloads }) => ({ reloads: { ...reloads, [client]: (reloads[client] ?? 0) + 1 } })),
    draft: (client, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [client]: draft } })),
    remember: (packet) =>
      set(({ typed }) => ({
        typed: [...typed.filter((other) => other !== packet), packet].slice(-MOST_TYPED),
      })),
  };
};

/** One socket a namespace, the latest: it is the one that commands are for. */
export function latestSockets(sockets: readonly FrameSocket[]): readonly FrameSocket[] {
  return [...new Map(sockets.map((socket) => [socket.nsp, socket])).values()];
}

/** The emits made by hand, each with what came of it, oldest first. */
export interface HandEmit {
  readonly id: number;
  readonly command: Extract<FrameCommand, { do: 'emit' }>;
  readonly answer: FrameDone | undefined;
}

export function handEmits(deeds: readonly Deed[]): readonly HandEmit[] {
  const answers = new Map<number, FrameDone>();
  for (const deed of deeds) if (deed.kind === 'heard') answers.set(deed.done.id, deed.done);
  return deeds.flatMap((deed) =>
    deed.kind === 'did' && deed.command.do === 'emit'
      ? [{ id: deed.id, command: deed.command, answer: answers.get(deed.id) }]
      : [],
  );
}

/** One line of a connection that is used by hand. */
export interface RawLine {
  readonly kind: 'opening' | 'opened' | 'sent' | 'came' | 'closed' | 'failed';
  readonly text: string;
}

export interface RawTalk {
  readonly state: 'closed' | 'opening' | 'open';
  readonly transport: 'polling' | 'websocket' | undefined;
  readonly lines: readonly RawLine[];
  /** The server's last ping has no answer yet. */
  readonly pinged: boolean;
}

/** What was said on a client's connection by hand, and how it stands. */
export function rawTalk(deeds: readonly Deed[]): RawTalk {
  const lines: RawLine[] = [];
  const raw = new Set<number>();
  let state: RawTalk['state'] = 'closed';
  let transport: RawTalk['transport'];
  let pinged = false;
  for (const deed of deeds) {
    if (deed.kind === 'did') {
      const { command } = deed;
      if (command.do === 'raw-open') {
        raw.add(deed.id);
        state = 'opening';
        pinged = false;
        transport = command.transport;
        lines.push({ kind: 'opening', text: command.transport });
      } else if (command.do === 'raw-send') {
        raw.add(deed.id);
        if (command.text.split(SEPARATOR).includes('3')) pinged = false;
        lines.push({ kind: 'sent', text: command.text });
      } else if (command.do === 'raw-close') raw.add(deed.id);
      continue;
    }
    const { id, outcome, text = '' } = deed.done;
    if (!raw.has(id)) continue;
    switch (outcome) {
      case 'opened':
        state = 'open';
        lines.push({ kind: 'opened', text });
        break;
      case 'came':
        if (text.split(SEPARATOR).includes('2')) pinged = true;
        lines.push({ kind: 'came', text });
        break;
      case 'closed':
        state = 'closed';
        pinged = false;
        lines.push({ kind: 'closed', text });
        break;
      case 'failed':
        if (state === 'opening') state = 'closed';
        lines.push({ kind: 'failed', text });
        break;
      case 'done':
      case 'acked':
        break;
    }
  }
  return { state, transport, lines, pinged };
}

/** Between the packets of one polling payload (Engine.IO 4). */
export const SEPARATOR = '\x1e';
