import { HTTP_FIELDS } from '@/lib/dissect/http-fields';
import type { LayerName, Unit } from '@/lib/dissect/layer';
import { WS_FIELDS } from '@/lib/dissect/websocket-fields';
import { one } from './entry-keys';
import type { KeyRow, Scalar } from './key';

/** HTTP and WebSocket: what entries keep of a unit, so that no field tree need be made for it. */
export const UNIT_KEYS: Readonly<Record<string, KeyRow>> = {
  http: layer('http', 'HTTP requests and responses.', 'in HTTP'),
  ws: layer('ws', 'WebSocket frames.', 'in a WebSocket frame'),
  eio: layer('eio', 'Whatever carries an Engine.IO packet.', 'with an Engine.IO packet'),
  sio: layer('sio', 'Whatever carries a Socket.IO packet.', 'with a Socket.IO packet'),
  sse: layer('sse', 'Server-Sent Events.', 'with a Server-Sent Event'),
  data: layer('data', 'Bytes of no protocol known here.', 'with bytes of no known protocol'),
  'http.method': {
    type: 'text',
    ofShape: true,
    help: 'What the client wants done; also of the response to it.',
    noun: 'an HTTP method',
    equal: 'of HTTP method',
    some: unit(({ http }) => http?.method),
  },
  'http.target': {
    type: 'text',
    ofShape: true,
    help: 'Path and query; also of the response.',
    noun: 'an HTTP target',
    some: unit(({ http }) => http?.target),
  },
  'http.path': {
    type: 'text',
    ofShape: true,
    help: 'Which resource, without the query; also of the response.',
    noun: 'an HTTP path',
    some: unit(({ http }) => http?.target.split('?', 1)[0]),
  },
  'http.status': {
    type: 'number',
    ofShape: true,
    help: HTTP_FIELDS['http.status'].help,
    noun: 'an HTTP status',
    equal: 'of HTTP status',
    some: unit(({ http }) => http?.status),
  },
  'http.query': {
    type: 'text',
    ofShape: true,
    help: 'Some parameter of the target; also of the response.',
    noun: 'a query parameter',
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' && Object.values(entry.unit.http?.query ?? {}).some(holds),
  },
  'http.header': {
    type: 'text',
    ofShape: true,
    help: 'The value of some header.',
    noun: 'an HTTP header',
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' && Object.values(entry.unit.http?.headers ?? {}).some(holds),
  },
  'ws.fin': flag('ws.fin', ({ ws }) => ws?.fin, 'with FIN set'),
  'ws.masked': flag('ws.masked', ({ ws }) => ws?.masked, 'with a mask'),
  'ws.opcode': {
    type: 'name',
    ofShape: true,
    help: WS_FIELDS['ws.opcode'].help,
    noun: 'an opcode',
    equal: 'of opcode',
    names: opcodeNames(),
    some: unit(({ ws }) => (ws === undefined ? undefined : OPCODES[ws.opcode])),
  },
  'ws.length': {
    type: 'size',
    help: 'Bytes of payload in the frame.',
    noun: 'a payload',
    equal: 'with a payload of',
    present: 'with a payload length',
    some: unit(({ ws }) => ws?.payloadLength),
  },
  'ws.close.code': {
    type: 'number',
    help: WS_FIELDS['ws.close.code'].help,
    noun: 'a close code',
    some: unit(({ ws }) => ws?.closeCode),
  },
  'ws.close.reason': {
    type: 'text',
    help: 'Why the connection is closed, in words.',
    noun: 'a close reason',
    some: unit(({ ws }) => ws?.closeReason),
  },
};

/** `http.query.<name>`: of the request, and of the response to it. */
export function queryKey(name: string): KeyRow {
  return {
    type: 'any',
    ofShape: true,
    help: isKnown(`http.query.${name}`) ?? HTTP_FIELDS['http.query'].help,
    noun: `query ${name}`,
    some: unit(({ http }) => own(http?.query, name)),
  };
}

/** `http.header.<name>`, whose name is written in lower case or not, as in HTTP itself. */
export function headerKey(name: string, help: string): KeyRow {
  return {
    type: 'any',
    ofShape: true,
    help,
    noun: `header ${name}`,
    some: unit(({ http }) => own(http?.headers, name)),
  };
}

const OPCODES: readonly string[] = Object.values(opcodeNames());

export function unit(read: (unit: Unit) => Scalar | undefined) {
  return one((entry) => (entry.kind === 'unit' ? read(entry.unit) : undefined));
}

function layer(name: LayerName, help: string, present: string): KeyRow {
  return {
    type: 'layer',
    ofShape: true,
    help,
    noun: name,
    present,
    some: unit(({ layers }) => layers.includes(name) || undefined),
  };
}

function flag(
  key: 'ws.fin' | 'ws.masked',
  read: (unit: Unit) => boolean | undefined,
  present: string,
): KeyRow {
  return {
    type: 'flag',
    ofShape: true,
    help: WS_FIELDS[key].help,
    noun: WS_FIELDS[key].label,
    present,
    some: unit(read),
  };
}

/** All sixteen: those that RFC 6455 keeps for later are called by their numbers. */
function opcodeNames(): Readonly<{ [code: string]: string }> {
  const known: Readonly<{ [code: string]: string }> = WS_FIELDS['ws.opcode'].names;
  return Object.fromEntries(Array.from({ length: 16 }, (_, code) => [code, known[code] ?? String(code)]));
}

function isKnown(key: string): string | undefined {
  const specs: Readonly<Record<string, { readonly help: string }>> = HTTP_FIELDS;
  return Object.hasOwn(specs, key) ? specs[key]?.help : undefined;
}

/** A peer may call a parameter `__proto__`. */
function own(values: Readonly<{ [name: string]: string }> | undefined, name: string): string | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}
