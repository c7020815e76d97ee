import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAST_NAMES } from '@/lib/lab/program';
import { MAX_LINK, packProgram, unpackProgram } from './share';

const PROGRAM = {
  files: {
    'server.js': 'import { Server } from "socket.io";\nconst io = new Server(3000);\n',
    'client.js': 'const socket = io(); // 🎉\n',
  },
  cast: ['alice', 'bob'],
};

function packed(program: typeof PROGRAM): string {
  const result = packProgram(program);
  return result.ok ? result.hash : '';
}

function messageOf(hash: string): string | undefined {
  const result = unpackProgram(hash);
  return result.ok ? undefined : result.message;
}

describe('a program in a link', () => {
  it('comes out as it went in, in letters that need no escape', () => {
    const hash = packed(PROGRAM);
    expect(hash).toMatch(/^#1\.[0-9a-f]{8}\.[\w-]+$/);
    expect(unpackProgram(hash)).toEqual({ ok: true, program: PROGRAM });
  });

  it('whatever is in its files', () => {
    const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\.js$/), fc.string({ unit: 'binary' }));
    const cast = fc.subarray([...CAST_NAMES], { minLength: 1 });
    fc.assert(
      fc.property(files, cast, (others, names) => {
        const program = { files: { ...others, 'server.js': '' }, cast: names };
        const result = packProgram(program);
        expect(result.ok && unpackProgram(result.hash)).toEqual({ ok: true, program });
      }),
      // Each of them opens a compressor.
      { numRuns: 30 },
    );
  });

  it('that is too long says so', () => {
    // Random, so that it does not deflate.
    const noise = Array.from({ length: 9000 }, (_, i) =>
      Math.sin(i + 1)
        .toString(36)
        .slice(3, 9),
    ).join('');
    const result = packProgram({ ...PROGRAM, files: { 'server.js': noise } });
    expect(result.ok).toBe(false);
    expect(!result.ok && result.length).toBeGreaterThan(MAX_LINK);
  });
});

describe('a link that is broken says what is wrong', () => {
  const hash = packed(PROGRAM);
  const [head, data = ''] = [hash.slice(0, 11), hash.slice(11)];
  const flipped = data[20] === 'A' ? 'B' : 'A';

  it.each([
    ['no program', '', 'There is no program in this link: nothing follows the “#”.'],
    ['another fragment', '#top', 'What follows the “#” in this link is not a program.'],
    [
      'a newer version',
      hash.replace('#1.', '#2.'),
      'This link is of version 2. This Socketscope reads up to 1: a newer one is needed.',
    ],
    [
      'its end cut off',
      hash.slice(0, -9),
      'The link is not whole: its end is missing, or a letter of it was changed on its way.',
    ],
    [
      'one letter changed',
      `${head}${data.slice(0, 20)}${flipped}${data.slice(21)}`,
      'The link is not whole: its end is missing, or a letter of it was changed on its way.',
    ],
    [
      'a letter from a mail program',
      `${hash}>`,
      'The link has letters that do not belong there: it was changed on its way.',
    ],
    [
      'no server.js',
      packed({ ...PROGRAM, files: { 'a.js': '' } } as never),
      'The program in this link has no server.js.',
    ],
    [
      'a cast of five',
      packed({ ...PROGRAM, cast: ['a', 'b', 'c', 'd', 'e'] }),
      'What this link holds is not a program.',
    ],
    [
      'a client with a name of markup',
      packed({ ...PROGRAM, cast: ['<b>'] }),
      'What this link holds is not a program.',
    ],
  ])('%s', (_, broken, message) => {
    expect(messageOf(broken)).toBe(message);
  });

  it('at whatever letter it is cut', () => {
    const cuts = Array.from({ length: hash.length - 1 }, (_, at) => messageOf(hash.slice(0, at)));
    expect(cuts.filter((message) => message === undefined)).toEqual([]);
  });

  it('that would blow up to more than a program', () => {
    const bomb = packed({ ...PROGRAM, files: { ...PROGRAM.files, 'server.js': '0'.repeat(2_000_000) } });
    expect(bomb.length).toBeLessThan(5000);
    expect(messageOf(bomb)).toMatch(/^The link is not whole/);
  });
});
