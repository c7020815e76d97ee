import type { Situation } from './about';
import { code, type Inline, type Note, para } from './note';
import { sizeText } from './words';

/** A WebSocket frame that carries no Engine.IO packet, by its opcode (RFC 6455 §5.5, §5.6). */
export function frameNote({ entry, from, to }: Situation): Note {
  const { ws } = entry.unit;
  if (!ws) return { title: 'A frame', paragraphs: [] };
  const size = sizeText(ws.payloadLength);
  switch (ws.opcode) {
    case 0x0:
      return {
        title: ws.fin ? 'The last piece of a message' : 'Another piece of a message',
        paragraphs: [
          para`A message may be sent in fragments, before its end is known. This frame adds ${size}${ws.fin ? ' and completes it' : '; more will follow'}.`,
        ],
        section: { text: 'RFC 6455 §5.4' },
        lesson: 'frames',
      };
    case 0x1:
    case 0x2:
      return {
        title: ws.opcode === 1 ? 'A message of text' : 'A message of bytes',
        paragraphs: [
          para`${from} sends ${size}${ws.fin ? ' in one frame' : ' as the first piece of a message'}. WebSocket adds nothing to it: no event name, no ack, no namespace. What it means is for the two programs to agree upon.`,
        ],
        section: { text: 'RFC 6455 §5.6' },
        lesson: 'alone-with-websocket',
      };
    case 0x8:
      return closeFrameNote(ws.closeCode, ws.closeReason, from.text, to.text);
    case 0x9:
    case 0xa:
      return {
        title: ws.opcode === 9 ? 'WebSocket’s own ping' : 'WebSocket’s own pong',
        paragraphs: [
          para`A control frame that browsers answer by themselves and never show to a script. Engine.IO does not use it: its heartbeat is the text \`2\` and \`3\`. Something else sent this one, a proxy or a library.`,
        ],
        section: { text: 'RFC 6455 §5.5.2' },
        lesson: 'heartbeat',
      };
    default:
      return {
        title: 'An opcode that means nothing yet',
        paragraphs: [para`Opcode ${ws.opcode} is reserved. Whoever receives it must close the connection.`],
        section: { text: 'RFC 6455 §5.2' },
        lesson: 'frames',
      };
  }
}

/** A WebSocket message of an import. */
export function messageNote({ entry, from }: Situation): Note {
  const isText = entry.unit.context?.form === 'ws-text';
  return {
    title: isText ? 'A message of text' : 'A message of bytes',
    paragraphs: [
      para`${from} sent ${sizeText(entry.unit.wire.length)} over a WebSocket. The file this came from kept the message and not its frames, so there are no frame headers to show.`,
    ],
    section: { text: 'RFC 6455 §5.6' },
    lesson: 'alone-with-websocket',
  };
}

function closeFrameNote(
  number: number | undefined,
  reason: string | undefined,
  from: string,
  to: string,
): Note {
  return {
    title: number === undefined ? 'Goodbye, without a reason' : `Goodbye, with code ${number}`,
    paragraphs: [
      para`${from} closes the WebSocket; ${to} answers with a close frame of its own, and then the connection ends.`,
      ...(reason ? [para`The reason is given in words as well: ${code(reason)}.`] : []),
      closeCodeTold(number),
    ],
    section: { text: 'RFC 6455 §7.4.1' },
    lesson: number === 1009 ? 'limits-and-compression' : 'disconnect-reasons',
  };
}

/** What a close code means to those who use Socket.IO. */
export function closeCodeTold(number: number | undefined): Inline[] {
  const told = number === undefined ? NO_CODE : CODES[number];
  return told ?? para`The code is the application's own, or one that is rarely seen.`;
}

const NO_CODE = para`There is no code in it, so both ends report 1005, a number that never stands in a frame. Engine.IO always closes like this, whatever the reason was.`;

const CODES: { readonly [code: number]: Inline[] } = {
  1000: para`Code 1000: the work is done. Engine.IO itself never sends a code.`,
  1001: para`Code 1001: the page is being left, or the server goes down.`,
  1002: para`Code 1002: the other end broke the rules of the protocol.`,
  1006: para`Code 1006 must never be sent: it is what a library reports when a connection ended without a close frame.`,
  1007: para`Code 1007: the data did not fit its type, such as text that is not UTF-8.`,
  1008: para`Code 1008: the message is against the rules of this server.`,
  1009: para`Code 1009: the message was too big. With Socket.IO it was larger than \`maxHttpBufferSize\`; the server calls it \`transport error\`, the client \`transport close\`, and nothing is sent again.`,
  1011: para`Code 1011: the server failed in a way it did not expect.`,
};
