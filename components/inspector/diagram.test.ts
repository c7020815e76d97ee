import { describe, expect, it } from 'vitest';
import { BINARY } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { type Figure, figuresOf } from './diagram';
import { dissectedOf } from './dissected';

const STORY = timelineOf(`
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 42/admin,7["x"]
  1 < text 42["${'y'.repeat(200)}"]
  1 < text 2
  1 > binary 01 02
  1 < binary ca fe
`);

/** `FIN 0+1 = 1 | RSV1 1+1 = 0 …`, one line a row; `label = text` of boxes of text. */
function drawn(figure: Figure): string[] {
  if (figure.kind === 'text')
    return figure.boxes.map(({ label, text }) => `${label} = ${JSON.stringify(text)}`);
  return figure.rows.map((row) =>
    row
      .map(
        ({ label, from, bits, of, value }) =>
          `${label} ${from}+${bits}${of === undefined ? '' : `/${of}`}${value === '' ? '' : ` ${value}`}`,
      )
      .join(' | '),
  );
}

function figures(n: number): Figure[] {
  const entry = STORY.entries.nth(n);
  if (entry?.kind !== 'unit') throw new Error(`Entry ${n} is no unit.`);
  return figuresOf(dissectedOf(entry.unit));
}

describe('figuresOf', () => {
  it('draws a masked frame bit by bit: the key runs over the end of the row', () => {
    const [frame] = figures(5);
    expect(frame && drawn(frame)).toEqual([
      'FIN 0+1 1 | RSV1 1+1 0 | RSV2 2+1 0 | RSV3 3+1 0 | Opcode 4+4 text (1) | Masked 8+1 1 | Payload length 9+7 15 | Masking key 16+16/32 a1 5e 09 c4',
      'Masking key 0+16/32 | Payload 16+16/120 15 bytes, masked',
      'Payload 0+32/120',
    ]);
  });

  it('draws an extended length, and a payload of one byte', () => {
    const [long] = figures(6);
    expect(long && drawn(long)[0]).toMatch(/Payload length 9\+7 126.* \| Extended length 16\+16 206$/);
    const [short] = figures(7);
    expect(short && drawn(short)[0]).toMatch(/Payload length 9\+7 1 \| Payload 16\+8 2$/);
  });

  it('draws a packet in the order of its text', () => {
    const [, packet] = figures(5);
    expect(packet?.title).toBe('Engine.IO packet › Socket.IO packet');
    expect(packet && drawn(packet)).toEqual([
      'Type = "4"',
      'Type = "2"',
      'Namespace = "/admin"',
      'Mark = ","',
      'Ack id = "7"',
      'Payload = "[\\"x\\"]"',
    ]);
  });

  it('draws the announced attachments', () => {
    const entry = timelineOf(BINARY).entries.at(4);
    if (entry?.kind !== 'unit') throw new Error('This is a frame.');
    const [, packet] = figuresOf(dissectedOf(entry.unit));
    expect(packet && drawn(packet).slice(0, 4)).toEqual([
      'Type = "4"',
      'Type = "5"',
      'Attachments = "1"',
      'Mark = "-"',
    ]);
  });

  it('draws in hex what is no text', () => {
    expect(figures(9).slice(1).flatMap(drawn)).toEqual(['Attachment = "ca fe"']);
  });

  it('draws the parts of an HTTP message', () => {
    const [request] = figures(2);
    expect(request && drawn(request)).toEqual([
      'Start line = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\\r\\n"',
      expect.stringMatching(/^5 headers = "Host: lab\\r\\nConnection: Upgrade/),
      'Empty line = "\\r\\n"',
    ]);
  });
});
