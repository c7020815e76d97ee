import { faultSpec } from '@/lib/lab/faults';
import type { ConnEntry, Entry, FaultEntry, GapEntry, UnitEntry } from '@/lib/session/entry';
import { stopOf } from '@/lib/session/stops';
import type { Timeline } from '@/lib/session/timeline';
import { named, situationOf } from './about';
import { labelOf } from './label';
import { eventsNote } from './label-sse';
import { type Note, para } from './note';
import { binaryNote, EIO_TYPE_NOTES } from './notes-eio-types';
import { frameNote, messageNote } from './notes-frame';
import { requestNote } from './notes-request';
import { responseNote } from './notes-response';
import { SIO_TYPE_NOTES } from './notes-sio-types';
import { traceNote } from './notes-trace';
import { counted, faultWords, partyName, sizeText } from './words';

/** What there is to say of an entry as a whole. */
export function entryNote(entry: Entry, timeline: Timeline): Note {
  switch (entry.kind) {
    case 'unit':
      return withStop(unitNote(entry, timeline), entry, timeline);
    case 'open':
      return openNote(entry, timeline);
    case 'close':
      return closeNote(entry, timeline);
    case 'trace':
      return traceNote(entry, timeline);
    case 'fault':
      return faultNote(entry);
    case 'gap':
      return gapNote(entry);
  }
}

function unitNote(entry: UnitEntry, timeline: Timeline): Note {
  const { packets, ws, http, events } = entry.unit;
  if (packets.length > 1) return packetsNote(entry, timeline);
  const situation = situationOf(entry, timeline, packets.length === 1 ? 0 : -1);
  const { packet } = situation;
  if (packet?.eio.binary && !packet.sio) return binaryNote(situation);
  if (packet?.sio) return SIO_TYPE_NOTES[packet.sio.type](situation);
  if (packet) return EIO_TYPE_NOTES[packet.eio.type](situation);
  if (ws) return frameNote(situation);
  if (http) return http.kind === 'request' ? requestNote(situation) : responseNote(situation);
  if (events) return eventsNote(events);
  if (entry.unit.context?.form) return messageNote(situation);
  return {
    title: 'Bytes that are neither HTTP nor WebSocket',
    paragraphs: [
      para`${situation.from} sent ${sizeText(entry.unit.wire.length)} here that begin like no HTTP message. Perhaps it speaks TLS to a port that expects plain text, or another protocol altogether.`,
    ],
    lesson: 'tcp',
  };
}

/** Says first of what did not arrive that it did not. */
function withStop(note: Note, entry: UnitEntry, timeline: Timeline): Note {
  const stop = stopOf(timeline, entry);
  if (!stop) return note;
  const to = named(entry.to);
  const { how, until } = stop;
  const told =
    how === 'lost'
      ? para`It was sent, and lost on its way: ${to} never got it. The server does not know that.`
      : until === undefined
        ? para`It was sent, and a fault of the wire keeps it back: ${to} has not got it. The server does not know that.`
        : para`It was sent, and a fault of the wire kept it back until #${until}: ${to} got it then, not before.`;
  return { ...note, paragraphs: [told, ...note.paragraphs] };
}

function packetsNote(entry: UnitEntry, timeline: Timeline): Note {
  const { packets } = entry.unit;
  const label = labelOf(entry, timeline).map(({ text }) => text);
  return {
    title: `${counted(packets.length, 'packet')} that waited for the same body`,
    paragraphs: [
      para`${named(entry.from)} had more than one thing to say before the next body left, so they travel together: ${label.slice(0, -1).join(' ')}.`,
      para`Over polling a packet can leave only when a request, or an answer, is free to carry it. Whatever gathers until then is joined with U+001E, in its order. Each packet is still handed to the program for itself.`,
    ],
    section: { text: 'Engine.IO protocol §Payload encoding' },
    lesson: 'polling-transport',
  };
}

function openNote({ from, conn, node }: ConnEntry, timeline: Timeline): Note {
  const others = [...timeline.index.conns.values()];
  const isFirst = !others.some((other) => other.client === from && other.conn < conn);
  return {
    title: `${partyName(from)} opens a TCP connection`,
    paragraphs: [
      isFirst
        ? para`Before a byte of HTTP can be sent, the two ends agree on a connection: SYN, SYN-ACK, ACK, done by their operating systems. Here only the result is recorded, as connection ${conn}.`
        : para`Another one, beside those before it: connection ${conn}. Browsers open a new connection when those they have are busy, for a held GET, say, and they always open one for a WebSocket.`,
      ...(node === undefined
        ? []
        : [
            para`It leads to node ${node}. Several servers stand behind this address, and none of them knows the sessions of the others.`,
          ]),
    ],
    section: { text: 'RFC 9293 §3.5' },
    lesson: 'tcp',
  };
}

function closeNote({ by, how, conn, from }: ConnEntry, timeline: Timeline): Note {
  const carried = timeline.index.conns.get(conn);
  const what = carried?.isWebSocket ? 'It was a WebSocket.' : 'It carried HTTP requests.';
  if (by === 'fault') {
    return {
      title: 'The wire is cut',
      paragraphs: [
        para`Neither end wanted this: connection ${conn} was ended between them, with ${how === 'rst' ? 'a reset' : 'a FIN'}. ${what}`,
        carried?.isWebSocket
          ? para`Without a close frame a WebSocket ends with code 1006 on the client. Socket.IO calls it \`transport close\`, and the client comes back after a short wait.`
          : para`A request that waited for its answer here will never get one, and for that Engine.IO gives up the session, on both ends.`,
      ],
      lesson: 'disconnect-reasons',
    };
  }
  return {
    title: how === 'rst' ? 'A connection is torn down' : 'A connection ends',
    paragraphs: [
      how === 'rst'
        ? para`${named(from)} sent RST: connection ${conn} is gone at once, and bytes still under way are thrown away. ${what}`
        : para`${named(from)} sent FIN first: nothing more will come from that side of connection ${conn}. ${what}`,
      para`The end of a TCP connection is not the end of the session. Over polling a session lives on and takes the next connection; over WebSocket it ends with this one.`,
    ],
    section: { text: 'RFC 9293 §3.6' },
    lesson: 'tcp',
  };
}

function faultNote({ record }: FaultEntry): Note {
  const spec = faultSpec(record.fault);
  const { state } = record;
  return {
    title: state === 'acted' ? `The wire interferes: ${faultWords(record.fault)}` : FAULT_TITLES[state],
    paragraphs: [
      para`${record.detail}`,
      ...(spec && state !== 'cleared' ? [para`*In the world:* ${spec.realWorld}`] : []),
      record.state === 'cleared'
        ? para`What was kept back arrives now, in its order. What was refused does not come back by itself: somebody has to try again.`
        : para`Nobody on either end is told. What they make of it is what follows: watch who notices first, and what each of them calls it.`,
    ],
    lesson:
      record.fault === 'block-websocket' || record.fault === 'strip-upgrade'
        ? 'fallback'
        : 'disconnect-reasons',
  };
}

const FAULT_TITLES = {
  set: 'Somebody did something to the wire',
  cleared: 'The wire is as it should be again',
} as const;

function gapNote({ lost }: GapEntry): Note {
  return {
    title: `${counted(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing here`,
    paragraphs: [
      para`More came than could be kept, or they were taken out of the file. What happened in this stretch is not known, and what stands before it and after it may not join up.`,
    ],
  };
}
