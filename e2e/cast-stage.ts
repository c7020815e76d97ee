import { expect, type Page } from '@playwright/test';
import { utf8Text } from '@/lib/base/bytes';
import { readCapture } from '@/lib/capture/file';
import type { Role, SourcePlace, TraceEvent } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import { FRAME_PROTOCOL, type FrameCommand, type FrameDone, type FrameTold } from '@/lib/lab/frame-message';
import type { LabTicket } from '@/lib/lab/program';
import { openTimeline, step } from '@/lib/session/fold';
import { messageAt } from '@/lib/session/messages';
import type { Timeline } from '@/lib/session/timeline';

/** What the page holds: the frames, and all that they told. */
declare global {
  interface Window {
    stage: { readonly told: { readonly client: string; readonly told: FrameTold }[]; commands: number };
  }
}

interface Setting {
  readonly files: { readonly [name: string]: string };
  readonly cast?: readonly string[];
}

/** A lab with its cast in a bare page of the app's origin, which hears the frames and says what it heard. */
export class Stage {
  private constructor(
    readonly page: Page,
    readonly ticket: LabTicket,
  ) {}

  static async open(page: Page, { files, cast = ['alice'] }: Setting): Promise<Stage> {
    const base = process.env.APP_URL;
    if (!base) throw new Error('The server’s address was not read from what it prints.');
    // An answer of the API is a page of the app's origin on which nothing else runs.
    if (!page.url().startsWith(base)) await page.goto(`${base}/api/labs`);
    const ticket: LabTicket = await page.evaluate(
      async (program) => {
        window.stage ??= { told: [], commands: 0 };
        const id = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => (byte % 36).toString(36));
        const headers = { 'Content-Type': 'application/json' };
        const body = JSON.stringify(program);
        const response = await fetch(`/api/labs/${id.join('')}`, { method: 'PUT', headers, body });
        const answer = await response.json();
        if (!response.ok) throw new Error(JSON.stringify(answer));
        return answer;
      },
      { files, cast },
    );
    return new Stage(page, ticket);
  }

  /** Opens the frames of these, or of all, at once. */
  async enter(...clients: string[]): Promise<void> {
    const urls = Object.entries(this.ticket.urls).filter(
      ([client]) => clients.length === 0 || clients.includes(client),
    );
    await this.#frames(urls);
  }

  /** Opens another page of the program in a frame of its own, which goes by the page's name. */
  async visit(client: string, file: string): Promise<void> {
    await this.#frames([[file, `${this.ticket.urls[client]}${file}`]]);
  }

  async leave(name: string): Promise<void> {
    await this.page.locator(`iframe[name="${this.#nameOf(name)}"]`).evaluate((frame) => frame.remove());
  }

  async #frames(urls: readonly (readonly [name: string, url: string])[]): Promise<void> {
    await this.page.evaluate(
      ({ urls, id, protocol }) => {
        for (const [name, url] of urls) {
          const frame = document.createElement('iframe');
          frame.name = `${id}/${name}`;
          frame.src = url;
          frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-modals');
          const { origin } = new URL(url);
          const greet = () => frame.contentWindow?.postMessage({ protocol, say: 'hello' }, origin);
          addEventListener('message', ({ source, data }: MessageEvent<FrameTold>) => {
            if (source !== frame.contentWindow) return;
            if (data.say === 'ready') greet();
            window.stage.told.push({ client: frame.name, told: data });
          });
          frame.addEventListener('load', greet);
          document.body.append(frame);
        }
      },
      { urls, id: this.ticket.id, protocol: FRAME_PROTOCOL },
    );
  }

  async faults(...faults: Fault[]): Promise<void> {
    const status = await this.page.evaluate(
      async ({ id, key, faults }) => {
        const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` };
        const body = JSON.stringify({ faults });
        return (await fetch(`/api/labs/${id}/faults`, { method: 'PUT', headers, body })).status;
      },
      { ...this.ticket, faults },
    );
    expect(status).toBe(200);
  }

  /** Ends the lab: its clients go on, and reach nothing. */
  async end(): Promise<void> {
    const status = await this.page.evaluate(async ({ id, key }) => {
      const headers = { Authorization: `Bearer ${key}` };
      return (await fetch(`/api/labs/${id}`, { method: 'DELETE', headers })).status;
    }, this.ticket);
    expect(status).toBe(204);
  }

  /** Asks a frame to do something, as the forms of the workbench do. */
  async command(client: string, command: FrameCommand): Promise<number> {
    return this.page.evaluate(
      ({ name, protocol, command }) => {
        const id = ++window.stage.commands;
        const frame = document.querySelector<HTMLIFrameElement>(`iframe[name="${name}"]`);
        frame?.contentWindow?.postMessage({ protocol, say: 'do', id, command }, new URL(frame.src).origin);
        return id;
      },
      { name: this.#nameOf(client), protocol: FRAME_PROTOCOL, command },
    );
  }

  /** Its script runs, so that it takes commands. */
  async isReady(client: string): Promise<boolean> {
    return (await this.#told(client)).some(({ say }) => say === 'ready');
  }

  /** What became of a command, as `acked ["hello"]`, line by line. */
  async outcomes(client: string, id: number): Promise<string[]> {
    const told = await this.#told(client);
    return told
      .filter((one): one is FrameTold & FrameDone => one.say === 'done' && one.id === id)
      .map(({ outcome, text }) => (text === undefined ? outcome : `${outcome} ${text}`));
  }

  async traces(client: string): Promise<TraceEvent[]> {
    const told = await this.#told(client);
    return told.flatMap((one) => (one.say === 'traces' ? one.events : []));
  }

  /** The sockets as they were told last: `/ connected`. */
  async sockets(client: string): Promise<string[]> {
    const told = await this.#told(client);
    const last = told.findLast((one) => one.say === 'sockets');
    return last?.say === 'sockets'
      ? last.sockets.map(
          ({ nsp, connected, active }) => `${nsp} ${connected ? 'connected' : active ? 'tries' : 'rests'}`,
        )
      : [];
  }

  /** What the client's program did, in words; a packet is what the wire had at that place of the session. */
  async story(client: string): Promise<string[]> {
    const [traces, timeline] = [await this.traces(client), await this.timeline()];
    return traces.flatMap((event) => storyOf(event, timeline) ?? []);
  }

  /** Says that the client's story holds these lines, in this order among themselves. */
  async expectStory(client: string, ...lines: string[]): Promise<void> {
    await expect
      .poll(async () => (await this.story(client)).filter((line) => lines.includes(line)), {
        timeout: 20_000,
      })
      .toEqual(lines);
  }

  async timeline(): Promise<Timeline> {
    const text = await this.page.evaluate(async ({ id, key }) => {
      const response = await fetch(`/api/labs/${id}/capture`, {
        headers: { Authorization: `Bearer ${key}` },
      });
      return response.text();
    }, this.ticket);
    const timeline = openTimeline();
    for (const record of readCapture(text).records) step(timeline, record);
    return timeline;
  }

  async #told(client: string): Promise<FrameTold[]> {
    return this.page.evaluate(
      (name) => window.stage.told.filter((one) => one.client === name).map(({ told }) => told),
      this.#nameOf(client),
    );
  }

  #nameOf(client: string): string {
    return `${this.ticket.id}/${client}`;
  }
}

function storyOf(event: TraceEvent, timeline: Timeline): string | undefined {
  switch (event.kind) {
    case 'sent': {
      const because = event.because ? ` because ${wireText(timeline, 'server', event.because)}` : '';
      return `${whereOf(event.place)} sent ${wireText(timeline, 'client', event)}${because}`;
    }
    case 'handler':
      return `${whereOf(event.place)} hears ${event.of} ${event.event} in ${wireText(timeline, 'server', event.packet)}`;
    case 'unheard':
      return `nobody hears ${event.event} in ${wireText(timeline, 'server', event.packet)}`;
    case 'unsent':
      return `${whereOf(event.place)} ${event.volatile ? 'volatile ' : ''}${event.event} is ${event.fate}`;
    case 'log':
      return `${whereOf(event.place)} prints ${event.text}`;
    case 'exception':
      return `${whereOf(event.place)} ${event.phase} ${event.name}: ${event.message}`;
    default:
      return undefined;
  }
}

function whereOf(place: SourcePlace | undefined): string {
  if (!place) return '-';
  return `${place.file}:${place.line}`;
}

/** A message packet as it is on the wire, or that none is there. */
function wireText(
  timeline: Timeline,
  from: Role,
  { sid, ordinal }: { readonly sid: string; readonly ordinal: number },
): string {
  const at = messageAt(timeline, from, sid, ordinal);
  const entry = at && timeline.entries.nth(at.n);
  const eio = entry?.kind === 'unit' ? entry.unit.packets[at?.packet ?? -1]?.eio : undefined;
  if (!eio) return `no packet ${ordinal}`;
  return eio.binary ? `<${utf8Text(eio.binary)}>` : `4${eio.data}`.replace(/"sid":"[^"]+"/, '"sid":…');
}
