import { type Micros, micros } from '@/lib/base/micros';
import type { TraceEvent } from '@/lib/capture/record';
import type { UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { acksAgain } from './acks-again';
import { type Rule, traces, unitAt, unitsWith, unusualUnits } from './finding';
import { durationText, ellipsis, eventName, messageOf, partyName } from './words';

/** What goes wrong between two programs that are connected. */
export const EVENT_RULES: readonly Rule[] = [
  {
    code: 'namespace-unknown',
    level: 'error',
    title: 'There is no such namespace',
    remedy:
      'Declare it on the server with io.of(…), or correct the name in the client: what follows the host in the URL given to io() is taken for a namespace.',
    *find(timeline) {
      for (const { entry, answer, nsp, message } of refusedConnects(timeline)) {
        if (message !== 'Invalid namespace') continue;
        yield {
          text: `${partyName(entry.to)} asked for ${nsp}, which the server does not have.`,
          evidence: answer,
        };
      }
    },
  },
  {
    code: 'namespace-refused',
    level: 'warn',
    title: 'A middleware refused the connection',
    remedy:
      'Look at the middleware of that namespace and at the auth the client sent. After connect_error the client does not try again by itself: call connect() when it has better credentials.',
    *find(timeline) {
      for (const { entry, answer, nsp, message } of refusedConnects(timeline)) {
        if (message === 'Invalid namespace') continue;
        yield { text: `${partyName(entry.to)} was not let into ${nsp}: “${message}”.`, evidence: answer };
      }
    },
  },
  {
    code: 'ack-unanswered',
    level: 'warn',
    title: 'An acknowledgement never came',
    remedy:
      'Let every path through the handler call its callback, also the one that fails. On the sending side use timeout(), so that silence becomes an error.',
    *find(timeline) {
      const last = timeline.entries.at(-1)?.at ?? 0;
      const asked = [...timeline.index.acks.values()].flatMap((byId) => [...byId.values()]);
      for (const { n, packet } of asked.sort((a, b) => a.n - b.n)) {
        const entry = unitAt(timeline, n);
        if (!entry) continue;
        const isEnded = timeline.sessions.get(entry.sid ?? '')?.state === 'closed';
        const waited = micros(last - entry.at);
        if (!isEnded && waited < LONG_WAIT) continue;
        const sio = entry.unit.packets[packet]?.sio;
        yield {
          text: `${partyName(entry.from)} asked for an answer to ${JSON.stringify((sio && eventName(sio)) ?? '')}, and ${isEnded ? 'the session ended without one' : `none has come for ${durationText(waited)}`}.`,
          evidence: [n],
        };
      }
    },
  },
  {
    code: 'ack-twice',
    level: 'warn',
    title: 'One event was acknowledged twice',
    remedy:
      'Call the callback once on each path: a missing return after the first call is the usual cause. The second answer is thrown away.',
    *find(timeline) {
      for (const { entry, id, earlier } of acksAgain(timeline)) {
        yield {
          text: `${partyName(entry.from)} sent ack ${id} in #${earlier} and once more.`,
          evidence: [earlier, entry.n],
        };
      }
    },
  },
  {
    code: 'program-failed',
    level: 'error',
    title: 'A program failed as it started',
    remedy:
      'Mend the line that threw, and run again. What stands below it was never reached: if the server is made there, nobody answers any request.',
    *find(timeline) {
      for (const { entry, text } of exceptions(timeline, 'parse', 'start')) {
        yield { text: `${partyName(entry.from)} threw ${text}`, evidence: [entry.n] };
      }
    },
  },
  {
    code: 'limit-met',
    level: 'warn',
    title: 'A limit of the lab was met',
    remedy:
      'It is a limit of this lab and not of Socket.IO: your own server has others. Do less at once, or less often.',
    *find(timeline) {
      for (const { entry, text } of exceptions(timeline, 'limit')) yield { text, evidence: [entry.n] };
    },
  },
  {
    code: 'handler-threw',
    level: 'error',
    title: 'A handler threw',
    remedy:
      'Catch what can fail inside the handler and answer with the error in the ack. Outside this lab an uncaught exception ends the server’s process, and every client with it.',
    *find(timeline) {
      for (const { entry, text } of exceptions(timeline, 'turn', 'rejection')) {
        yield { text, evidence: [entry.n] };
      }
    },
  },
  {
    code: 'bad-packet',
    level: 'error',
    title: 'A packet breaks the protocol',
    remedy:
      'See the marked bytes for what is wrong. The reference server ends the session over it, usually without a word of explanation to the client; the reference client closes, with “parse error” or “transport error” as the reason.',
    *find(timeline) {
      const told = new Set<string>();
      for (const { n, sid, conn, from, unit } of unusualUnits(timeline)) {
        const issue = unit.issues.find(({ level, code }) => level === 'error' && /^(?:eio|sio)-/.test(code));
        const about = `${sid ?? conn} ${issue?.code}`;
        if (!issue || told.has(about)) continue;
        told.add(about);
        yield { text: `${partyName(from)} sent it: ${issue.message}.`, evidence: [n] };
      }
    },
  },
];

type Phase = Extract<TraceEvent, { kind: 'exception' }>['phase'];

/** What programs threw in one of these phases, with its line. */
function* exceptions(timeline: Timeline, ...phases: readonly Phase[]) {
  for (const { entry, event } of traces(timeline, 'exception')) {
    if (!phases.includes(event.phase)) continue;
    const { name, message, place } = event;
    const where = place ? ` (${place.file}, line ${place.line})` : '';
    yield { entry, text: `${name}: ${ellipsis(message, 200).replace(/[.?]$/, '')}${where}.` };
  }
}

/** A handler may take its time; after this long it is worth a look. */
const LONG_WAIT = 10_000_000 as Micros;

function* refusedConnects(timeline: Timeline) {
  for (const entry of unitsWith(timeline, 'CONNECT_ERROR')) {
    for (const { sio } of entry.unit.packets) {
      if (sio?.type !== 'CONNECT_ERROR') continue;
      const answer = [...askedBy(timeline, entry), entry.n];
      yield { entry, answer, nsp: sio.nsp, message: messageOf(sio.data) ?? '' };
    }
  }
}

function askedBy(timeline: Timeline, entry: UnitEntry): number[] {
  const link = linksOf(timeline, entry.n).find(({ kind, b }) => kind === 'connect' && b === entry.n);
  return link ? [link.a] : [];
}
