import { useEffect, useState } from 'react';
import { type Finding, findingsByRule, findingsOf, worstFirst } from '@/lib/explain/findings';
import type { Timeline } from '@/lib/session/timeline';
import type { Recording } from '@/lib/state/recording';
import { useShownRun, useWorkbench } from '@/lib/state/workbench-context';

/** The rules read the whole timeline, so they are asked this often at most. */
const EVERY_MS = 500;
/** With more entries the rules are asked one by one, with time between them for the page, and only while nothing comes. */
const AT_ONCE = 5_000;
/** With more still they are asked only when somebody wants to know: a single one takes longer than a frame then. */
const UNASKED = 150_000;

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
    if (timeline.entries.length <= AT_ONCE) {
      judged = version;
      tell(ofRun(findingsOf(timeline), timeline, run));
      return;
    }
    tell(undefined);
    if (!isCalm || (timeline.entries.length > UNASKED && !wanted)) return;
    const found: Finding[] = [];
    for (const some of findingsByRule(timeline)) {
      found.push(...some);
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (isOver || recording.version() !== version) return;
    }
    judged = version;
    tell(ofRun(worstFirst(found), timeline, run));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  async function again(): Promise<void> {
    await judge();
    if (!isOver) timer = setTimeout(() => void again(), EVERY_MS);
  }
  void again();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function ofRun(findings: readonly Finding[], timeline: Timeline, run: number): readonly Finding[] {
  return findings.filter(({ evidence }) => timeline.entries.nth(evidence[0] ?? 0)?.run === run);
}
