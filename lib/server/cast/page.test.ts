import { describe, expect, it } from 'vitest';
import { toSourceOf } from '@/lib/program/position';
import { framePage } from './page';
import { framePolicy } from './policy';

const PARTS = { client: 'alice', prefix: '/l/abcdefghijklmnop/alice', apps: ['http://localhost:3000'] };
const FIRST =
  '<script src="/l/abcdefghijklmnop/alice/~/frame.js" data-prefix="/l/abcdefghijklmnop/alice" data-app="http://localhost:3000"></script>' +
  '<script type="importmap">{"imports":{"socket.io-client":"/l/abcdefghijklmnop/alice/~/socket.io-client.js","https://cdn.socket.io/":"/l/abcdefghijklmnop/alice/~/cdn/"}}</script>';

function pageOf(files: { [name: string]: string }): string {
  return framePage({ ...PARTS, file: 'index.html', program: { files, cast: ['alice'] } }).html;
}

describe('the page of a client', () => {
  it('runs client.js after the library where the program has no page', () => {
    const page = pageOf({ 'client.js': 'const socket = io()' });
    expect(
      [...page.matchAll(/<script src="([^"]+)"([^>]*)>/g)].map(([, src, rest]) => `${src}${rest}`),
    ).toEqual([
      '/l/abcdefghijklmnop/alice/~/frame.js data-prefix="/l/abcdefghijklmnop/alice" data-app="http://localhost:3000"',
      '/l/abcdefghijklmnop/alice/socket.io/socket.io.js',
      '/l/abcdefghijklmnop/alice/client.js',
    ]);
  });

  it('runs the file a client has of its own, and for all others client.js', () => {
    const files = { 'client.js': 'io()', 'client.alice.js': 'io("/mine")', 'client.bob.js': '' };
    const own = 'src="/l/abcdefghijklmnop/alice/client.alice.js"';
    expect(pageOf(files)).toContain(own);
    expect(pageOf({ ...files, 'index.html': '<script src="/client.js"></script>' })).toContain(own);
    expect(pageOf({ ...files, 'index.html': '<script src=client.js></script>' })).toContain(
      'src=client.alice.js>',
    );
    expect(pageOf({ 'client.js': 'io()', 'client.bob.js': '' })).toContain('/alice/client.js"');
  });

  it.each([
    ['import', `import { io } from 'socket.io-client'`],
    ['await', 'await Promise.resolve()'],
  ])('runs a client.js with %s as a module', (_, source) => {
    expect(pageOf({ 'client.js': source })).toContain('client.js" type="module"></script>');
  });

  it.each([
    [
      'a head',
      '<!doctype html>\n<html>\n<head lang=en><title>x</title>',
      `<!doctype html>\n<html>\n<head lang=en>${FIRST}<title>x</title>`,
    ],
    ['a header but no head', '<header>x</header>', `${FIRST}<header>x</header>`],
    ['only a doctype', '<!DOCTYPE html><p>x', `<!DOCTYPE html>${FIRST}<p>x`],
    ['nothing', '<p>x', `${FIRST}<p>x`],
  ])('puts our script first in a page with %s, and moves no line', (_, page, expected) => {
    expect(pageOf({ 'index.html': page })).toBe(expected);
  });

  it('leads what a page loads to its own lab', () => {
    const page = pageOf({
      'index.html': `<script src="/socket.io/socket.io.js"></script><link href='/a.css'><img src=/b.svg><a href="//x.example/">x</a><script src="https://cdn.socket.io/4.8.1/socket.io.min.js"></script>`,
    });
    expect(page.replace(FIRST, '')).toBe(
      `<script src="/l/abcdefghijklmnop/alice/socket.io/socket.io.js"></script><link href='/l/abcdefghijklmnop/alice/a.css'><img src=/l/abcdefghijklmnop/alice/b.svg><a href="//x.example/">x</a><script src="/l/abcdefghijklmnop/alice/~/cdn/4.8.1/socket.io.min.js"></script>`,
    );
  });
});

describe('a script within a page', () => {
  it.each([
    ['a script', '<script>a()</script>', '<script>__line(1);a()</script>'],
    [
      'a module',
      '<script type="module">await a</script>',
      '<script type="module">const __in=__line.here();__in(1);__in(1,await a)</script>',
    ],
    ['one of three lines', '<p>\n<script>\na()\n</script>', '<p>\n<script>\n__line(3);a()\n</script>'],
    ['one that does not parse', '<script>a(</script>', '<script>a(</script>'],
    ['one that only a module may say', '<script>await a()</script>', '<script>await a()</script>'],
    ['data', '<script type="application/json">[1]</script>', '<script type="application/json">[1]</script>'],
    ['one that is elsewhere', '<script src="a.js">a()</script>', '<script src="a.js">a()</script>'],
    [
      'what only looks like an attribute',
      '<script>x.src = "/a"</script>',
      '<script>__line(1);x.src = "/a"</script>',
    ],
  ])('%s', (_, page, expected) => {
    expect(pageOf({ 'index.html': page }).replace(FIRST, '')).toBe(expected);
  });

  it('keeps its lines and columns for whoever asks', () => {
    const files = { 'index.html': '<head><p>\n<img src="/a.svg"><script>go(); run()</script>' };
    const { html, inserts } = framePage({
      ...PARTS,
      file: 'index.html',
      program: { files, cast: ['alice'] },
    });
    const line = html.split('\n')[1] ?? '';
    const column = line.indexOf('run()') + 1;
    expect([line.includes('__line('), toSourceOf(inserts)(2, column)]).toEqual([
      true,
      { line: 2, column: 33 },
    ]);
  });
});

describe('the policy of a frame', () => {
  it('lets it reach its own lab, and the app hold it', () => {
    const policy = framePolicy({
      origin: 'http://localhost:3001',
      labId: 'abcdefghijklmnop',
      apps: PARTS.apps,
    });
    const directives = new Map(policy.split('; ').map((line) => [line.split(' ')[0], line]));
    expect(directives.get('default-src')).toBe(`default-src 'none'`);
    expect(directives.get('connect-src')).toBe(
      'connect-src http://localhost:3001/l/abcdefghijklmnop/ ws://localhost:3001/l/abcdefghijklmnop/',
    );
    expect(directives.get('frame-ancestors')).toBe('frame-ancestors http://localhost:3000');
  });
});
