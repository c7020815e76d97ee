import type { Record } from '@/lib/capture/record';
import { cuesOf } from '@/lib/lessons/recorded';
import type { Recording } from './recording';
import { currentRun } from './totals';

/** Plays one run of a recording into the timeline, at the pace at which it was recorded. */
export interface Player {
  /** Begins anew, as a later run than what was on the screen: a prediction must be answered by a later one. */
  play(records: readonly Record[], run: number): void;
  stop(): void;
}

export function createPlayer(recording: Recording): Player {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let played = 0;

  function stop(): void {
    clearTimeout(timer);
  }

  function play(records: readonly Record[], run: number): void {
    stop();
    played = Math.max(played, currentRun(recording.timeline())) + 1;
    recording.clear();
    const cues = cuesOf(records, run, played);
    let next = 0;
    let now = 0;
    const showDue = () => {
      const due = cues.slice(next).filter(({ afterMs }) => afterMs <= now);
      next += due.length;
      recording.append(due.map(({ record }) => record));
      const cue = cues[next];
      if (!cue) return;
      timer = setTimeout(showDue, cue.afterMs - now);
      now = cue.afterMs;
    };
    showDue();
  }

  return { play, stop };
}
