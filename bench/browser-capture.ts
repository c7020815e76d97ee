import { type FileHandle, open } from 'node:fs/promises';
import { encodePacket } from 'engine.io-parser';
import { Encoder, PacketType } from 'socket.io-parser';
import { micros } from '@/lib/base/micros';
import { headerLine, recordLine } from '@/lib/capture/file';
import type { Record, Role } from '@/lib/capture/record';
import { clientFrame, SWITCHING, serverFrame, UPGRADE } from './wire';

const CAST = ['alice', 'bob', 'carol'];
const HANDSHAKE = { upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 };

/** Writes a capture of so many entries: a chat over three WebSockets, encoded by the official parsers. */
export async function writeChat(path: string, entries: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(headerLine({ createdAt: '2026-11-21T09:00:00.000Z', cast: CAST }));
    await writeBlocks(file, chatRecords(entries));
  } finally {
    await file.close();
  }
}

/** Characters of text that are written at once. */
const BLOCK = 2 ** 20;

async function writeBlocks(file: FileHandle, records: Iterable<Record>): Promise<void> {
  let block = '';
  for (const record of records) {
    block += recordLine(record);
    if (block.length < BLOCK) continue;
    await file.write(block);
    block = '';
  }
  await file.write(block);
}

/** One record an entry, for each is one frame, or one head of the handshake. */
export function* chatRecords(entries: number): Generator<Record> {
  let seq = 0;
  let at = 0;
  const next = (wait: number) => {
    seq += 1;
    at += wait;
    return { seq, at: micros(at) };
  };
  const bytes = (conn: number, from: Role, bytes: Uint8Array, wait: number): Record => ({
    ...next(wait),
    type: 'bytes',
    conn,
    from,
    bytes,
  });
  for (const [index, client] of CAST.entries()) {
    const conn = index + 1;
    yield { ...next(100), type: 'open', conn, client };
    yield bytes(conn, 'client', UPGRADE, 900);
    yield bytes(conn, 'server', SWITCHING, 400);
    yield bytes(
      conn,
      'server',
      serverFrame(eio('open', JSON.stringify({ sid: `s${conn}`, ...HANDSHAKE }))),
      200,
    );
    yield bytes(conn, 'client', clientFrame(sio(PacketType.CONNECT)), 300);
    yield bytes(conn, 'server', serverFrame(sio(PacketType.CONNECT, { sid: `socket-${conn}` })), 300);
  }
  for (let n = 0; seq < entries; n += 1) {
    const conn = (n % CAST.length) + 1;
    for (const [from, text] of exchange(n)) {
      if (seq === entries) return;
      yield bytes(
        conn,
        from,
        from === 'client' ? clientFrame(text) : serverFrame(text),
        n % 5000 === 0 ? 3_000_000 : 130,
      );
    }
  }
}

/** What follows one another: an event and its ack, what the others are told, now and then a heartbeat. */
function exchange(n: number): readonly (readonly [Role, string])[] {
  if (n % 97 === 0) {
    return [
      ['server', eio('ping')],
      ['client', eio('pong')],
    ];
  }
  const text = `message ${n} of many, about as long as people write`;
  return [
    ['client', sio(PacketType.EVENT, ['chat message', { from: 'alice', text }], n)],
    ['server', sio(PacketType.ACK, [{ ok: true, n }], n)],
    [
      'server',
      sio(PacketType.EVENT, n % 11 === 0 ? ['typing', 'bob'] : ['chat message', { from: 'bob', text }]),
    ],
  ];
}

const encoder = new Encoder();

function sio(type: PacketType, data?: unknown, id?: number): string {
  const [packet] = encoder.encode({ type, nsp: '/', data, ...(id !== undefined && { id }) });
  return eio('message', String(packet));
}

function eio(type: 'open' | 'ping' | 'pong' | 'message', data?: string): string {
  let encoded = '';
  encodePacket(data === undefined ? { type } : { type, data }, true, (text) => {
    encoded = String(text);
  });
  return encoded;
}
