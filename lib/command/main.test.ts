import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import { writeCapture } from '@/lib/capture/file';
import { USAGE } from './arguments';
import { main } from './main';

const FRAMES = `
> 40
< 40{"sid":"A"}
> 420["hello","bob"]
< 430["hi"]
`;

/** What the command line says to a text on standard input. */
async function run(args: string[], input = '') {
  const [stdout, stderr] = [new Written(), new Written()];
  const code = await main(args, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  return { code, out: stdout.text, err: stderr.text };
}

class Written extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describe('socketscope dissect', () => {
  it('lists entries, and then what is wrong', async () => {
    expect(await run(['dissect', '-'], `${FRAMES}> 42["broken",\n`)).toEqual({
      code: 0,
      err: '',
      out: `text frames, without times: 5 entries

1  0.000000 s  client → server  4 0 CONNECT namespace /  (2 bytes)
2  0.000000 s  server → client  4 0 CONNECT id A namespace /  (13 bytes)
3  0.000000 s  client → server  2 EVENT "hello" "bob" ack id 0  (18 bytes)
4  0.000000 s  server → client  3 ACK 0 "hi"  (9 bytes)
5  0.000000 s  client → server  4 message 2["broken",  (12 bytes)
   error sio-json: The payload is not JSON

Findings: 1

error: A packet breaks the protocol
  Client sent it: The payload is not JSON.
  What helps: See the marked bytes for what is wrong. The reference server ends the session over it, usually without a word of explanation to the client; the reference client closes, with “parse error” or “transport error” as the reason.
  Seen in 5
`,
    });
  });

  it('with --json writes one object a line, one line an entry', async () => {
    const { out } = await run(['dissect', '-', '--json'], `${FRAMES}< bAQI=\n`);
    expect(out.split('\n')).toEqual([
      '{"n":1,"kind":"unit","at":0,"conn":1,"from":"client","to":"server","layers":["ws","eio","sio"],"bytes":2,"packets":[{"eio":{"type":"message"},"sio":{"type":"CONNECT","nsp":"/"}}],"issues":[]}',
      '{"n":2,"kind":"unit","at":0,"conn":1,"from":"server","to":"client","layers":["ws","eio","sio"],"bytes":13,"packets":[{"eio":{"type":"message"},"sio":{"type":"CONNECT","nsp":"/","data":{"sid":"A"}}}],"issues":[]}',
      '{"n":3,"kind":"unit","at":0,"conn":1,"from":"client","to":"server","layers":["ws","eio","sio"],"bytes":18,"packets":[{"eio":{"type":"message"},"sio":{"type":"EVENT","nsp":"/","id":0,"data":["hello","bob"]}}],"issues":[]}',
      '{"n":4,"kind":"unit","at":0,"conn":1,"from":"server","to":"client","layers":["ws","eio","sio"],"bytes":9,"packets":[{"eio":{"type":"message"},"sio":{"type":"ACK","nsp":"/","id":0,"data":["hi"]}}],"issues":[]}',
      expect.stringMatching(
        /"bytes":2,"packets":\[\{"eio":\{"type":"message","binary":"AQI="\}\}\],"issues":\[\{"code":/,
      ),
      '',
    ]);
  });

  it('with --filter lists what it keeps, and still says what is wrong with all', async () => {
    const { out } = await run(
      ['dissect', '-', '--filter', 'sio.event == "hello"'],
      `${FRAMES}> 42["broken",\n`,
    );
    expect(out.split('\n').slice(0, 6)).toEqual([
      'text frames, without times: 5 entries',
      expect.stringMatching(/^1 shown: .*hello/),
      '',
      '3  0.000000 s  client → server  2 EVENT "hello" "bob" ack id 0  (18 bytes)',
      '',
      'Findings: 1',
    ]);
  });

  it('reads a HAR to its last packet', async () => {
    const OPEN = '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
    const har = {
      log: {
        creator: { name: 'WebInspector' },
        entries: [
          {
            startedDateTime: '2026-01-01T09:00:00.000Z',
            time: 900,
            request: { method: 'GET', url: 'ws://localhost/socket.io/?EIO=4&transport=websocket' },
            response: { status: 101, statusText: 'Switching Protocols', headers: [] },
            _webSocketMessages: [
              { type: 'receive', time: 1767258000.1, opcode: 1, data: OPEN },
              { type: 'send', time: 1767258000.2, opcode: 1, data: '40' },
            ],
          },
        ],
      },
    };
    const { out } = await run(['dissect', '-'], JSON.stringify(har));
    expect(out.split('\n').slice(0, 7)).toEqual([
      'a HAR by WebInspector: 5 entries',
      '',
      '1  0.000000 s  client → server  TCP connection 1 opens',
      expect.stringContaining('GET'),
      expect.stringContaining('101'),
      expect.stringMatching(/^4 {2}0\.100000 s {2}server → client {2}0 open sid s1 .*\(89 bytes\)$/),
      '5  0.200000 s  client → server  4 0 CONNECT namespace /  (2 bytes)',
    ]);
  });

  it('lets no peer write to the terminal', async () => {
    const { out } = await run(['dissect', '-'], '42["\u001b[2J\u202e"]');
    expect(out).toContain('\\u{1b}[2J\\u{202e}');
    expect([out.includes('\u001b'), out.includes('\u202e')]).toEqual([false, false]);
  });

  it('writes 10,000 nested arrays', async () => {
    const deep = `42["a",${'['.repeat(10_000)}${']'.repeat(10_000)}]`;
    const { code, out } = await run(['dissect', '-', '--json'], deep);
    expect([code, JSON.parse(out).bytes]).toEqual([0, deep.length]);
  });
});

/** A capture in which one end sends this, and the connection ends. */
function captureOf(from: 'client' | 'server', ...sent: readonly (string | Uint8Array)[]): string {
  const bytes = sent.map((piece) => (typeof piece === 'string' ? utf8Bytes(piece) : piece));
  return writeCapture({ createdAt: '2026-11-21T09:00:00.000Z', cast: ['alice'] }, [
    { seq: 1, at: micros(0), type: 'open', conn: 1, client: 'alice' },
    { seq: 2, at: micros(1), type: 'bytes', conn: 1, from: 'client', bytes: utf8Bytes(UPGRADE_REQUEST) },
    { seq: 3, at: micros(2), type: 'bytes', conn: 1, from, bytes: concatBytes(bytes) },
    { seq: 4, at: micros(3), type: 'close', conn: 1, by: 'server', how: 'fin' },
  ]);
}

const UPGRADE_REQUEST =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const SWITCHED =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

describe('what is hostile', () => {
  it.each<[string, string, string]>([
    [
      'a frame that says it has 1 GB',
      captureOf('server', SWITCHED, Uint8Array.of(0x82, 127, 0, 0, 0, 0, 0x40, 0, 0, 0), 'abc'),
      'ws-cut: The connection ended after 3 of 1073741824 bytes of payload',
    ],
    [
      'a body that says it has 1 GB',
      captureOf('server', 'HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nhi'),
      'http-cut: The connection ended after 2 of 1073741824 bytes of body',
    ],
    [
      '10,000 headers',
      captureOf('server', `HTTP/1.1 200 OK\r\n${'X-Many: 1\r\n'.repeat(10_000)}\r\n`),
      'http-head-too-long: No end of the head in 65536 bytes',
    ],
    [
      '10,000 nested arrays that are not closed',
      `42["a",${'['.repeat(10_000)}`,
      'sio-json: The payload is not JSON',
    ],
    [
      'a chunk of a negative length',
      captureOf('server', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n'),
      'http-chunk',
    ],
  ])('%s: an issue, and the rest is told', async (_, input, issue) => {
    const { code, out, err } = await run(['dissect', '-', '--json'], input);
    const entries: { issues: { code: string; message: string }[] }[] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, err]).toEqual([0, '']);
    expect(
      entries.flatMap(({ issues }) => issues.map((one) => `${one.code}: ${one.message}`)).join('\n'),
    ).toContain(issue);
  });
});

describe('a command line that cannot be done', () => {
  it.each([
    ['nothing', [], 'A command is missing.'],
    ['no file', ['dissect'], 'FILE is missing.'],
    ['two files', ['dissect', 'a', 'b'], 'One FILE at a time: "b" is a second one.'],
    ['another verb', ['inspect', 'a'], '"inspect" is no command.'],
    ['an option that is none', ['dissect', 'a', '--jsn'], "Unknown option '--jsn'."],
    [
      'an option without its value',
      ['dissect', 'a', '--filter'],
      "Option '--filter <value>' argument missing.",
    ],
  ])('%s: 2, the fact and the usage', async (_, args, fact) => {
    expect(await run(args)).toEqual({ code: 2, out: '', err: `socketscope: ${fact}\n\n${USAGE}` });
  });

  it.each([
    ['a file that is not there', 'no-such-file', 'no-such-file: there is no such file.'],
    ['a folder', 'lib', 'lib: this is a folder, not a file.'],
    [
      'a file of another kind',
      'README.md',
      'README.md: This is text whose first line is no Engine.IO packet; what is read are capture files, HAR files and text frames one a line.',
    ],
  ])('%s: 2 and one line', async (_, file, fact) => {
    expect(await run(['dissect', file])).toEqual({ code: 2, out: '', err: `socketscope: ${fact}\n` });
  });

  it('a filter that is none: 2, and its place', async () => {
    const { code, out, err } = await run(['dissect', '-', '--filter', 'eio.typ == "ping"']);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^socketscope: --filter: .*eio\.typ/),
      '  eio.typ == "ping"',
      '  ^^^^^^^',
      '',
    ]);
  });

  it('--help is the usage, and no failure', async () => {
    expect(await run(['--help'])).toEqual({ code: 0, out: USAGE, err: '' });
  });
});

describe('bin/socketscope.mjs', () => {
  const BIN = fileURLToPath(new URL('../../bin/socketscope.mjs', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'socketscope-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('works from any folder', () => {
    const { status, stdout } = spawnSync(process.execPath, [BIN, 'dissect', '-', '--json'], {
      cwd: folder,
      input: '42["hello"]',
      encoding: 'utf8',
    });
    expect([status, JSON.parse(stdout).packets]).toEqual([
      0,
      [{ eio: { type: 'message' }, sio: { type: 'EVENT', nsp: '/', data: ['hello'] } }],
    ]);
  });

  it('ends in silence where its reader closes the pipe', () => {
    const file = join(folder, 'many.txt');
    writeFileSync(file, '42["a"]\n'.repeat(20_000));
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" dissect "$2" | head -n 1`, process.execPath, BIN, file],
      {
        encoding: 'utf8',
      },
    );
    expect([stdout, stderr]).toEqual(['text frames, without times: 20000 entries\n', '']);
  });
});
