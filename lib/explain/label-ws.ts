import { utf8Text } from '@/lib/base/bytes';
import { dissect } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import { frameHead } from '@/lib/dissect/websocket-frame';
import type { UnitEntry } from '@/lib/session/entry';
import type { LabelPart } from './label';
import { ellipsis, sizeText } from './words';

/** A WebSocket frame that carries no Engine.IO packet. */
export function frameLabel({ unit }: UnitEntry): LabelPart[] {
  const { ws } = unit;
  if (!ws) return [];
  const size: LabelPart = { text: sizeText(ws.payloadLength), tone: 'dim' };
  switch (ws.opcode) {
    case 0x0:
      return [{ text: ws.fin ? 'last fragment' : 'next fragment', tone: 'ws' }, size];
    case 0x1:
      return [
        { text: ws.fin ? 'text' : 'text, first fragment', tone: 'ws' },
        { text: ellipsis(payloadText(unit), 60), tone: 'ink' },
      ];
    case 0x2:
      return [{ text: ws.fin ? 'binary' : 'binary, first fragment', tone: 'ws' }, size];
    case 0x8:
      return closeLabel(ws.closeCode, ws.closeReason);
    case 0x9:
      return [{ text: 'PING frame', tone: 'ws' }, size];
    case 0xa:
      return [{ text: 'PONG frame', tone: 'ws' }, size];
    default:
      return [{ text: `reserved opcode ${ws.opcode}`, tone: 'error' }, size];
  }
}

/** A WebSocket message of an import, which kept no frame. */
export function messageLabel({ unit }: UnitEntry): LabelPart[] {
  const isText = unit.context?.form === 'ws-text';
  return [
    { text: isText ? 'text' : 'binary', tone: 'ws' },
    isText
      ? { text: ellipsis(utf8Text(unit.wire.subarray(0, MOST_READ)), 60), tone: 'ink' }
      : { text: sizeText(unit.wire.length), tone: 'dim' },
  ];
}

function closeLabel(code: number | undefined, reason: string | undefined): LabelPart[] {
  const close: LabelPart = { text: 'CLOSE', tone: 'ws' };
  if (code === undefined) return [close, { text: 'without a code, which both ends call 1005', tone: 'dim' }];
  return [
    close,
    { text: `${code} ${CLOSE_CODES[code] ?? ''}`.trim(), tone: 'ink' },
    ...(reason ? [{ text: `“${reason}”`, tone: 'dim' } as const] : []),
  ];
}

/** RFC 6455 §7.4.1, in few words. */
export const CLOSE_CODES: { readonly [code: number]: string } = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'cannot accept this kind of data',
  1007: 'payload does not fit its type',
  1008: 'against the policy',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'server error',
  1012: 'service restarts',
  1013: 'try again later',
};

/** Bytes that are looked at for a label. */
const MOST_READ = 256;

/** What a frame carries, in the last buffer that was made of it. */
function payloadText(unit: Unit): string {
  const { buffers } = dissect(unit);
  const last = buffers.at(-1);
  if (!last) return '';
  // Counted from the front: of a long payload, or one that was cut off, the end is not here.
  const bytes = last.name === 'wire' ? last.bytes.subarray(frameHead(unit.wire).header) : last.bytes;
  return utf8Text(bytes.subarray(0, MOST_READ));
}
