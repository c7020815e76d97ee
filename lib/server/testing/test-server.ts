import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { utf8Text } from '@/lib/base/bytes';
import type { Record } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { LabTicket, Program } from '@/lib/lab/program';
import type { HostedLab, StartLab } from '../hosted-lab';
import { type Serving, serveLabs } from '../serve';

/** For tests: the whole server on free ports, and what a test asks of it. */
export interface TestServer {
  readonly serving: Serving;
  /** Calls the API with plain `fetch`. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  put(program?: Partial<Program>): Promise<LabTicket>;
  faults(ticket: LabTicket, ...faults: Fault[]): Promise<void>;
  lab(ticket: LabTicket): HostedLab;
  /** Cuts every stream to a page, as a lost network does. */
  dropObservers(): void;
  close(): Promise<void>;
}

interface CallOptions {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

export async function openTestServer(startLab: StartLab): Promise<TestServer> {
  const serving = await serveLabs({ startLab, port: 0, labPort: 0 });
  let labs = 0;
  const server: TestServer = {
    serving,
    call(method, path, { key, body, headers } = {}) {
      return fetch(new URL(path, serving.app.main), {
        method,
        headers: { ...headers, ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
    async put({ files = {}, cast = ['alice', 'bob'] } = {}) {
      labs += 1;
      const id = `lab${String(labs).padStart(13, '0')}`;
      const program = { files: { 'server.js': '', 'client.js': '', ...files }, cast };
      const response = await server.call('PUT', `/api/labs/${id}`, { body: program });
      if (response.status !== 201) throw new Error(await response.text());
      return response.json();
    },
    async faults({ id, key }, ...faults) {
      const response = await server.call('PUT', `/api/labs/${id}/faults`, { key, body: { faults } });
      if (response.status !== 200) throw new Error(await response.text());
    },
    lab({ id }) {
      const lab = serving.registry.find(id);
      if (!lab) throw new Error(`There is no lab ${id}.`);
      return lab;
    },
    dropObservers: () => serving.dropObservers(),
    close: () => serving.close(),
  };
  return server;
}

export function recordsOf(lab: HostedLab): Record[] {
  return lab.log.after(0, Number.POSITIVE_INFINITY);
}

/** Waits until the lab's records satisfy `holds`; a test that waits in vain ends by its own timeout. */
export function untilRecords(
  lab: HostedLab,
  holds: (records: readonly Record[]) => boolean,
): Promise<Record[]> {
  return new Promise((resolve) => {
    const look = () => {
      const records = recordsOf(lab);
      if (!holds(records)) return;
      leave();
      resolve(records);
    };
    const leave = lab.log.watch(look);
    look();
  });
}

/**
 * The wire as a transcript, one line a record: `1 > GET / HTTP/1.1␍␊…` for bytes from the client, `1 <` for bytes
 * from the server, `1 +alice` and `1 -client fin` for the connection's ends. Bytes of one direction that follow
 * one another are one line: how they were cut into writes is nobody's concern.
 */
export function transcriptOf(records: readonly Record[]): string[] {
  const lines: string[] = [];
  for (const record of records) {
    switch (record.type) {
      case 'open':
        lines.push(`${record.conn} +${record.client}`);
        break;
      case 'bytes': {
        const mark = `${record.conn} ${record.from === 'client' ? '>' : '<'} `;
        const shown = utf8Text(record.bytes).replaceAll('\r\n', '␍␊');
        if (lines.at(-1)?.startsWith(mark)) lines.push(`${lines.pop()}${shown}`);
        else lines.push(`${mark}${shown}`);
        break;
      }
      case 'close':
        lines.push(`${record.conn} -${record.by} ${record.how}`);
        break;
      case 'fault':
        lines.push(`fault ${record.fault} ${record.state}`);
        break;
      case 'trace':
        if (record.event.kind === 'program') lines.push(`program ${record.event.state} ${record.event.run}`);
        break;
    }
  }
  return lines;
}

/** Sends raw bytes to a port and gives back all that is answered until the connection ends. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket.setEncoding('latin1'));
}
