import { describe, expect, it } from 'vitest';
import type { UnitEntry } from '@/lib/session/entry';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { curlText, wscatText } from './commands';
import { cString, printfWord, shellWord } from './shell';

const STORY = timelineOf(`
  ${UPGRADE}
  # 23 to 25: a binary body, and what a shell would take for its own
  bob opens 3
  3 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 42["it's"]␞4$HOME
  3 > bytes 50 4f 53 54 20 2f 62 20 48 54 54 50 2f 31 2e 31 0d 0a 43 6f 6e 74 65 6e 74 2d 4c 65 6e 67 74 68 3a 20 33 0d 0a 0d 0a 00 25 ff
  # 26 to 29
  bob opens 4
  4 > UPGRADE /socket.io/?EIO=4&transport=websocket
  4 < 101
  4 < text 0{"sid":"b1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  4 > text 42/room,["hi"]
  # 31 and 32
  bob opens 5
  5 > GET /socket.io/?EIO=4&transport=polling&who[]={a,b}
  # 33: a header without a value
  5 > bytes 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 58 3a 0d 0a 0d 0a
  # 34: a request for a head alone
  5 > bytes 48 45 41 44 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 0d 0a
`);

function unit(n: number): UnitEntry {
  const entry = STORY.entries.nth(n);
  if (entry?.kind !== 'unit') throw new Error(`Entry ${n} is no unit.`);
  return entry;
}

const nowhere = () => undefined;

describe('curlText', () => {
  it.each<[string, number, string[]]>([
    ['a request', 2, ['curl -i \\', "  'http://lab/socket.io/?EIO=4&transport=polling&t=abc'"]],
    [
      'a body',
      4,
      [
        'curl -i \\',
        "  'http://lab/socket.io/?EIO=4&transport=polling&t=abd&sid=s1' \\",
        "  -H 'content-type: text/plain;charset=UTF-8' \\",
        '  --data-raw 40',
      ],
    ],
    [
      'two packets, and an apostrophe',
      24,
      [
        'curl -i \\',
        "  'http://lab/socket.io/?EIO=4&transport=polling&sid=s1' \\",
        "  -H 'content-type: text/plain;charset=UTF-8' \\",
        String.raw`  --data-raw $'42["it\'s"]\x1e4$HOME'`,
      ],
    ],
    [
      'bytes that are no text',
      25,
      [`${String.raw`printf '\000%%\377' | curl -i `}\\`, '  http://localhost/b \\', '  --data-binary @-'],
    ],
    [
      'an upgrade',
      9,
      [
        'curl -i \\',
        "  'http://lab/socket.io/?EIO=4&transport=websocket&sid=s1' \\",
        '  --http1.1 \\',
        "  -H 'connection: Upgrade' \\",
        "  -H 'upgrade: websocket' \\",
        "  -H 'sec-websocket-version: 13' \\",
        "  -H 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='",
      ],
    ],
    ['a header without a value', 33, ['curl -i \\', '  http://localhost/ \\', "  -H 'x;'"]],
    ['a request for a head alone', 34, ['curl -i \\', '  http://localhost/ \\', '  --head']],
    [
      'brackets and braces',
      32,
      ['curl -i \\', "  'http://lab/socket.io/?EIO=4&transport=polling&who[]={a,b}' \\", '  --globoff'],
    ],
  ])('%s', (_what, n, lines) => {
    expect(curlText(unit(n), nowhere).split('\n')).toEqual(lines);
  });

  it('goes through the gateway, where the wire is behind one', () => {
    expect(curlText(unit(2), (client) => `http://localhost:3001/l/x/${client}/`)).toBe(
      "curl -i \\\n  'http://localhost:3001/l/x/alice/socket.io/?EIO=4&transport=polling&t=abc'",
    );
  });
});

describe('wscatText', () => {
  it.each<[string, number, string[]]>([
    ['a packet of Engine.IO', 12, ["wscat -c 'ws://lab/socket.io/?EIO=4&transport=websocket' -x 2probe"]],
    ['a frame of the server', 13, ["wscat -c 'ws://lab/socket.io/?EIO=4&transport=websocket'"]],
    [
      'an event of a namespace',
      30,
      [
        "wscat -c 'ws://lab/socket.io/?EIO=4&transport=websocket'",
        '# Then type:',
        '40/room,',
        '42/room,["hi"]',
      ],
    ],
    [
      'a close frame',
      21,
      [
        "wscat -c 'ws://lab/socket.io/?EIO=4&transport=websocket'",
        '# What followed was no text frame; wscat sends text.',
      ],
    ],
  ])('%s', (_what, n, lines) => {
    expect(wscatText(unit(n), STORY, nowhere).split('\n')).toEqual(lines);
  });
});

describe('words for shells and compilers', () => {
  it.each([
    ['abc', 'abc'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", String.raw`'it'\''s'`],
    ['$HOME `ls`', "'$HOME `ls`'"],
    ['a\x1e\\b', String.raw`$'a\x1e\\b'`],
  ])('%s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  it('C', () => {
    expect(cString(Uint8Array.of(0x81, 0x86, 0x61, 0x22, 0x3f, 0x5c, 0x0d, 0x0a, 0x39))).toBe(
      ['/* 9 bytes */', String.raw`"\201\206a\"\?\\\r\n"`, '"9"'].join('\n'),
    );
    expect(cString(new Uint8Array())).toBe('/* 0 bytes */\n""');
    expect(printfWord(Uint8Array.of(0x2d, 0x2d, 0x00))).toBe(String.raw`'\055-\000'`);
    expect(printfWord(Uint8Array.of(0x27, 0x25, 0x5c))).toBe(String.raw`''\''%%\\'`);
  });
});
