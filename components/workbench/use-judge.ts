import { useEffect, useMemo, useState } from 'react';
import { adviceOn } from '@/lib/lessons/advice';
import { CONTENTS } from '@/lib/lessons/contents';
import type { Lesson } from '@/lib/lessons/lesson';
import type { EntryNumber } from '@/lib/session/entry';
import { evidenceText } from '@/lib/state/evidence';
import { currentStep, type Judgement, judge } from '@/lib/state/judge';
import { lessonPath } from '@/lib/state/outline';
import { completeStep, type LessonProgress } from '@/lib/state/progress';
import type { FieldPlace } from '@/lib/state/selection';
import { currentRun } from '@/lib/state/totals';
import { useCalmTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { useSteady } from './use-steady';

interface Judged {
  /** Absent until the lesson's claims have come. */
  readonly lesson: Lesson | undefined;
  /** Of the current step. */
  readonly judgement: Judgement | undefined;
  /** What to say to somebody who did something else. */
  readonly advice: string | undefined;
}

/** Judges the current step by what is on the wire, whenever that or the reader's choice changes. */
export function useJudge(path: string, done: LessonProgress): Judged {
  const { store } = useWorkbench();
  const { timeline, version } = useCalmTimeline();
  const lesson = useClaims(path);
  const entry = useWorkbenchState((state) => state.entry);
  const field = useWorkbenchState((state) => state.field);
  const choices = useWorkbenchState((state) => state.choices);
  const step = lesson && currentStep(lesson, done);
  const choice = step && choices[step.id];
  const again = useWorkbenchState((state) => step && state.again[step.id]);
  const run = currentRun(timeline);
  const arrival = useArrival({ step: step?.id, run, entry, field });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const found = useMemo(
    () => step && judge(step, { timeline, run, choice, entry, field, again }),
    [step, timeline, run, version, choice, entry, field, again],
  );
  const judgement = useSteady(found, sameOpen);

  useEffect(() => {
    if (!step || !judgement?.done) return;
    const first = timeline.entries.nth(judgement.evidence[0] ?? 0);
    store.getState().witness(step.id, judgement.evidence);
    completeStep(path, step.id, first ? evidenceText(first, timeline) : 'seen on the wire');
  }, [path, store, timeline, step, judgement]);

  return { lesson, judgement, advice: isAttempt() ? advise() : undefined };

  function isAttempt(): boolean {
    return step?.kind === 'find' ? entry !== arrival.entry || field !== arrival.field : run > arrival.run;
  }

  function advise(): string | undefined {
    const selected = entry === undefined ? undefined : timeline.entries.nth(entry);
    const known = step?.kind === 'find' && selected ? adviceOn(step, selected) : undefined;
    const instead = judgement?.done === false ? judgement.instead : undefined;
    return known ?? instead ?? (step?.kind === 'predict' && !choice ? CHOOSE_FIRST : undefined);
  }
}

const CHOOSE_FIRST = 'You ran it before you chose. Say what you expect, then press Run again.';

interface Arrival {
  readonly step: string | undefined;
  readonly run: number;
  readonly entry: EntryNumber | undefined;
  readonly field: FieldPlace | undefined;
}

/** What was on the screen when a step became the current one: that is nobody's attempt at it. */
function useArrival(now: Arrival): Arrival {
  const [arrival, setArrival] = useState(now);
  if (arrival.step === now.step) return arrival;
  setArrival(now);
  return now;
}

/** A step that stays open for the same reason; one that is done is told of each time. */
function sameOpen(a: Judgement | undefined, b: Judgement | undefined): boolean {
  return a?.done === false && b?.done === false && a.instead === b.instead && a.answered === b.answered;
}

/** Claims are code, so they do not come with the page but after it. */
function useClaims(path: string): Lesson | undefined {
  const [lesson, setLesson] = useState<Lesson>();
  useEffect(() => {
    let left = false;
    const found = CONTENTS.flatMap(({ lessons }) => lessons).find((one) => lessonPath(one) === path);
    void found?.load().then((loaded) => {
      if (!left) setLesson(loaded);
    });
    return () => {
      left = true;
    };
  }, [path]);
  return lesson;
}
