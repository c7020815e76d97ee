import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assert } from '@/lib/base/assert';
import { readCapture } from '@/lib/capture/file';
import { dissect } from '@/lib/dissect/dissect';
import type { Field } from '@/lib/dissect/layer';
import { step as fold, openTimeline } from '@/lib/session/fold';
import { CONTENTS } from './contents';
import { seenOf } from './seen';

/** What a real browser sent and was sent when the solutions were played: `scripts/record-lessons.mjs` makes them. */

const lessons = await Promise.all(CONTENTS.flatMap(({ lessons }) => lessons.map((entry) => entry.load())));

describe.each(lessons.map((lesson) => [`${lesson.chapter}/${lesson.slug}`, lesson] as const))(
  'the recording of %s',
  (path, { steps, cast, faulty = [] }) => {
    const text = readFileSync(join(process.cwd(), 'lib', 'lessons', path, 'capture.jsonl'), 'utf8');
    const timeline = openTimeline();
    for (const record of readCapture(text).records) fold(timeline, record);

    it('has a run for each step and bytes of each of the cast, and lost nothing', () => {
      const runs = new Set(timeline.entries.map(({ run }) => run));
      expect([...runs].filter((run) => run > 0)).toEqual(steps.map((_, index) => index + 1));
      const senders = timeline.entries.flatMap(({ kind, from }) => (kind === 'unit' ? [from] : []));
      expect([...new Set(senders)].sort()).toEqual([...cast, 'server'].sort());
      expect(timeline.entries.filter(({ kind }) => kind === 'gap')).toEqual([]);
    });

    it('has no bytes that are not understood, but those that are meant to be wrong', () => {
      const found = timeline.entries.flatMap((entry) =>
        entry.kind === 'unit' ? entry.unit.issues.filter(({ level }) => level === 'error') : [],
      );
      expect([...new Set(found.map(({ code }) => code))].sort()).toEqual([...faulty].sort());
    });

    it.each(steps.map((step, index) => [index + 1, step.id, step] as const))(
      'run %i completes %s',
      (run, _, step) => {
        const seen = seenOf(timeline, run);
        if (step.kind !== 'find') {
          expect(step.claim.holds(seen)).toMatchObject({ holds: true });
          return;
        }
        const entry = seen.entries.find((each) => step.matches(each, timeline));
        assert(entry, 'an entry that the step accepts');
        // A row that was told, not sent, may be asked for as well; it has no fields.
        if (step.field === undefined) return;
        assert(entry.kind === 'unit', 'bytes to have the field');
        expect(keysIn(dissect(entry.unit).layers.flatMap(({ fields }) => fields))).toContain(step.field);
      },
    );
  },
);

function keysIn(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ key, children = [] }) => [key, ...keysIn(children)]);
}
