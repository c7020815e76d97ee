import { utf8Bytes } from '@/lib/base/bytes';

/**
 * One message as the server sends it, byte by byte. RFC 6455 §5.2: 0x81 is FIN and text; a server does not mask,
 * so the second byte is the length alone.
 */
const EVENT = '["hello","bob"]';
const PARTS = [
  { layer: 'ws', name: 'WebSocket', says: 'a text frame of 17 bytes', bytes: Uint8Array.of(0x81, 0x11) },
  { layer: 'eio', name: 'Engine.IO', says: '4: a message', bytes: utf8Bytes('4') },
  { layer: 'sio', name: 'Socket.IO', says: '2: an event', bytes: utf8Bytes('2') },
  { layer: 'data', name: 'Yours', says: 'emit("hello", "bob")', bytes: utf8Bytes(EVENT) },
] as const;

const CELLS = PARTS.flatMap(({ layer, bytes }) => Array.from(bytes, (byte) => ({ layer, byte }))).map(
  (cell, offset) => ({ ...cell, offset }),
);

const TONE = {
  ws: 'bg-ws/15 text-ws',
  eio: 'bg-eio/15 text-eio',
  sio: 'bg-sio/15 text-sio',
  data: 'bg-raised text-ink',
} as const;

const DOT = { ws: 'bg-ws', eio: 'bg-eio', sio: 'bg-sio', data: 'bg-dim' } as const;

/** A figure: the layers that one `emit` is wrapped in, each in its colour. */
export function MessageAnatomy() {
  return (
    <figure className="rounded-xl border border-line bg-panel p-6 shadow-2xl shadow-black/20 max-sm:p-4">
      <div aria-hidden="true" className="mb-6 flex flex-wrap gap-y-2 font-mono">
        {CELLS.map(({ offset, layer, byte }) => (
          <span key={offset} className={`grid w-6 justify-items-center py-1 ${TONE[layer]}`}>
            <span className="text-[13px]">{byte.toString(16).padStart(2, '0')}</span>
            <span className="text-[11px] opacity-80">{printable(byte)}</span>
          </span>
        ))}
      </div>
      <figcaption>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 font-mono text-[12.5px]">
          {PARTS.map(({ layer, name, says }) => (
            <div key={layer} className="contents">
              <dt className="flex items-center gap-2">
                <span className={`size-2 rounded-xs ${DOT[layer]}`} />
                {name}
              </dt>
              <dd className="text-dim">{says}</dd>
            </div>
          ))}
        </dl>
      </figcaption>
    </figure>
  );
}

function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
