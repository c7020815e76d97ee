import { concatBytes, utf8Text } from '@/lib/base/bytes';
import { isUtf8 } from '@/lib/base/utf8';
import type { Field, Unit } from '@/lib/dissect/layer';
import type { UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { dissectedOf } from './dissected';
import { meantBy } from './meant';
import { printfWord, shellWord } from './shell';

/** Where a client's requests can be sent again: `http://localhost:3001/l/<lab>/alice/`. The wire is behind that. */
export type BaseOf = (client: string) => string | undefined;

/** The request as a command that sends it again. */
export function curlText({ unit, from }: UnitEntry, baseOf: BaseOf): string {
  const { method = 'GET', headers = {} } = unit.http ?? {};
  const body = bodyOf(unit);
  const isUpgrade = headers.upgrade !== undefined;
  const url = urlOf(unit, baseOf(from), 'http');
  const words = ['curl -i', shellWord(url)];
  // To curl, brackets and braces in an address are many addresses.
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (isUpgrade) words.push('--http1.1');
  // With `-X HEAD` it would wait for a body.
  if (method === 'HEAD' && body.length === 0) words.push('--head');
  else if (method !== 'GET' && !(method === 'POST' && body.length > 0)) words.push(`-X ${shellWord(method)}`);
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'accept-encoding') words.push('--compressed');
    else if (!name.startsWith(':') && !OWN_HEADERS.has(name) && (isUpgrade || name !== 'connection'))
      words.push(`-H ${shellWord(headerText(name, value))}`);
  }
  if (body.length === 0) return words.join(' \\\n  ');
  if (isUtf8(body) && !body.includes(0)) {
    return [...words, `--data-raw ${shellWord(utf8Text(body))}`].join(' \\\n  ');
  }
  return `printf ${printfWord(body)} | ${[...words, '--data-binary @-'].join(' \\\n  ')}`;
}

/** A command that opens such a connection again, and what is then to be typed. */
export function wscatText(entry: UnitEntry, timeline: Timeline, baseOf: BaseOf): string {
  const { unit, conn } = entry;
  const handshake = timeline.entries.find(
    (one): one is UnitEntry =>
      one.kind === 'unit' && one.conn === conn && one.unit.http?.headers.upgrade !== undefined,
  );
  const client = entry.from === 'server' ? entry.to : entry.from;
  const url = handshake ? urlOf(handshake.unit, baseOf(client), 'ws') : PLAIN_URL;
  // The session of that time is over, or has its WebSocket already.
  const command = `wscat -c ${shellWord(url.replace(/([?&])sid=[^&]*&?/, '$1').replace(/[?&]$/, ''))}`;
  if (unit.from === 'server') return command;
  const bytes = meantBy(unit, dissectedOf(unit).buffers);
  if (unit.ws && (unit.context?.opcode ?? unit.ws.opcode) !== 1)
    return `${command}\n# What followed was no text frame; wscat sends text.`;
  const text = utf8Text(bytes);
  const sio = unit.packets[0]?.sio;
  if (!sio) return `${command} -x ${shellWord(text)}`;
  // A namespace must be joined before anything is said in it.
  const join = sio.type === 'CONNECT' ? [] : [sio.nsp === '/' ? '40' : `40${sio.nsp},`];
  return [command, '# Then type:', ...join, text].join('\n');
}

/** To curl, a header without a value is one to be left out; with a semicolon it is sent empty. */
function headerText(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

const PLAIN_URL = 'ws://localhost:3000/socket.io/?EIO=4&transport=websocket';

/** What curl says by itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding']);

function urlOf({ http }: Unit, base: string | undefined, scheme: 'http' | 'ws'): string {
  const { target = '/', headers = {} } = http ?? {};
  if (base !== undefined) return base.replace(/^http/, scheme) + target.replace(/^\//, '');
  if (/^\w+:\/\//.test(target)) return target.replace(/^http/, scheme);
  return `${scheme}://${headers.host ?? headers[':authority'] ?? 'localhost'}${target}`;
}

function bodyOf(unit: Unit): Uint8Array {
  const { http, wire } = unit;
  if (!http || http.bodyLength === 0) return new Uint8Array();
  const pieces = fieldsIn(unit).filter(({ key }) => key === 'http.chunk.data');
  if (pieces.length > 0) return concatBytes(pieces.map(({ start, end }) => wire.subarray(start, end)));
  return wire.subarray(wire.length - http.bodyLength);
}

function fieldsIn(unit: Unit): Field[] {
  const all = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => [field, ...all(field.children ?? [])]);
  return all(dissectedOf(unit).layers.flatMap(({ fields }) => fields)).filter(({ buffer }) => buffer === 0);
}
