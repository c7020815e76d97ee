import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, utf8Text } from '@/lib/base/bytes';
import { readHar } from './har';

/** One line a record: time in ms, connection, sender, form, and the bytes with line ends shown as ⏎. */
function transcript(...entries: unknown[]): string[] {
  return readHar({ log: { entries } }).records.map((record) => {
    const time = `${record.at / 1000}`;
    if (record.type === 'open') return `${time} #${record.conn} open`;
    if (record.type !== 'message') return record.type;
    const { conn, from, form, bytes, cut } = record;
    const text = form === 'ws-binary' ? hexText(bytes) : utf8Text(bytes).replaceAll('\r\n', '⏎');
    return `${time} #${conn} ${from} ${form}${cut ? ' cut' : ''} ${text}`;
  });
}

/** `at`: milliseconds after nine o'clock. */
function entry(at: number, more: object = {}) {
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 1, 9) + at).toISOString(),
    time: 10,
    request: { method: 'GET', url: 'http://localhost/', httpVersion: 'HTTP/1.1', headers: [] },
    response: { status: 204, statusText: 'No Content', httpVersion: 'HTTP/1.1', headers: [] },
    ...more,
  };
}

function answer(content: object, headers: object[] = [], status = 200) {
  return { response: { status, statusText: 'OK', httpVersion: 'HTTP/1.1', headers, content } };
}

function ask(more: object) {
  return { request: { method: 'GET', url: 'http://localhost/', httpVersion: 'HTTP/1.1', ...more } };
}

const NINE = Date.UTC(2026, 0, 1, 9) / 1000;

describe('a HAR', () => {
  it('tells an exchange as two messages in the bytes of HTTP/1.1', () => {
    expect(
      transcript(
        entry(0, {
          request: {
            method: 'POST',
            url: 'http://localhost/socket.io/?EIO=4&transport=polling&sid=A#x',
            httpVersion: 'HTTP/1.1',
            headers: [{ name: 'Content-type', value: 'text/plain' }],
            postData: { mimeType: 'text/plain', text: '42["☃"]' },
          },
          ...answer({ size: 2, text: 'ok' }, [{ name: 'Content-Length', value: '2' }]),
        }),
      ),
    ).toEqual([
      '0 #1 open',
      '0 #1 client http-request POST /socket.io/?EIO=4&transport=polling&sid=A HTTP/1.1⏎Content-type: text/plain⏎⏎42["☃"]',
      '10 #1 server http-response HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎ok',
    ]);
  });

  it('tells the messages of a WebSocket after its handshake, whose answer came before the first of them', () => {
    expect(
      transcript(
        entry(0, {
          time: 5000,
          timings: { blocked: -1, wait: 4990, receive: 10 },
          request: { method: 'GET', url: 'ws://localhost/socket.io/?EIO=4', httpVersion: 'HTTP/1.1' },
          response: { status: 101, statusText: 'Switching Protocols', httpVersion: 'HTTP/1.1' },
          _webSocketMessages: [
            { type: 'send', time: NINE + 0.25, opcode: 1, data: '2probe' },
            { type: 'receive', time: NINE + 0.5, opcode: 2, data: 'AQID+g==' },
            { type: 'error', time: NINE + 1, opcode: -1, data: 'Invalid frame header' },
          ],
        }),
      ),
    ).toEqual([
      '0 #1 open',
      '0 #1 client http-request GET /socket.io/?EIO=4 HTTP/1.1⏎⏎',
      '250 #1 server http-response HTTP/1.1 101 Switching Protocols⏎⏎',
      '250 #1 client ws-text 2probe',
      '500 #1 server ws-binary 01 02 03 fa',
    ]);
  });

  it.each([
    ['as HTTP/2 accepts it', { response: { status: 200, statusText: '', httpVersion: 'h2', headers: [] } }],
    ['with no answer in the file', { response: undefined }],
  ])('a WebSocket %s is answered by 101', (_, response) => {
    const messages = { _webSocketMessages: [{ type: 'receive', time: NINE, opcode: 1, data: '2' }] };
    expect(transcript(entry(0, { ...messages, ...response }))[2]).toMatch(
      /^0 #1 server http-response HTTP\/[12]\.[01] 101 Switching Protocols⏎⏎$/,
    );
  });

  it('takes the time of a message as Playwright counts it, in milliseconds', () => {
    const response = {
      response: { status: 101, statusText: 'Switching Protocols', httpVersion: 'HTTP/1.1' },
    };
    const messages = {
      _webSocketMessages: [{ type: 'send', time: NINE * 1000 + 250.5, opcode: 1, data: '40' }],
    };
    expect(transcript(entry(0, { ...messages, ...response }))[3]).toBe('250.5 #1 client ws-text 40');
  });

  it('puts entries in the order of their times, whatever their order in the file', () => {
    expect(
      transcript(
        entry(100, ask({ url: 'http://localhost/b' })),
        entry(0, ask({ url: 'http://localhost/a' })),
      ),
    ).toEqual([
      '0 #1 open',
      '0 #1 client http-request GET /a HTTP/1.1⏎⏎',
      '10 #1 server http-response HTTP/1.1 204 No Content⏎⏎',
      '100 #1 client http-request GET /b HTTP/1.1⏎⏎',
      '110 #1 server http-response HTTP/1.1 204 No Content⏎⏎',
    ]);
  });

  it('counts what a request waited for a connection before it went out', () => {
    const timings = { blocked: 2, dns: 1, connect: 3, ssl: 2, send: 0, wait: 4, receive: 0 };
    expect(transcript(entry(0, { timings }))[1]).toBe('6 #1 client http-request GET / HTTP/1.1⏎⏎');
  });

  it.each([
    ['names them', { _connectionId: '7' }, { _connectionId: '9' }, ['#1', '#2']],
    ['names one', { connection: '443' }, { connection: '443' }, ['#1', '#1']],
    ['names none', {}, {}, ['#1', '#1']],
  ])('tells connections apart where the file %s', (_, first, second, conns) => {
    const requests = transcript(entry(0, first), entry(50, second)).filter((line) =>
      line.includes('request'),
    );
    expect(requests.map((line) => line.split(' ')[1])).toEqual(conns);
  });

  it('gives exchanges that overlap on one connection a lane each, so that answers find their requests', () => {
    const over = { _connectionId: '7' };
    expect(
      transcript(
        entry(0, { ...over, time: 100, ...ask({ url: 'https://a/slow', httpVersion: 'h2' }) }),
        entry(20, { ...over, ...ask({ url: 'https://a/quick', httpVersion: 'h2' }) }),
      ).map((line) => line.split(' ').slice(0, 5).join(' ')),
    ).toEqual([
      '0 #1 open',
      '0 #1 client http-request GET',
      '20 #2 open',
      '20 #2 client http-request GET',
      '30 #2 server http-response HTTP/1.1',
      '100 #1 server http-response HTTP/1.1',
    ]);
  });

  it.each([
    ['base64', { size: 3, text: 'b2sh', encoding: 'base64' }, 'server http-response HTTP/1.1 200 OK⏎⏎ok!'],
    ['cut short', { size: 30, text: '42["hel' }, 'server http-response cut HTTP/1.1 200 OK⏎⏎42["hel'],
    ['left out', { size: 30 }, 'server http-response cut HTTP/1.1 200 OK⏎⏎'],
    ['empty', { size: 0 }, 'server http-response HTTP/1.1 200 OK⏎⏎'],
    ['of more characters than bytes', { size: 6, text: 'snow ☃' }, undefined],
  ])('a body that is %s', (_, content, expected) => {
    const line = transcript(entry(0, answer(content)))[2]?.replace(/^10 #1 /, '');
    expect(line).toBe(expected ?? 'server http-response HTTP/1.1 200 OK⏎⏎snow ☃');
  });

  it('keeps the headers that crossed and the body as it was opened', () => {
    const headers = [
      { name: 'content-encoding', value: 'gzip' },
      { name: 'transfer-encoding', value: 'chunked' },
    ];
    expect(transcript(entry(0, answer({ size: 2, text: 'ok' }, headers)))[2]).toBe(
      '10 #1 server http-response HTTP/1.1 200 OK⏎content-encoding: gzip⏎transfer-encoding: chunked⏎⏎ok',
    );
  });

  it('leaves out the body that a 304 took from the cache', () => {
    expect(transcript(entry(0, answer({ size: 2, text: 'ok' }, [], 304)))[2]).toBe(
      '10 #1 server http-response HTTP/1.1 304 OK⏎⏎',
    );
  });

  it.each([
    ['as text', { postData: { text: 'd=4' } }, ' ⏎⏎d=4'],
    [
      'as the fields of a form',
      { postData: { params: [{ name: 'd', value: '42["a"]' }] } },
      ' ⏎⏎d=42%5B%22a%22%5D',
    ],
    ['in base64', { _content: { text: 'AAE=', size: 2, encoding: 'base64' } }, ' ⏎⏎\0\x01'],
    ['too large to be kept', { bodySize: 9, _requestBodyStatus: 'discarded:too-large' }, ' cut ⏎⏎'],
  ])('the body of a request %s', (_, body, expected) => {
    const line = transcript(entry(0, ask({ method: 'POST', ...body })))[1];
    expect(line?.replace('0 #1 client http-request', '').replace('POST / HTTP/1.1', '')).toBe(expected);
  });

  it('tells HTTP/2 in the words of HTTP/1.1', () => {
    const headers = [
      { name: ':method', value: 'GET' },
      { name: ':authority', value: 'chat.example' },
      { name: 'accept', value: '*/*' },
    ];
    expect(transcript(entry(0, ask({ url: 'https://chat.example/a', httpVersion: 'h2', headers })))[1]).toBe(
      '0 #1 client http-request GET /a HTTP/2.0⏎host: chat.example⏎accept: */*⏎⏎',
    );
  });

  it('lets nothing in a header end its line', () => {
    const headers = [{ name: 'x\r\ny', value: 'a\r\n\r\nHTTP/1.1 200 OK' }];
    expect(transcript(entry(0, ask({ headers })))[1]).toBe(
      '0 #1 client http-request GET / HTTP/1.1⏎x y: a HTTP/1.1 200 OK⏎⏎',
    );
  });

  it('has no answer where the browser saw none', () => {
    const response = { status: 0, statusText: '', httpVersion: '', headers: [], _error: 'net::ERR_FAILED' };
    expect(transcript(entry(0, { response }), entry(50, {}))).toEqual([
      '0 #1 open',
      '0 #1 client http-request GET / HTTP/1.1⏎⏎',
      '50 #2 open',
      '50 #2 client http-request GET / HTTP/1.1⏎⏎',
      '60 #2 server http-response HTTP/1.1 204 No Content⏎⏎',
    ]);
  });

  it.each([
    ['a data: URL', entry(0, ask({ url: 'data:text/plain,hi' }))],
    ['an extension', entry(0, ask({ url: 'chrome-extension://abc/x.js' }))],
    ['an answer out of the cache', entry(0, { _fromCache: 'disk' })],
    ['an entry without a request', { startedDateTime: '2026-01-01T09:00:00Z' }],
    ['an entry without a time', { ...entry(0), startedDateTime: 'soon' }],
    ['null', null],
  ])('leaves out %s, and counts it', (_, value) => {
    const { records, skipped } = readHar({ log: { entries: [value] } });
    expect([records, skipped]).toEqual([[], 1]);
  });

  it.each([[undefined], [{}], [{ log: {} }], [{ log: { entries: {} } }], [[]]])('refuses %j', (json) => {
    expect(() => readHar(json)).toThrow(expect.objectContaining({ name: 'HarFormatError' }));
  });

  it('takes any value in any place: records are numbered without holes and their times never fall', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('GET', 101, 200, '2026-01-01T09:00:00Z', 'ws://a/'),
    );
    const anyPart = fc.record(
      {
        method: anything,
        url: fc.oneof(fc.webUrl(), anything),
        headers: fc.array(anything),
        status: anything,
        content: anything,
        postData: anything,
        httpVersion: anything,
      },
      { requiredKeys: ['url'] },
    );
    const anyEntry = fc.record(
      {
        startedDateTime: fc.constantFrom('2026-01-01T09:00:00Z', '2026-01-01T09:00:01Z'),
        time: anything,
        timings: anything,
        request: anyPart,
        response: anyPart,
        _webSocketMessages: fc.array(anything),
        connection: anything,
      },
      { requiredKeys: ['startedDateTime', 'request'] },
    );
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 6 }), (entries) => {
        const { records } = readHar({ log: { entries } });
        expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
        expect(records.every(({ at }, index) => at >= (records[index - 1]?.at ?? 0))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
