import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { CLIENT_NAME, MAX_CAST } from '@/lib/lab/program';
import { STARTERS } from './starters';

const FOLDER = join(process.cwd(), 'lib', 'lessons', 'play');

describe('the starters', () => {
  it('are exactly the folders there are', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((item) => item.isDirectory());
    expect(folders.length).toBeGreaterThan(3);
    expect(STARTERS.map(({ slug }) => slug).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it.each(STARTERS)(
    '$slug has a cast that a lab takes, and programs that parse and fit on one screen',
    ({ slug, cast }) => {
      expect(cast.length).toBeGreaterThan(0);
      expect(cast.length).toBeLessThanOrEqual(MAX_CAST);
      expect(cast.filter((client) => !CLIENT_NAME.test(client))).toEqual([]);
      for (const file of ['server.js', 'client.js']) {
        const source = readFileSync(join(FOLDER, slug, file), 'utf8');
        expect(() => parse(source, { ecmaVersion: 'latest', sourceType: 'module' })).not.toThrow();
        expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
      }
    },
  );

  it.each(STARTERS)('$slug loads the library itself where it has a page of its own', ({ slug }) => {
    const page = join(FOLDER, slug, 'index.html');
    const html = existsSync(page) ? readFileSync(page, 'utf8') : undefined;
    expect(html === undefined || /socket\.io\.js[\s\S]*client\.js/.test(html)).toBe(true);
  });
});
