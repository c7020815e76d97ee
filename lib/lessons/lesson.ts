import type { Fault } from '@/lib/lab/faults';
import type { Entry, EntryNumber, Link } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** A lesson is a folder: prose, a sample that is shown *and* run *and* tested, and steps judged by claims about the wire. */
export interface Lesson {
  readonly chapter: string;
  readonly slug: string;
  readonly title: string;
  /** What the reader can do afterwards, in one sentence. */
  readonly goal: string;
  readonly minutes: number;
  readonly cast: readonly string[];
  /** Codes of the issues, of level `error`, that its program puts on the wire on purpose. */
  readonly faulty?: readonly string[];
  readonly steps: readonly Step[];
}

export type Step = DoStep | ChangeStep | PredictStep | FindStep;

interface StepBase {
  /** Unique in the lesson; the key under which progress is kept, so it never changes. */
  readonly id: string;
  /** What to do, in one sentence. The prose of the step is in `lesson.mdx`, in `<Step id>`. */
  readonly title: string;
  readonly hint: string;
  /** What completes the step from the untouched sample; also what the tests do. */
  readonly solution: readonly Act[];
  /** Other ways that complete it: a claim asks what is on the wire, not how it came there. The tests do them, too. */
  readonly also?: readonly (readonly Act[])[];
  /** Known wrong answers; each must leave the step open and show its own hint. */
  readonly wrong?: readonly WrongAnswer[];
}

/**
 * The hint is what the step says when the acts were done: the `instead` of its claim, or, where the last act is a
 * `find` that says what it selects, the answer to that selection. The wrong choices of a `predict` need no entry:
 * their `because` is the hint.
 */
export interface WrongAnswer {
  readonly acts: readonly Act[];
  readonly hint: string;
}

/** Run, look, use the wire: done when the claim holds. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly claim: Claim;
}

/** Edit the program until the claim holds. The untouched sample must not satisfy it. */
export interface ChangeStep extends StepBase {
  readonly kind: 'change';
  readonly claim: Claim;
  /** Seen when the untouched sample has done all that it does; until then it proves nothing that the step is open. */
  readonly untouched: Match;
}

/** Choose first, then run: the claim tells when the run has answered. */
export interface PredictStep extends StepBase {
  readonly kind: 'predict';
  readonly question: string;
  readonly choices: readonly { readonly text: string; readonly right: boolean; readonly because: string }[];
  readonly claim: Claim;
}

/** Select the entry that is asked for, and the field in it where `field` is given. */
export interface FindStep extends StepBase {
  readonly kind: 'find';
  readonly asks: string;
  readonly matches: (entry: Entry, timeline: Timeline) => boolean;
  /** Filter key of the field to be selected, e.g. `eio.type`. */
  readonly field?: string;
}

/** Something a learner, or a test, does to get on. */
export type Act =
  | { readonly act: 'run' }
  | { readonly act: 'transport'; readonly choice: 'polling' | 'upgrade' | 'websocket' }
  /** Replaces the file by the one of the same name in `solution/`. */
  | { readonly act: 'edit'; readonly file: string }
  /** One exact replacement in a file, for small wrong answers. */
  | { readonly act: 'replace'; readonly file: string; readonly from: string; readonly to: string }
  | { readonly act: 'fault'; readonly faults: readonly Fault[] }
  | { readonly act: 'choose'; readonly choice: number }
  /** Waits until the run has such an entry. */
  | { readonly act: 'see'; readonly match: Match }
  /** Selects the first entry that the step's `matches` accepts, and its `field`; or the first that `match` accepts. */
  | { readonly act: 'find'; readonly match?: Match };

/** What is said about the wire, and whether it is so. */
export interface Claim {
  /** What is being looked for: "The server answered the probe with `3probe`". */
  readonly says: string;
  readonly holds: (seen: Seen) => Verdict;
}

export type Verdict =
  /** The first piece of evidence is the one to show to a reader who has time for one. */
  | { readonly holds: true; readonly evidence: readonly EntryNumber[] }
  /** `instead`: what was seen, when something near it was. */
  | { readonly holds: false; readonly instead?: string };

export type Match = (entry: Entry) => boolean;

/** The entries of one run, and the questions a claim may ask of them. */
export interface Seen {
  readonly entries: readonly Entry[];
  readonly timeline: Timeline;
  /** Some entry matches. The first is the evidence. */
  eventually(match: Match, instead?: string): Verdict;
  /** An entry matching `first` comes before one matching `then`. */
  before(first: Match, then: Match, instead?: string): Verdict;
  /** `settled` has been seen, so the absence can be judged, and no entry of the run matches. */
  never(match: Match, settled: Match, instead?: string): Verdict;
  /** At least `count` entries match. */
  atLeast(count: number, match: Match, instead?: string): Verdict;
  /** The text, if some entry matches: for `instead`. */
  when(match: Match, text: string): string | undefined;
  /** A link of this kind joins an entry matching `a` to one matching `b`. */
  linked(kind: Link['kind'], a: Match, b: Match, instead?: string): Verdict;
  /** An entry matching `a`, and the same or a later one matching `b`, agree. */
  bound(a: Match, b: Match, agree: (a: Entry, b: Entry) => boolean, instead?: string): Verdict;
  /** A packet of an entry that matches was handed to at least `times` functions of the program it came to. */
  called(times: number, match: Match, instead?: string): Verdict;
  /** The verdict, where the condition holds, which is no evidence of its own; else the condition speaks. */
  given(condition: Verdict, verdict: Verdict): Verdict;
  /** Every verdict holds; the evidence is all of theirs, in this order; the first that fails speaks. */
  all(...verdicts: readonly Verdict[]): Verdict;
}
