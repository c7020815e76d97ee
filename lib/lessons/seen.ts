import { handlersOf } from '@/lib/session/chain';
import type { Entry, EntryNumber, Link } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Match, Seen, Verdict } from './lesson';

/**
 * One run of the program, as claims see it.
 *
 * Claims are judged again on every batch of records, so each entry is read once and each match asks about each
 * entry once: what was found is kept as long as the timeline's array lives, which only grows. For that a match must
 * be a constant of its lesson; one made anew inside `holds` is correct, but starts from the first entry every time.
 */
export function seenOf(timeline: Timeline, run: number): Seen {
  const entries = entriesOf(timeline, run);
  const found = (match: Match) => hits(entries, match);

  const seen: Seen = {
    entries,
    timeline,

    eventually: (match, instead) => atLeast(found(match), 1, instead),

    atLeast: (count, match, instead) => atLeast(found(match), count, instead),

    before(first, then, instead) {
      const start = found(first)[0];
      if (!start) return missing(instead);
      const end = found(then).find((entry) => entry.n > start.n);
      return end ? shown(start, end) : missing(instead);
    },

    never(match, settled, instead) {
      if (found(match).length > 0) return missing(instead);
      return atLeast(found(settled), 1);
    },

    when: (match, text) => (found(match).length > 0 ? text : undefined),

    linked(kind, a, b, instead) {
      const links = [...timeline.links.ofKinds([kind])];
      const link = links.find((each) => joins(each, timeline, run, a, b));
      return link ? { holds: true, evidence: [link.a, link.b] } : missing(instead);
    },

    bound(a, b, agree, instead) {
      for (const start of found(a)) {
        const end = found(b).find((entry) => entry.n >= start.n && agree(start, entry));
        if (end) return shown(...new Set([start, end]));
      }
      return missing(instead);
    },

    called(times, match, instead) {
      const entry = found(match).find(({ n }) => {
        const packets = handlersOf(timeline, n).map(({ packet }) => packet);
        return packets.some((packet) => packets.filter((other) => other === packet).length >= times);
      });
      return entry ? shown(entry) : missing(instead);
    },

    given: (condition, verdict) => (condition.holds ? verdict : condition),

    all(...verdicts) {
      const evidence: EntryNumber[] = [];
      for (const verdict of verdicts) {
        if (!verdict.holds) return verdict;
        evidence.push(...verdict.evidence);
      }
      return { holds: true, evidence: [...new Set(evidence)] };
    },
  };
  return seen;
}

interface Runs {
  /** How many of the timeline's entries were dealt to their runs. */
  read: number;
  readonly entries: Map<number, Entry[]>;
}

interface Found {
  /** How many of the run's entries were asked about. */
  read: number;
  readonly entries: Entry[];
}

const runsOf = new WeakMap<Timeline, Runs>();
const foundIn = new WeakMap<readonly Entry[], WeakMap<Match, Found>>();

function entriesOf(timeline: Timeline, run: number): readonly Entry[] {
  const all = timeline.entries;
  const runs = runsOf.get(timeline) ?? { read: 0, entries: new Map<number, Entry[]>() };
  runsOf.set(timeline, runs);
  for (const entry of all.slice(runs.read)) {
    const those = runs.entries.get(entry.run);
    if (those) those.push(entry);
    else runs.entries.set(entry.run, [entry]);
  }
  runs.read = all.length;

  const known = runs.entries.get(run) ?? [];
  runs.entries.set(run, known);
  return known;
}

function hits(entries: readonly Entry[], match: Match): readonly Entry[] {
  const matches = foundIn.get(entries) ?? new WeakMap<Match, Found>();
  foundIn.set(entries, matches);
  const found = matches.get(match) ?? { read: 0, entries: [] };
  matches.set(match, found);

  for (; found.read < entries.length; found.read++) {
    const entry = entries[found.read];
    if (entry && match(entry)) found.entries.push(entry);
  }
  return found.entries;
}

function joins(link: Link, timeline: Timeline, run: number, a: Match, b: Match): boolean {
  const [from, to] = [timeline.entries.nth(link.a), timeline.entries.nth(link.b)];
  return from?.run === run && to !== undefined && a(from) && b(to);
}

function atLeast(found: readonly Entry[], count: number, instead?: string): Verdict {
  return found.length < count ? missing(instead) : shown(...found.slice(0, count));
}

function shown(...entries: readonly Entry[]): Verdict {
  return { holds: true, evidence: entries.map((entry) => entry.n) };
}

function missing(instead?: string): Verdict {
  return instead === undefined ? { holds: false } : { holds: false, instead };
}
