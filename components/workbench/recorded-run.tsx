'use client';

import { useEffect, useState } from 'react';
import { RecordedNote } from '@/components/lesson/recorded-note';
import { readCapture } from '@/lib/capture/file';
import type { Record } from '@/lib/capture/record';
import { CONTENTS } from '@/lib/lessons/contents';
import { filesAfter } from '@/lib/lessons/files-after';
import type { Lesson } from '@/lib/lessons/lesson';
import type { LabSlice } from '@/lib/state/lab';
import { type LessonOutline, lessonPath } from '@/lib/state/outline';
import { createPlayer } from '@/lib/state/player';
import type { Files } from '@/lib/state/program';
import { progressStore } from '@/lib/state/progress';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

interface RecordedRunProps {
  readonly outline: LessonOutline;
  readonly solution: Files;
}

/** Where no lab can be reached, plays what was recorded of the current step, and says so. */
export function RecordedRun({ outline, solution }: RecordedRunProps) {
  const { store, recording, conductor } = useWorkbench();
  const recorded = useWorkbenchState((state) => state.recorded);
  const [player] = useState(() => createPlayer(recording));
  const path = lessonPath(outline);

  useEffect(() => {
    // Fetched while there is somebody to fetch it from.
    const material = loadMaterial(path);
    let patience: ReturnType<typeof setTimeout> | undefined;

    async function play(): Promise<void> {
      const found = await material;
      const { refusal, phase } = store.getState();
      if (!found || (!isUnreachable(refusal) && phase !== 'starting')) return;
      const { steps } = found.lesson;
      const done = progressStore.getState().lessons[path] ?? {};
      const index = Math.max(
        0,
        steps.findIndex(({ id }) => done[id] === undefined),
      );
      const step = steps[index];
      if (!step) return;
      // What a lab that comes back would tell must not run into the recording.
      conductor.close();
      const { pristine, select, pause, update } = store.getState();
      select(undefined);
      pause(false);
      update({
        phase: 'idle',
        refusal: undefined,
        recorded: step.id,
        ran: filesAfter(pristine, step.solution, solution),
      });
      player.play(found.records, index + 1);
    }

    function follow(now: LabSlice, before: LabSlice): void {
      if (now.phase === 'starting' && before.phase !== 'starting') player.stop();
      if (now.phase === 'running' && now.recorded !== undefined) now.update({ recorded: undefined });
      if (now.refusal !== before.refusal && isUnreachable(now.refusal)) void play();
      if (now.stream === before.stream) return;
      // A lab that starts but whose stream never comes is behind something that lets no WebSocket through.
      if (now.stream === 'connecting') patience = setTimeout(() => void play(), STREAM_WITHIN_MS);
      if (now.stream !== 'connecting' && now.stream !== 'reconnecting') clearTimeout(patience);
    }

    const stop = store.subscribe(follow);
    return () => {
      stop();
      clearTimeout(patience);
      player.stop();
    };
  }, [store, conductor, player, path, solution]);

  const title = outline.steps.find(({ id }) => id === recorded)?.title;
  return title === undefined ? null : <RecordedNote title={title} />;
}

const STREAM_WITHIN_MS = 8000;
/** `not-understood`: something else answers in the server's place. `too-many-labs`: there is one, but not now. */
const UNREACHABLE: ReadonlySet<string> = new Set(['unreachable', 'not-understood', 'too-many-labs']);

function isUnreachable(refusal: LabSlice['refusal']): boolean {
  return refusal !== undefined && UNREACHABLE.has(refusal.code);
}

interface Material {
  readonly lesson: Lesson;
  readonly records: readonly Record[];
}

/** `undefined` where even that could not be had: then the refusal stands as it is. */
async function loadMaterial(path: string): Promise<Material | undefined> {
  const entry = CONTENTS.flatMap(({ lessons }) => lessons).find((one) => lessonPath(one) === path);
  try {
    const [lesson, response] = await Promise.all([entry?.load(), fetch(`/learn/${path}/capture.jsonl`)]);
    if (!lesson || !response.ok) return undefined;
    return { lesson, records: readCapture(await response.text()).records };
  } catch {
    return undefined;
  }
}
