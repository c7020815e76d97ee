import { dissect } from '@/lib/dissect/dissect';
import type { Field } from '@/lib/dissect/layer';
import { filesBefore } from '@/lib/lessons/files-after';
import type { Act, Match, Step } from '@/lib/lessons/lesson';
import { writeTransports } from '@/lib/program/transports';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Conductor } from './conductor';
import { dirtyFiles, type Files } from './program';
import type { Recording } from './recording';
import type { FieldPlace } from './selection';
import type { WorkbenchStore } from './store';
import { currentRun } from './totals';

interface Hands {
  readonly store: WorkbenchStore;
  readonly recording: Recording;
  readonly conductor: Conductor;
  /** The files of `solution/`. */
  readonly solution: Files;
}

/**
 * Does what a learner would do, one act after the other. A solution that runs something starts as the lesson does:
 * with its sample, and nothing in the way on the wire. What the reader wrote comes back with Undo.
 */
export async function perform(step: Step, acts: readonly Act[], hands: Hands): Promise<void> {
  const { files, pristine, faults, reset } = hands.store.getState();
  if (filesBefore(acts, files, pristine) === pristine) {
    if (dirtyFiles(files, pristine).length > 0) reset();
    if (faults.length > 0) await hands.conductor.putFaults([]);
  }
  for (const act of acts) await performOne(step, act, hands);
}

async function performOne(
  step: Step,
  act: Act,
  { store, recording, conductor, solution }: Hands,
): Promise<void> {
  const { files, replaceFiles, choose, select, pick } = store.getState();
  switch (act.act) {
    case 'run': {
      const before =
        store.getState().ticket && store.getState().phase !== 'gone' ? currentRun(recording.timeline()) : 0;
      await conductor.run();
      // The next act speaks of the new run, whose records are still on their way.
      if (!store.getState().refusal)
        await until(recording, (timeline) => currentRun(timeline) > before || undefined);
      return;
    }
    case 'fault':
      return conductor.putFaults(act.faults);
    case 'transport': {
      const source = writeTransports(files['client.js'] ?? '', act.choice);
      if (source !== undefined) replaceFiles({ 'client.js': source }, 'Transports');
      return;
    }
    case 'edit':
      replaceFiles({ [act.file]: solution[act.file] ?? '' }, 'Solution');
      return;
    case 'replace':
      replaceFiles({ [act.file]: (files[act.file] ?? '').replace(act.from, () => act.to) }, 'Solution');
      return;
    case 'choose':
      choose(step.id, act.choice, currentRun(recording.timeline()));
      return;
    case 'see':
      await firstEntry(recording, act.match);
      return;
    case 'find': {
      const { timeline } = recording;
      const match =
        act.match ?? (step.kind === 'find' ? (e: Entry) => step.matches(e, timeline()) : undefined);
      const entry = match && (await firstEntry(recording, match));
      if (!entry) return;
      select(entry.n);
      if (step.kind === 'find' && step.field !== undefined) pick(fieldOf(entry, step.field));
    }
  }
}

const PATIENCE_MS = 30_000;

/** The first such entry of the current run, once it is there; `undefined` when it does not come. */
function firstEntry(recording: Recording, match: Match): Promise<Entry | undefined> {
  return until(recording, (timeline) => {
    const run = currentRun(timeline);
    return timeline.entries.find((entry) => entry.run === run && match(entry));
  });
}

/** What `find` finds, as soon as it does; `undefined` when our patience ends first. */
function until<T>(recording: Recording, find: (timeline: Timeline) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    const settle = (found: T | undefined) => {
      stop();
      clearTimeout(timer);
      resolve(found);
    };
    const look = () => {
      const found = find(recording.timeline());
      if (found !== undefined) settle(found);
    };
    const stop = recording.subscribe(look);
    const timer = setTimeout(() => settle(undefined), PATIENCE_MS);
    look();
  });
}

/** The first field of an entry with that key, outermost layer first; or the second, the third … */
export function fieldOf(entry: Entry, key: string, nth = 1): Field | undefined {
  return fieldsOf(entry, key)[nth - 1];
}

/** Which of the fields of its entry with the same key it is: 1 of the first, and of what is no field. */
export function nthField(entry: Entry, { key, buffer, start, end }: FieldPlace): number {
  const place = fieldsOf(entry, key).findIndex(
    (field) => field.buffer === buffer && field.start === start && field.end === end,
  );
  return Math.max(0, place) + 1;
}

function fieldsOf(entry: Entry, key: string): Field[] {
  if (entry.kind !== 'unit') return [];
  const within = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => (field.key === key ? [field] : within(field.children ?? [])));
  return within(dissect(entry.unit).layers.flatMap(({ fields }) => fields));
}
