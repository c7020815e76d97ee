import * as z from 'zod';
import { isObject } from '@/lib/capture/shape';
import { FAULTS, type Fault } from '@/lib/lab/faults';
import { LIMITS } from '@/lib/lab/limits';
import { CLIENT_NAME, MAX_CAST, type Program } from '@/lib/lab/program';
import type { Failure } from '../answer';

const MAX_FILES = 24;
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){0,3}$/;

const clientName = z
  .string('A client is named by a text.')
  .regex(CLIENT_NAME, 'A client is named by a small letter, then up to 15 small letters, digits and "-".')
  // The timeline has one party of this name already.
  .refine((name) => name !== 'server', 'No client may be called "server".');

const program = z.object(
  {
    files: z
      .record(
        z.string().regex(FILE_NAME, 'A file name has letters, digits, "_", "-", "." and "/" only.'),
        z.string('A file is a text.'),
        'The files are an object: their texts by name.',
      )
      .refine((files) => files['server.js'] !== undefined, 'A program needs a file "server.js".')
      .refine((files) => Object.keys(files).length <= MAX_FILES, `A program has at most ${MAX_FILES} files.`),
    cast: z
      .array(clientName, 'The cast is a list of names.')
      .min(1, 'A lab needs at least one client.')
      .max(MAX_CAST, `A lab has at most ${MAX_CAST} clients.`)
      .refine((names) => new Set(names).size === names.length, 'No two clients may have the same name.'),
  },
  'The body is an object with "files" and "cast".',
);

const client = clientName.optional();
const direction = z.enum(['up', 'down', 'both'], 'A direction is "up", "down" or "both".');
/** The longest delay: longer than what Socket.IO's defaults wait for a heartbeat. */
const MAX_LATENCY_MS = 60_000;
const LEAST_BANDWIDTH = 100;
const MOST_BANDWIDTH = 100_000_000;
const MAX_EVENT = 200;

const ms = (name: string) => numberFrom(0, MAX_LATENCY_MS, `The ${name} is a number of milliseconds`);

const like = z
  .object(
    {
      from: z.enum(['client', 'server'], 'A packet comes from the "client" or the "server".'),
      eio: z.enum(
        ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'],
        'No Engine.IO packet is of this type.',
      ),
      sio: z
        .enum(
          ['CONNECT', 'DISCONNECT', 'EVENT', 'ACK', 'CONNECT_ERROR', 'BINARY_EVENT', 'BINARY_ACK'],
          'No Socket.IO packet is of this type.',
        )
        .optional(),
      event: z
        .string('An event is named by a text.')
        .max(MAX_EVENT, `An event is named with at most ${MAX_EVENT} characters.`)
        .optional(),
    },
    'What is lost is told by an object with "from" and "eio".',
  )
  .refine(({ eio, sio, event }) => eio === 'message' || (sio ?? event) === undefined, {
    message: 'Only an Engine.IO packet "message" carries a packet of Socket.IO.',
    path: ['eio'],
  });

const fault = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('block-websocket'), client }),
    z.object({ kind: z.literal('strip-upgrade'), client }),
    z.object({
      kind: z.literal('latency'),
      client,
      direction,
      ms: ms('latency'),
      jitterMs: ms('jitter').optional(),
    }),
    z.object({
      kind: z.literal('bandwidth'),
      client,
      direction,
      bytesPerSecond: numberFrom(
        LEAST_BANDWIDTH,
        MOST_BANDWIDTH,
        'The bandwidth is a number of bytes a second',
      ),
    }),
    z.object({
      kind: z.literal('hold'),
      client,
      packet: z.enum(['ping', 'pong', 'probe', 'ack'], 'What is held is a "ping", "pong", "probe" or "ack".'),
    }),
    z.object({ kind: z.literal('drop'), client, like }),
    z.object({ kind: z.literal('two-nodes'), client }),
    z.object({ kind: z.literal('freeze'), client, direction }),
    z.object({ kind: z.literal('cut'), client, how: z.enum(['fin', 'rst'], 'A cut is "fin" or "rst".') }),
  ],
  `A fault is one of: ${Object.keys(FAULTS).join(', ')}.`,
);

function numberFrom(least: number, most: number, what: string) {
  const message = `${what} from ${least} to ${most}.`;
  return z.number(message).min(least, message).max(most, message);
}

const faults = z.object(
  { faults: z.array(fault, 'The faults are a list.').max(32, 'At most 32 faults at once.') },
  'The body is an object with "faults".',
);

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function readProgram(body: unknown): Read<Program> {
  // A name that no copy of an object keeps.
  if (isObject(body) && isObject(body.files) && Object.hasOwn(body.files, '__proto__')) {
    const message = 'No file may be called "__proto__".';
    return { ok: false, failure: { code: 'bad-body', message, path: 'files.__proto__' } };
  }
  return read(program, body);
}

export function readFaults(body: unknown): Read<{ readonly faults: readonly Fault[] }> {
  return read(faults, body);
}

/** The file that makes the sources more than a lab may have. */
export function oversizedFile({ files }: Program): string | undefined {
  let total = 0;
  return Object.entries(files).find(([, source]) => {
    total += Buffer.byteLength(source);
    return total > LIMITS.sourceBytes;
  })?.[0];
}

function read<T>(schema: z.ZodType<T>, body: unknown): Read<T> {
  const result = schema.safeParse(body);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.');
  const said = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message;
  const failure = { code: 'bad-body', message: said ?? 'The body is not what is expected here.' };
  return { ok: false, failure: path ? { ...failure, path } : failure };
}
