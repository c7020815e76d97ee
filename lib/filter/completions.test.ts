import { describe, expect, it } from 'vitest';
import { completionsAt } from './completions';

/** `|` is the caret; the cast are Alice and Bob. */
function offered(marked: string): { replaces: string; texts: string[] } {
  const caret = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const { from, to, options } = completionsAt(text, caret, ['alice', 'bob']);
  return { replaces: text.slice(from, to), texts: options.map((option) => option.text) };
}

describe('completionsAt', () => {
  it.each<[string, string, string[]]>([
    [
      'eio.op‸',
      'eio.op',
      [
        'eio.open.sid',
        'eio.open.pingInterval',
        'eio.open.pingTimeout',
        'eio.open.maxPayload',
        'eio.open.upgrades',
        'eio.open.member',
      ],
    ],
    ['rtt‸', 'rtt', ['rtt', 'sio.ack.rtt']],
    ['http && sio.ev‸', 'sio.ev', ['sio.event']],
    ['!(iss‸', 'iss', ['issue', 'issue.level']],
    ['sec-websocket-k‸', 'sec-websocket-k', ['http.header.sec-websocket-key']],
    ['bytes ‸', '', ['==', '!=', '<', '<=', '>', '>=', '&&', '||']],
    ['sio.event ‸', '', ['==', '!=', '~', '!~', '&&', '||']],
    ['http ‸', '', ['&&', '||']],
    ['eio.type =‸', '=', ['==', '!=']],
    ['eio.type == ‸', '', ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop']],
    ['eio.type == p‸ig', 'pig', ['ping', 'pong', 'open', 'upgrade', 'noop']],
    ['eio.type == "po‸', '"po', ['pong']],
    ['client == ‸', '', ['alice', 'bob']],
    ['from != ‸', '', ['alice', 'bob', 'server']],
    ['ws.fin == ‸', '', ['true', 'false']],
    ['client == alice ‸', '', ['&&', '||']],
    ['client == alice &‸', '&', ['&&']],
    ['(http) ‸', '', ['&&', '||']],
    // what no key has, nothing can be
    ['eio.typ == 3‸', '3', []],
    ['ws.opcode ==‸', '', ['continuation', 'text', 'binary', 'close', 'ping', 'pong']],
  ])('%s', (marked, replaces, texts) => {
    expect(offered(marked)).toEqual({ replaces, texts });
  });

  it('offers values that were seen, how often, in quotes where they need them', () => {
    const seen = () => [
      { value: 'chat', times: 1200 },
      { value: 'two words', times: 1 },
    ];
    const { options } = completionsAt('sio.event == ', 13, [], seen);
    expect(options).toEqual([
      { text: 'chat', says: 'Seen 1,200 times.' },
      { text: '"two words"', says: 'Seen once.' },
    ]);
    expect(completionsAt('sio.event == "tw', 16, [], seen).options.map(({ text }) => text)).toEqual([
      '"two words"',
    ]);
    // which types there are is known
    expect(completionsAt('eio.type == po', 14, [], seen).options.map(({ text }) => text)).toEqual(['pong']);
  });

  it('offers every layer at the beginning, each with a sentence', () => {
    const { options } = completionsAt('', 0);
    expect(options.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['http', 'ws', 'eio', 'sio', 'issue', 'http.path', 'http.header.upgrade']),
    );
    expect(options.filter(({ says }) => !says.endsWith('.'))).toEqual([]);
  });
});
