import { concatBytes, utf8Bytes, utf8Text } from '@/lib/base/bytes';
import { dissect } from '@/lib/dissect/dissect';
import type { NamedBuffer, Packet, Unit } from '@/lib/dissect/layer';

/** An HTTP message with packets taken out of its payload. */
export type Mended =
  /** The message as it now is. */
  | { readonly is: 'mended'; readonly bytes: Uint8Array }
  /** A request that carried nothing else is lost with them. */
  | { readonly is: 'lost' }
  /** The body cannot be written anew. */
  | { readonly is: 'unmendable' };

const SEPARATOR = Uint8Array.of(0x1e);

export function withoutPackets(unit: Unit, lost: ReadonlySet<Packet>): Mended {
  const { packets, http } = unit;
  const first = packets[0];
  if (!http || !first) return { is: 'unmendable' };
  const { buffers } = dissect(unit);
  const { bytes, name } = buffers[first.buffer] ?? EMPTY;
  const style = styleOf(unit);
  const kept = packets.filter((packet) => !lost.has(packet));
  const bodyStart = first.buffer === 0 ? headLength(unit.wire) : 0;
  let body: Uint8Array;
  if (kept.length > 0) body = payloadOf(bytes, bodyStart, packets, kept, style);
  else if (http.kind === 'request') return { is: 'lost' };
  else body = NOOP[style];
  if (name === 'decoded') {
    const script = utf8Text(buffers[first.buffer - 1]?.bytes ?? EMPTY.bytes);
    const wrapped = http.kind === 'request' ? inForm(body) : inScript(body, script);
    if (!wrapped) return { is: 'unmendable' };
    body = wrapped;
  }
  return { is: 'mended', bytes: concatBytes([headFor(unit, body.length), body]) };
}

const EMPTY: NamedBuffer = { name: 'wire', bytes: new Uint8Array(0) };

/** How protocol 4 puts packets into a body, and how protocol 3 does, as text and as bytes. */
type Style = 'separated' | 'lengths' | 'binary';

function styleOf({ engine, http }: Unit): Style {
  if (engine?.version === 4) return 'separated';
  return /^\s*application\/octet-stream/i.test(http?.headers['content-type'] ?? '') ? 'binary' : 'lengths';
}

/** An answer that has nothing to say: the client polls again. */
const NOOP: { readonly [S in Style]: Uint8Array } = {
  separated: utf8Bytes('6'),
  lengths: utf8Bytes('1:6'),
  binary: Uint8Array.of(0, 1, 255, 0x36),
};

function payloadOf(
  bytes: Uint8Array,
  bodyStart: number,
  packets: readonly Packet[],
  kept: readonly Packet[],
  style: Style,
): Uint8Array {
  // Behind the last packet may be what nobody could read.
  const tail = bytes.subarray(packets.at(-1)?.end ?? bytes.length);
  if (style === 'separated') {
    const parts = kept.flatMap(({ start, end }) => [SEPARATOR, bytes.subarray(start, end)]);
    return concatBytes([...parts.slice(1), tail]);
  }
  // The length stands right before its packet.
  const parts = kept.map((packet) => {
    const before = packets[packets.indexOf(packet) - 1];
    return bytes.subarray(before?.end ?? bodyStart, packet.end);
  });
  return concatBytes([...parts, tail]);
}

/** JSONP's way up: a form of one field, in which a backslash and an "n" that stood there already are told apart. */
function inForm(payload: Uint8Array): Uint8Array {
  return utf8Bytes(`d=${encodeURIComponent(utf8Text(payload).replaceAll('\\n', '\\\\n'))}`);
}

/** Its way down: a script that calls the same function as `script` with the payload. */
function inScript(payload: Uint8Array, script: string): Uint8Array | undefined {
  const called = /___eio\[\d*\]\(/.exec(script)?.[0];
  // Two separators of lines are characters of JSON, but were none of a script's strings.
  const text = JSON.stringify(utf8Text(payload)).replace(/[\u2028\u2029]/g, (separator) =>
    separator === '\u2028' ? '\\u2028' : '\\u2029',
  );
  return called === undefined ? undefined : utf8Bytes(`${called}${text});`);
}

function headLength(wire: Uint8Array): number {
  return Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength).indexOf('\r\n\r\n') + 4;
}

const BODY_HEADERS = /^(content-length|transfer-encoding|content-encoding|trailer)\s*:/i;

/** The head of the message for a body of this length, neither coded nor in chunks. */
function headFor({ wire }: Unit, length: number): Uint8Array {
  const lines = Buffer.from(wire.subarray(0, headLength(wire) - 4))
    .toString('latin1')
    .split('\r\n');
  const others = lines.filter((line) => !BODY_HEADERS.test(line));
  return Buffer.from(`${others.join('\r\n')}\r\nContent-Length: ${length}\r\n\r\n`, 'latin1');
}

/** What the wire answers in the server's place to a request that it has lost: as the server would have. */
export function answerFor({ wire }: Unit): Uint8Array {
  const origin = /^origin: *([^\r\n]*)/im.exec(utf8Text(wire.subarray(0, headLength(wire))))?.[1];
  const cors = origin
    ? [`Access-Control-Allow-Origin: ${origin}`, 'Access-Control-Allow-Credentials: true', 'Vary: Origin']
    : [];
  const head = ['HTTP/1.1 200 OK', 'Content-Type: text/html', 'Content-Length: 2', ...cors, '', 'ok'];
  return utf8Bytes(head.join('\r\n'));
}
