import type { TraceEvent } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { FrameLink } from '@/lib/lab/frame';
import type { FrameCommand } from '@/lib/lab/frame-message';
import { deleteLab, LabRefused, newLabId, observe, putLab, setFaults } from '@/lib/lab/link';
import { CAST_NAMES, type LabTicket, MAX_CAST } from '@/lib/lab/program';
import { parseProblem } from '@/lib/program/parse';
import { growRunsFigures, openRunsFigures, runsOf } from '@/lib/session/run-figures';
import type { Refusal, StreamState } from './lab';
import type { Files } from './program';
import type { Recording } from './recording';
import type { WorkbenchStore } from './store';

/** Does what the reader asked for: talks to the lab, and tells the store and the recording what came of it. */
export interface Conductor {
  run(): Promise<void>;
  putFaults(faults: readonly Fault[]): Promise<void>;
  /** Hands on what a client's page told, to be recorded in its place. */
  traced(client: string, events: readonly TraceEvent[]): void;
  /** A client's page is there to be told what to do. Gives back how to let go of it. */
  attach(client: string, frame: FrameLink): () => void;
  /** Lets a client do something; the store has it, and what comes of it, among its deeds. */
  tell(client: string, command: FrameCommand): void;
  /** Ends the lab: the reader leaves. */
  close(): void;
}

export function createConductor(store: WorkbenchStore, recording: Recording): Conductor {
  const { update } = store.getState();
  let stream: ReturnType<typeof observe> | undefined;
  let waiting: ((isLive: boolean) => void)[] = [];

  async function run(): Promise<void> {
    if (store.getState().phase === 'starting') return;
    const { files, cast, faults, ticket: old } = store.getState();

    // A program that does not parse must not disturb the one that runs, nor its clients.
    const problem = firstProblem(files);
    if (problem) return update({ refusal: problem });

    // The old clients leave first, or they would come back as the new run's first packets.
    const phase = store.getState().phase;
    update({ phase: 'starting', refusal: undefined, frames: undefined });
    try {
      const ticket = await put({ files, cast: withUnderstudies(cast) }, phase === 'gone' ? undefined : old);
      // Another key is another lab, also under the same name: its records count from 1.
      if (!stream || old?.key !== ticket.key) open(ticket);
      // What was selected belongs to a run that is over.
      store.getState().select(undefined);
      store.getState().pause(false);
      update({ ticket, ran: files });
      if (faults.length > 0) update({ faults: await setFaults(ticket.id, ticket.key, faults) });
      if (await live()) update({ phase: 'running', frames: nextFrames() });
    } catch (error) {
      // What was there before is there still: the program that runs, or nothing.
      update({ phase, refusal: refusalOf(error), frames: phase === 'running' ? nextFrames() : undefined });
    }
  }

  async function put(program: { files: Files; cast: readonly string[] }, old: LabTicket | undefined) {
    if (!old) return putLab(newLabId(), program);
    try {
      return await putLab(old.id, program, old.key);
    } catch (error) {
      // The server was started anew, or put the lab away: the key opens nothing any more.
      if (error instanceof LabRefused && (error.status === 401 || error.status === 404)) {
        return putLab(newLabId(), program);
      }
      throw error;
    }
  }

  /** Listens to a new lab from its first record. */
  function open(ticket: LabTicket): void {
    stream?.close();
    const runs = openRunsFigures();
    growRunsFigures(runs, recording.timeline().entries);
    store.getState().keepRuns(runsOf(runs));
    recording.clear();
    update({ stream: 'connecting' });
    stream = observe({
      id: ticket.id,
      key: ticket.key,
      after: 0,
      onRecords: recording.append,
      onState: streamChanged,
    });
  }

  function streamChanged(state: StreamState): void {
    update(state === 'gone' ? { stream: state, phase: 'gone', frames: undefined } : { stream: state });
    if (state === 'live' || state === 'gone') letGo(state === 'live');
  }

  /** Clients may come only when somebody listens, so that nothing they do is missed. `false`: the lab has ended. */
  function live(): Promise<boolean> {
    if (store.getState().stream === 'live') return Promise.resolve(true);
    return new Promise((resolve) => waiting.push(resolve));
  }

  function letGo(isLive: boolean): void {
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve(isLive);
  }

  const attached = new Map<string, FrameLink>();
  function attach(client: string, frame: FrameLink): () => void {
    attached.set(client, frame);
    store.getState().entered(client);
    return () => {
      if (attached.get(client) === frame) attached.delete(client);
      frame.close();
    };
  }

  function tell(client: string, command: FrameCommand): void {
    const id = attached.get(client)?.command(command);
    if (id !== undefined) store.getState().did(client, id, command);
  }

  let framesLoaded = 0;
  function nextFrames(): number {
    framesLoaded += 1;
    return framesLoaded;
  }

  async function putFaults(faults: readonly Fault[]): Promise<void> {
    const { ticket, phase } = store.getState();
    // Before the first run there is no wire: the faults wait for it. A cut needs something to cut.
    if (!ticket || phase === 'gone') return update({ faults: faults.filter(({ kind }) => kind !== 'cut') });
    try {
      update({ faults: await setFaults(ticket.id, ticket.key, faults) });
    } catch (error) {
      update({ refusal: refusalOf(error) });
    }
  }

  function close(): void {
    const { ticket } = store.getState();
    stream?.close();
    stream = undefined;
    letGo(false);
    if (!ticket) return;
    update({ ticket: undefined, phase: 'idle', stream: 'off', frames: undefined });
    // Nobody is left to be told; a lab that is not deleted is put away by the server in time.
    deleteLab(ticket.id, ticket.key).catch(() => undefined);
  }

  return { run, putFaults, attach, tell, close, traced: (client, events) => stream?.trace(client, events) };
}

/** The lab knows of all who might come, so that nobody who comes later makes the program start anew. */
function withUnderstudies(cast: readonly string[]): readonly string[] {
  return [...new Set([...cast, ...CAST_NAMES])].slice(0, Math.max(MAX_CAST, cast.length));
}

function firstProblem(files: Files): Refusal | undefined {
  for (const [file, source] of Object.entries(files)) {
    const problem = file.endsWith('.js') ? parseProblem(file, source) : undefined;
    if (problem) return { code: 'syntax', ...problem };
  }
  return undefined;
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof LabRefused)) throw error;
  const { code, message, place } = error;
  const advice = code === 'unreachable' ? ' Start it again with npm start, then press Run.' : '';
  return { code, message: message + advice, ...(place && { place }) };
}
