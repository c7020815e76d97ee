import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { assert } from '@/lib/base/assert';
import { startLab, warmLab } from '@/lib/server/lab/lab';
import { type Serving, serveLabs } from '@/lib/server/serve';
import { CONTENTS } from './contents';
import type { Lesson } from './lesson';
import { openNodeCast } from './testing/node-cast';
import { openStage, type Stage } from './testing/stage';

/**
 * Every lesson, played: a real lab, a real wire, and the real client library in this process. The solutions are played
 * by the tests in a browser, so here only those that tell wrong choices apart, and of one lesson that is played alone.
 */

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 8 });

/** `LESSON=events/binary npx vitest run lib/lessons/play.test.ts` plays one alone. */
const wanted = process.env.LESSON;
const lessons = await Promise.all(
  CONTENTS.flatMap(({ lessons }) => lessons)
    .filter(({ chapter, slug }) => wanted === undefined || wanted === `${chapter}/${slug}`)
    .map((entry) => entry.load()),
);
const WITHIN_MS = 15_000;

const solutions = lessons.flatMap((lesson) =>
  lesson.steps.map((step) => ({ path: `${lesson.chapter}/${lesson.slug}`, id: step.id, lesson, step })),
);
const played = solutions.filter(({ step }) => wanted !== undefined || step.kind === 'predict');
const wrongAnswers = solutions.flatMap((solution) =>
  (solution.step.wrong ?? []).map(({ acts, hint }) => ({ ...solution, acts, hint })),
);
const otherWays = solutions.flatMap((solution) =>
  (solution.step.also ?? []).map((acts, index) => ({ ...solution, acts, way: index + 2 })),
);
const unfulfilled = lessons.flatMap((lesson) => {
  const changes = lesson.steps.flatMap((step) => (step.kind === 'change' ? [step] : []));
  const ids = changes.map(({ id }) => id).join(', ');
  return changes.length > 0 ? [{ path: `${lesson.chapter}/${lesson.slug}`, ids, lesson, changes }] : [];
});

let serving: Serving | undefined;
beforeAll(async () => {
  await warmLab();
  serving = await serveLabs({ startLab, port: 0, labPort: 0 });
});
afterAll(() => serving?.close());

describe.concurrent('played in a real lab', () => {
  it.for(played)('$path: the solution of $id completes it', async ({ lesson, step }, { expect }) => {
    await onStage(lesson, async (stage) => {
      await stage.play(step.solution, step);
      await stage.until(step, ({ done }) => done, WITHIN_MS);
      if (step.kind !== 'predict') return;
      // The same run answers the wrong choices, each in its own words.
      const wrong = step.choices.flatMap(({ right, because }, choice) =>
        right ? [] : [{ choice, because }],
      );
      const told: unknown[] = [];
      for (const { choice } of wrong) {
        await stage.play([{ act: 'choose', choice }], step);
        told.push(stage.verdict(step));
      }
      expect(told).toEqual(wrong.map(({ because }) => ({ done: false, hint: because })));
    });
  });

  it.for(otherWays)('$path: way $way completes $id', async ({ lesson, step, acts }) => {
    await onStage(lesson, async (stage) => {
      await stage.play(acts, step);
      await stage.until(step, ({ done }) => done, WITHIN_MS);
    });
  });

  it.for(wrongAnswers)(
    '$path: $id says to a wrong answer: $hint',
    async ({ lesson, step, acts, hint }, { expect }) => {
      await onStage(lesson, async (stage) => {
        const said: boolean[] = [];
        await stage.play(acts, step);
        await stage.until(step, ({ done, hint: now }) => said.push(done) > 0 && now === hint, WITHIN_MS);
        expect(said).not.toContain(true);
      });
    },
  );

  it.for(unfulfilled)(
    '$path: the untouched sample leaves $ids open',
    async ({ lesson, changes }, { expect }) => {
      await onStage(lesson, async (stage) => {
        await stage.play([{ act: 'run' }]);
        for (const { untouched } of changes) await stage.see(untouched);
        const done = changes.filter((step) => stage.verdict(step).done);
        expect(done.map(({ id }) => id)).toEqual([]);
      });
    },
  );
});

async function onStage(lesson: Lesson, play: (stage: Stage) => Promise<void>): Promise<void> {
  assert(serving, 'labs are served');
  const stage = await openStage(serving, lesson, openNodeCast());
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
}
