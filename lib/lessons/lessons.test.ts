import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { CONTENTS } from './contents';
import type { Act, Lesson, Step } from './lesson';

const FOLDER = join(process.cwd(), 'lib', 'lessons');
const CHAPTERS = CONTENTS.map(({ slug }) => slug);

const entries = CONTENTS.flatMap(({ lessons }) => lessons);
const lessons: readonly Lesson[] = await Promise.all(entries.map((entry) => entry.load()));

describe('the contents', () => {
  it('has the nine chapters in their order', () => {
    expect(CHAPTERS).toEqual([
      'under-socket-io',
      'websocket',
      'engine-io',
      'events',
      'many-clients',
      'when-things-break',
      'who-are-you',
      'in-production',
      'build-it',
    ]);
  });

  it('lists exactly the folders there are', () => {
    const folders = CHAPTERS.filter((chapter) => existsSync(join(FOLDER, chapter))).flatMap((chapter) =>
      readdirSync(join(FOLDER, chapter)).map((slug) => `${chapter}/${slug}`),
    );
    expect(folders.length).toBeGreaterThan(3);
    expect(entries.map(({ chapter, slug }) => `${chapter}/${slug}`).sort()).toEqual(folders.sort());
  });

  it('says of each lesson what the lesson says of itself', () => {
    const told = entries.map(({ chapter, slug, title, minutes }) => ({ chapter, slug, title, minutes }));
    expect(told).toEqual(
      lessons.map(({ chapter, slug, title, minutes }) => ({ chapter, slug, title, minutes })),
    );
  });

  it('files each lesson under its chapter', () => {
    const misfiled = CONTENTS.flatMap(({ slug, lessons: own }) =>
      own.filter(({ chapter }) => chapter !== slug),
    );
    expect(misfiled).toEqual([]);
  });
});

describe.each(lessons.map((lesson) => [`${lesson.chapter}/${lesson.slug}`, lesson] as const))(
  '%s',
  (path, lesson) => {
    const prose = readFileSync(join(FOLDER, path, 'lesson.mdx'), 'utf8');
    const sections = [...prose.matchAll(/<Step id="([^"]*)">\n([\s\S]*?)\n<\/Step>/g)];

    it('has a section of prose for each step, in the same order', () => {
      expect(sections.map(([, id]) => id)).toEqual(lesson.steps.map(({ id }) => id));
      expect(sections.length).toBe(prose.match(/<Step\b/g)?.length);
    });

    it('has three to six steps, with ids that differ', () => {
      expect(lesson.steps.length).toBeGreaterThanOrEqual(3);
      expect(lesson.steps.length).toBeLessThanOrEqual(6);
      expect(new Set(lesson.steps.map(({ id }) => id)).size).toBe(lesson.steps.length);
    });

    it('says 40 to 120 words in each step, myths aside', () => {
      const lengths = sections.map(([, id, text = '']) => ({ id, words: wordsIn(withoutMyths(text)) }));
      expect(lengths.filter(({ words }) => words < 40 || words > 120)).toEqual([]);
    });

    it('begins with a short introduction, asks for a prediction, settles a myth, and ends with a use', () => {
      const introduction = withoutMyths(prose.slice(0, prose.indexOf('<Step')));
      expect(wordsIn(introduction)).toBeGreaterThan(20);
      expect(wordsIn(introduction)).toBeLessThan(130);
      expect(lesson.steps.some(({ kind }) => kind === 'predict')).toBe(true);
      expect(prose).toMatch(/<Myth id="[MD]\d{1,2}">\n“[\s\S]*?<\/Myth>/);
      expect(prose.trimEnd()).toMatch(/<Use>\n[\s\S]*\n<\/Use>$/);
    });

    it('names its myths M1 to M44 or D1 to D10, each once', () => {
      const ids = Array.from(prose.matchAll(/<Myth id="([^"]*)">/g), ([, id = '']) => id);
      expect(ids.filter((id) => !/^(M([1-9]|[1-3]\d|4[0-4])|D([1-9]|10))$/.test(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it.each(['server.js', 'client.js'])('has a %s that parses and fits on one screen', (file) => {
      const source = readFile(path, file);
      expect(() => parse(source, { ecmaVersion: 'latest', sourceType: 'module' })).not.toThrow();
      expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
      expect(Math.max(...source.split('\n').map((line) => line.length))).toBeLessThanOrEqual(66);
    });

    it('has solutions that parse and differ from the sample', () => {
      const folder = join(FOLDER, path, 'solution');
      const names = existsSync(folder) ? readdirSync(folder) : [];
      const edited = new Set(actsOf(lesson).flatMap((act) => (act.act === 'edit' ? [act.file] : [])));
      expect(names.sort()).toEqual([...edited].sort());
      for (const name of names) {
        const solved = readFile(path, `solution/${name}`);
        expect(() => parse(solved, { ecmaVersion: 'latest', sourceType: 'module' })).not.toThrow();
        expect(solved, name).not.toBe(readFile(path, name));
      }
    });

    it('replaces text that occurs exactly once', () => {
      const replacements = actsOf(lesson).flatMap((act) => (act.act === 'replace' ? [act] : []));
      const counts = replacements.map(({ file, from }) => ({
        file,
        from,
        times: readFile(path, file).split(from).length - 1,
      }));
      expect(counts.filter(({ times }) => times !== 1)).toEqual([]);
      expect(replacements.filter(({ from, to }) => from === to)).toEqual([]);
    });

    it('acts on the cast only', () => {
      const faults = actsOf(lesson).flatMap((act) => (act.act === 'fault' ? act.faults : []));
      const strangers = faults.filter(({ client }) => client !== undefined && !lesson.cast.includes(client));
      expect(strangers).toEqual([]);
    });

    it.each(lesson.steps.map((step) => [step.id, step] as const))(
      '%s: the solution and the wrong answers are of its kind',
      (_, step) => {
        expect(mistakesIn(step)).toEqual([]);
      },
    );
  },
);

/** What is wrong with how a step is written. */
function mistakesIn(step: Step): string[] {
  const mistakes: string[] = [];
  const { solution, wrong = [] } = step;
  if (!solution.some(({ act }) => act === 'run')) mistakes.push('the solution never runs');
  for (const { hint } of wrong)
    if (hint === step.hint) mistakes.push('a wrong answer has no hint of its own');

  if (step.kind === 'predict') {
    const right = step.choices.findIndex((choice) => choice.right);
    if (step.choices.filter((choice) => choice.right).length !== 1)
      mistakes.push('not exactly one right choice');
    const [first] = solution;
    if (first?.act !== 'choose' || first.choice !== right)
      mistakes.push('the solution does not begin with the right choice');
    if (new Set(step.choices.map(({ because }) => because)).size !== step.choices.length)
      mistakes.push('two choices share a reason');
  }
  if (step.kind === 'find') {
    if (solution.at(-1)?.act !== 'find') mistakes.push('the solution does not end with a find');
    for (const { acts } of wrong) {
      const last = acts.at(-1);
      if (last?.act !== 'find' || !last.match) mistakes.push('a wrong answer does not say what it selects');
    }
  }
  if (
    step.kind === 'change' &&
    !solution.some(({ act }) => act === 'edit' || act === 'replace' || act === 'transport')
  ) {
    mistakes.push('the solution changes nothing');
  }
  if (step.kind === 'change' && wrong.length === 0) mistakes.push('no wrong answer is known');
  return mistakes;
}

function actsOf(lesson: Lesson): readonly Act[] {
  return lesson.steps.flatMap(({ solution, also = [], wrong = [] }) => [
    ...solution,
    ...also.flat(),
    ...wrong.flatMap(({ acts }) => acts),
  ]);
}

function readFile(path: string, name: string): string {
  return readFileSync(join(FOLDER, path, name), 'utf8');
}

function withoutMyths(text: string): string {
  return text.replace(/<Myth[\s\S]*?<\/Myth>/g, '');
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
