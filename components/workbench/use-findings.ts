import { useEffect, useState } from 'react';
import { type Finding, findingsByRule, worstFirst } from '@/lib/explain/findings';
import type { Timeline } from '@/lib/session/timeline';
import type { Recording } from '@/lib/state/recording';
import { useShownRun, useWorkbench } from '@/lib/state/workbench-context';

/** The rules read the whole timeline, so they are asked this often at most. */
const EVERY_MS = 500;
/** Milliseconds after which the page gets time between two rules. */
const SLICE_MS = 8;
/** With more entries the rules are asked only while nothing comes: it would take them too long, and be over too soon. */
const MOST_LIVE = 5_000;
/** With more still they are asked only when somebody wants to know: a single one takes longer than a frame then. */
const UNASKED = 500_000;

/** What is wrong with the run that is looked at; `undefined` while that is not known yet. `wanted`: somebody asks. */
export function useFindings(wanted: boolean): readonly Finding[] | undefined {
  const { recording } = useWorkbench();
  const [findings, setFindings] = useState<readonly Finding[] | undefined>();
  const run = useShownRun();

  useEffect(() => judgeInTime(recording, run, wanted, setFindings), [recording, run, wanted]);
  return findings;
}

/** Gives back how to end it. */
function judgeInTime(
  recording: Recording,
  run: number,
  wanted: boolean,
  tell: (findings: readonly Finding[] | undefined) => void,
): () => void {
  let judged = -1;
  let before = -1;
  let isOver = false;

  async function judge(): Promise<void> {
    const version = recording.version();
    const timeline = recording.timeline();
    const isCalm = version === before && recording.waiting() === 0;
    before = version;
    if (version === judged) return;
    const isLive = timeline.entries.length <= MOST_LIVE;
    if (!isLive) {
      tell(undefined);
      if (!isCalm || (timeline.entries.length > UNASKED && !wanted)) return;
    }
    const found: Finding[] = [];
    let begun = performance.now();
    for (const some of findingsByRule(timeline)) {
      found.push(...some);
      if (performance.now() - begun < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      // What comes meanwhile is seen by the rules that are left, and by all of them the next time.
      if (isOver || recording.timeline() !== timeline || (!isLive && recording.version() !== version)) return;
      begun = performance.now();
    }
    judged = version;
    tell(ofRun(worstFirst(found), timeline, run));
  }

  async function again(): Promise<void> {
    await judge();
    if (!isOver) timer = setTimeout(() => void again(), EVERY_MS);
  }
  // Not in the turn in which something was drawn: that would be one long task.
  let timer = setTimeout(() => void again());
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function ofRun(findings: readonly Finding[], timeline: Timeline, run: number): readonly Finding[] {
  return findings.filter(({ evidence }) => timeline.entries.nth(evidence[0] ?? 0)?.run === run);
}
