import { describe, expect, it } from 'vitest';
import { DATA_FIELDS } from '@/lib/dissect/data';
import { dissect } from '@/lib/dissect/dissect';
import { EIO_FIELDS } from '@/lib/dissect/engineio-fields';
import { HTTP_FIELDS } from '@/lib/dissect/http-fields';
import { JSONP_FIELDS } from '@/lib/dissect/jsonp';
import type { Field } from '@/lib/dissect/layer';
import { PAYLOAD_FIELDS } from '@/lib/dissect/payload';
import { SIO_FIELDS } from '@/lib/dissect/socketio-fields';
import { SSE_FIELDS } from '@/lib/dissect/sse';
import { WS_FIELDS } from '@/lib/dissect/websocket-fields';
import type { Entry } from '@/lib/session/entry';
import { BINARY, BLOCKED, CHAT, UPGRADE, WEBSOCKET_ONLY } from '@/lib/session/stories';
import type { Timeline } from '@/lib/session/timeline';
import { timelineOf } from '@/lib/session/transcript';
import { FIELD_NOTES, type Note, noteForEntry, noteForField } from './notes';

const OPEN =
  '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000,"extra":1}';

/** An answer with these lines of an event stream, as bytes of a transcript. */
const eventStream = (...lines: readonly string[]): string => {
  const body = lines.map((line) => `${line}\n`).join('');
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.from(head + body)
    .toString('hex')
    .replaceAll(/..(?=.)/g, '$& ');
};

/** A little of everything that can go wrong or is rarely seen. */
const ODD = `
  server traces {"kind":"program","state":"started","run":1}
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling&j=0&b64=1&token=x
  1 < 200 ${OPEN}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40/admin,{"token":"x"}␞2␞1␞x
  1 < 400 {"code":3,"message":"Bad request"}
  1 > GET /socket.io/?EIO=4&transport=polling&sid=gone
  1 < 400 {"code":1,"message":"Session ID unknown"}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 41
  1 < 413
  1 > GET /nowhere
  1 < 404 nothing here
  1 > OPTIONS /socket.io/?EIO=4&transport=polling
  1 < 200
  bob opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text 0{"sid":"w1","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":9}
  2 > text 40{"pid":"p","offset":"o"}
  2 < text 40{"sid":"B","pid":"p"}
  2 < text 42["seed",1,"Q7zA3bJ"]
  2 < text 44/nope,{"message":"Invalid namespace","data":{"why":1}}
  2 > text 4abc
  2 > text 42[]
  2 > binary 01 02
  2 > text 461-7[{"_placeholder":true,"num":0}]
  2 > binary 03
  2 > text 2
  2 < text 3
  2 > bytes 89 80 00 00 00 00
  2 > bytes c1 85 00 00 00 00 01 02 03 04 05
  2 < text 42["${'long '.repeat(60)}"]
  2 < close 1009
  2 > bytes 81
  2 closes by fault rst
  carol opens 3
  3 > UPGRADE /chat
  3 < 101
  3 > text plain
  3 < binary ff fe
  3 > bytes 01 81 00 00 00 00 61 80 81 00 00 00 00 62
  3 closes by server
  carol opens 6
  6 > GET /events
  6 < bytes ${eventStream(': still there', 'retry: 3000', 'retry: soon', 'evnt: a slip', 'event: price', 'id: 7', 'data: 12', '', 'data: cut')}
  6 > GET /socket.io/?EIO=4&transport=polling&j=0
  6 < 200 ___eio[0]("${OPEN.replaceAll('"', '\\\\"')}");
  6 > POST /socket.io/?EIO=4&transport=polling&j=0&sid=s1 | d=40
  6 < 200 ok
  carol opens 7
  7 > GET /socket.io/?EIO=3&transport=polling
  7 < 200 68:0{"sid":"s3","upgrades":[],"pingInterval":25000,"pingTimeout":60000}2:40
  dave opens 4
  4 > bytes 16 03 01 02 00
  4 closes by client
  4 opens 5
  server traces {"kind":"room","action":"create","nsp":"/","room":"lobby"}
  server traces {"kind":"room","action":"join","nsp":"/","room":"lobby","socket":"B"}
  server traces {"kind":"room","action":"leave","nsp":"/","room":"lobby","socket":"B"}
  server traces {"kind":"room","action":"delete","nsp":"/","room":"lobby"}
  server traces {"kind":"socket","action":"connection","nsp":"/","socket":"B","sid":"w1"}
  server traces {"kind":"socket","action":"disconnect","nsp":"/","socket":"B","sid":"w1","reason":"transport close"}
  server traces {"kind":"log","level":"log","text":"hello"}
  server traces {"kind":"exception","phase":"turn","name":"Error","message":"no"}
  server traces {"kind":"exception","phase":"limit","name":"Error","message":"no"}
  server traces {"kind":"program","state":"stopped","run":1}
  bob traces {"kind":"client","source":"manager","event":"reconnect_attempt","detail":"1"}
  bob traces {"kind":"client","source":"engine","event":"upgrade"}
  bob traces {"kind":"client","source":"socket","event":"connect","nsp":"/"}
  bob traces {"kind":"unheard","event":"seed","nsp":"/","packet":{"sid":"w1","ordinal":1}}
  server traces {"kind":"unheard","event":"seed","nsp":"/admin","packet":{"sid":"s1","ordinal":0}}
  bob traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/","place":{"file":"client.js","line":4}}
  bob traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/","volatile":true}
  server traces {"kind":"unsent","fate":"dropped","event":"cursor","nsp":"/","volatile":true}
  server traces {"kind":"unsent","fate":"dropped","event":"cursor","nsp":"/"}
  server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/","rooms":["lobby"]}
  server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/","rooms":[]}
  bob traces {"kind":"retry","attempt":1,"delayMs":1234.5}
  bob traces {"kind":"queued","path":"/socket.io/?EIO=4","ms":812}
  fault {"fault":"freeze","state":"set","detail":"Bytes are kept back."}
  gap 4
`;

/** The curriculum. A note may lead to any of these and to nothing else. */
const LESSONS = `
  where-a-message-lives tcp request-response short-polling long-polling server-sent-events
  websocket-handshake frames alone-with-websocket
  handshake polling-transport upgrade fallback heartbeat limits-and-compression
  first-connection on-and-emit packet-anatomy acknowledgements binary buffering-and-volatile socket-data lifecycle-events
  broadcasting rooms room-internals namespaces dynamic-namespaces picking-recipients
  disconnect-reasons reconnection new-id-lost-rooms recovery errors-and-validation debugging
  clinic-transport clinic-config clinic-handlers
  middleware token-auth session-and-credentials rate-limiting invite-only-rooms
  presence graceful-shutdown payload-budget sticky-sessions redis-adapter cors-and-origins typed-events
  chat notifications shared-document choosing
`
  .split(/\s+/)
  .filter(Boolean);

const stories = { UPGRADE, WEBSOCKET_ONLY, BLOCKED, BINARY, CHAT, ODD };
const everyNote = Object.values(stories).flatMap((story) => {
  const timeline = timelineOf(story);
  return timeline.entries.flatMap((entry) => [
    { what: `${entry.kind} #${entry.n}`, note: noteForEntry(entry, timeline) },
    ...fieldsOf(entry).map((field) => ({
      what: `${field.key} #${entry.n}`,
      note: noteForField(field, entry, timeline),
    })),
  ]);
});

describe('every field', () => {
  it.each(
    Object.entries({
      HTTP_FIELDS,
      WS_FIELDS,
      EIO_FIELDS,
      SIO_FIELDS,
      DATA_FIELDS,
      SSE_FIELDS,
      PAYLOAD_FIELDS,
      JSONP_FIELDS,
    }),
  )('of %s has a note', (_, table) => {
    const keys = Object.keys(table);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !(key in FIELD_NOTES))).toEqual([]);
  });

  it('of the rarer layers is in the stories', () => {
    const met = new Set(everyNote.map(({ what }) => what.split(' ')[0]));
    const rare = Object.keys({ ...SSE_FIELDS, ...PAYLOAD_FIELDS, ...JSONP_FIELDS });
    expect(rare.filter((key) => !met.has(key))).toEqual([]);
  });

  it('that the stories hold is met by a note of its own, and not by its label', () => {
    const bare = Object.values(stories).flatMap((story) => {
      const timeline = timelineOf(story);
      return timeline.entries.flatMap((entry) =>
        fieldsOf(entry).filter((field) => noteForField(field, entry, timeline).title === field.spec.label),
      );
    });
    expect(bare.map(({ key }) => key)).toEqual([]);
  });
});

describe('every note', () => {
  it('has something to say, and says nothing a program would', () => {
    expect(everyNote.length).toBeGreaterThan(500);
    const wrong = everyNote.filter(
      ({ note }) =>
        /undefined(?! as)|NaN|\[object|`|^\s| {2}| \.|\$\{/.test(textOf(note)) || textOf(note).length < 40,
    );
    expect(wrong.map(({ what, note }) => `${what}: ${textOf(note)}`)).toEqual([]);
  });

  it('leads to a lesson of the curriculum, if to any', () => {
    const wrong = everyNote.filter(({ note }) => note.lesson !== undefined && !LESSONS.includes(note.lesson));
    expect(wrong.map(({ what, note }) => `${what}: ${note.lesson}`)).toEqual([]);
  });

  it('leads to a page for every section it names', () => {
    const wrong = everyNote.filter(({ note }) => note.section && !note.section.url?.startsWith('https://'));
    expect(wrong.map(({ what, note }) => `${what}: ${note.section?.text}`)).toEqual([]);
  });
});

describe('the value matters', () => {
  const timeline = timelineOf(UPGRADE);
  const title = (n: number, key: string) => noteAt(timeline, n, key).title;

  it('tells a probe from a heartbeat, and each from its answer', () => {
    expect([12, 13, 18, 19].map((n) => title(n, 'eio.type'))).toEqual([
      '“2” is a ping, and here it is a question',
      '“3” is a pong: the road works',
      '“2” is a ping: still there?',
      '“3” is a pong: still here',
    ]);
  });

  it('tells a ping that goes the wrong way', () => {
    expect(noteAt(timelineOf(ODD), 28, 'eio.type').title).toBe('“2” is a ping, and the wrong way round');
  });

  it('names the sender, the time it took and the rules of the session', () => {
    expect(textOf(noteAt(timeline, 18, 'eio.type'))).toContain(
      'Alice has 20 s to answer with 3. It took 1.0 ms.',
    );
  });

  it('leads to the entries that belong together', () => {
    expect(noteAt(timeline, 12, 'eio.type').related).toEqual([{ n: 13, text: 'answered by #13 (1.0 ms)' }]);
    expect(noteAt(timeline, 17, 'sio.id').related).toEqual([{ n: 16, text: 'acknowledges #16 (3.0 ms)' }]);
    const held = timeline.entries.at(9);
    expect(held && noteForEntry(held, timeline).related).toEqual([
      { n: 14, text: 'answered by #14 (103 ms)' },
    ]);
  });

  it('knows an attachment that base64 brought', () => {
    const binary = timelineOf(BINARY);
    expect(textOf(noteAt(binary, 11, 'sio.attachment'))).toContain('that belong to the packet in #11');
    expect(textOf(noteAt(binary, 6, 'sio.attachment'))).toContain('that belong to the packet in #5');
  });

  it('blames nobody for bytes whose packet was not recorded', () => {
    const notes = (before: string) => {
      const lost = timelineOf(`
        alice opens 1
        1 > UPGRADE /socket.io/?EIO=4&transport=websocket
        1 < 101
        1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
        1 < text 40{"sid":"a"}
        ${before}
        1 < binary 01
      `);
      const n = lost.entries.length;
      return ['eio.binary', 'sio.attachment'].map((key) => textOf(noteAt(lost, n, key))).join(' ');
    };
    expect(notes('gap 1')).toContain('whose packet is not in the recording');
    expect(notes('gap 1')).toContain('What announced it is not in the recording');
    expect(notes('gap 1')).not.toMatch(/out of nowhere|no packet has announced/);
    expect(notes('1 < text 42["before"]')).toContain('no packet has announced');
  });

  it('says who heard an event, and who did not', () => {
    const chat = timelineOf(CHAT);
    expect(textOf(noteAt(chat, 19, 'sio.type'))).toContain(
      'At the server it called one handler, registered in line 6 of server.js.',
    );
    expect(textOf(noteAt(chat, 21, 'sio.type'))).toContain(
      'At Bob it called 2 handlers, registered in line 9 of client.js and line 12 of client.js.',
    );
    expect(textOf(noteAt(chat, 23, 'sio.type'))).toContain('It arrived at the server, and nobody listened:');
    expect(textOf(noteAt(chat, 22, 'sio.type'))).not.toContain('At Carol');
    expect(noteAt(chat, 19, 'sio.type').related).toContainEqual({
      n: 20,
      text: 'its handler sent #20 (2.0 ms)',
    });
  });

  it('says of an emit that waited when it left', () => {
    const buffered = timelineOf(`
      alice traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/"}
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN}
      +2000 1 > text 42["hi"]
    `);
    const [emit] = buffered.entries;
    expect(emit && textOf(noteForEntry(emit, buffered))).toContain(
      'It left in #6, after 2.0 s, right behind',
    );
  });

  it('says of a fault what in the world does this, where it is one that is known here', () => {
    const noteOf = (fault: string) => {
      const told = timelineOf(`fault {"fault":"${fault}","state":"acted","detail":"It acted."}`);
      const [entry] = told.entries;
      return entry && textOf(noteForEntry(entry, told)).split('\n').slice(0, 3);
    };
    expect(noteOf('strip-upgrade')).toEqual([
      'The wire interferes: strip upgrade',
      'It acted.',
      'In the world: A reverse proxy that was not told to pass the hop-by-hop headers on.',
    ]);
    expect(noteOf('gremlins')?.slice(0, 2)).toEqual(['The wire interferes: gremlins', 'It acted.']);
  });

  it('keeps what came from the wire as plain text', () => {
    const hostile = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 > text 42["*<img src=x onerror=alert(1)>\`"]
    `);
    const note = noteAt(hostile, 4, 'sio.event');
    const runs = note.paragraphs.flat();
    expect(runs).toContainEqual({ text: '*<img src=x onerror=alert(1)>`', as: 'code' });
  });
});

function noteAt(timeline: Timeline, n: number, key: string): Note {
  const entry = timeline.entries.nth(n);
  const field = entry && fieldsOf(entry).find((one) => one.key === key);
  if (!entry || !field) throw new Error(`Entry ${n} has no field ${key}`);
  return noteForField(field, entry, timeline);
}

function fieldsOf(entry: Entry): Field[] {
  if (entry.kind !== 'unit') return [];
  const flat = (field: Field): Field[] => [field, ...(field.children ?? []).flatMap(flat)];
  return dissect(entry.unit).layers.flatMap(({ fields }) => fields.flatMap(flat));
}

function textOf({ title, paragraphs }: Note): string {
  return [title, ...paragraphs.map((runs) => runs.map(({ text }) => text).join(''))].join('\n');
}
