import { assert } from '@/lib/base/assert';
import { adviceOn } from '@/lib/lessons/advice';
import type { Lesson, Match } from '@/lib/lessons/lesson';
import { seenOf } from '@/lib/lessons/seen';
import type { Timeline } from '@/lib/session/timeline';
import { told } from './entry-text';
import { timelineOf } from './transcript';

/**
 * What a step says to a transcript of run 1. `done:` and the entries that prove it, or, of a `find`, the entries it
 * accepts; `open:` and what was seen instead.
 */
function verdictOn(lesson: Lesson, stepId: string, transcript: string): string {
  const timeline = timelineOf(transcript);
  const step = stepOf(lesson, stepId);
  if (step.kind === 'find') {
    const accepted = timeline.entries.filter((entry) => step.matches(entry, timeline));
    return accepted.length > 0 ? `done: ${told(accepted)}` : 'open';
  }
  const verdict = step.claim.holds(seenOf(timeline, 1));
  if (verdict.holds) return `done: ${told(verdict.evidence.flatMap((n) => timeline.entries.nth(n) ?? []))}`;
  return verdict.instead === undefined ? 'open' : `open: ${verdict.instead}`;
}

/** The same, with what is said instead cut to as many letters as `expected` has: the sentences are the lesson's. */
export function verdictLike(expected: string, lesson: Lesson, stepId: string, transcript: string): string {
  const told = verdictOn(lesson, stepId, transcript);
  return expected.startsWith('open:') ? told.slice(0, expected.length) : told;
}

/** What a `find` step says to the first entry that matches. */
export function adviceFor(
  lesson: Lesson,
  stepId: string,
  transcript: string,
  selected: Match,
): string | undefined {
  const timeline: Timeline = timelineOf(transcript);
  const step = stepOf(lesson, stepId);
  const entry = timeline.entries.find(selected);
  assert(step.kind === 'find' && entry, `a find step and an entry to select: ${stepId}`);
  return step.matches(entry, timeline) ? undefined : adviceOn(step, entry);
}

export function stepOf(lesson: Lesson, id: string) {
  const step = lesson.steps.find((each) => each.id === id);
  assert(step, `the lesson has a step ${id}`);
  return step;
}
