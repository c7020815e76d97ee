import { describe, expect, it } from 'vitest';
import type { FrameCommand, FrameDone } from '@/lib/lab/frame-message';
import { handEmits, rawTalk } from './clients';
import { createWorkbenchStore } from './store';

/** `>` is what was asked for, `<` what was heard. */
type Said = readonly ['>', number, FrameCommand] | readonly ['<', FrameDone];

function deedsOf(said: readonly Said[]) {
  const { getState } = createWorkbenchStore({ files: {}, cast: ['alice'] });
  for (const one of said) {
    if (one[0] === '>') getState().did('alice', one[1], one[2]);
    else getState().heard('alice', one[1]);
  }
  return getState().deeds.alice ?? [];
}

const emit = (event: string): FrameCommand => ({ do: 'emit', nsp: '/', event, args: '[1]', ack: true });

describe('what is done by hand', () => {
  it('an emit is met by its answer, whichever comes first', () => {
    const deeds = deedsOf([
      ['>', 1, emit('slow')],
      ['>', 2, emit('fast')],
      ['<', { id: 2, outcome: 'acked', text: '["ok"]' }],
    ]);
    expect(handEmits(deeds).map(({ command, answer }) => [command.event, answer?.text])).toEqual([
      ['slow', undefined],
      ['fast', '["ok"]'],
    ]);
  });

  it('a raw connection is told line by line, and that a ping waits for its pong', () => {
    const said: Said[] = [
      ['>', 1, { do: 'raw-open', transport: 'websocket' }],
      ['<', { id: 1, outcome: 'opened' }],
      ['<', { id: 1, outcome: 'came', text: '0{"sid":"a"}' }],
      ['>', 2, { do: 'raw-send', text: '40' }],
      ['<', { id: 1, outcome: 'came', text: '40{"sid":"b"}' }],
      ['<', { id: 1, outcome: 'came', text: '2' }],
    ];
    const talk = rawTalk(deedsOf(said));
    expect(talk.lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'opening websocket',
      'opened ',
      'came 0{"sid":"a"}',
      'sent 40',
      'came 40{"sid":"b"}',
      'came 2',
    ]);
    expect([talk.state, talk.pinged]).toEqual(['open', true]);
    expect(rawTalk(deedsOf([...said, ['>', 3, { do: 'raw-send', text: '3' }]])).pinged).toBe(false);
    expect(rawTalk(deedsOf([...said, ['<', { id: 1, outcome: 'closed' }]]))).toMatchObject({
      state: 'closed',
      pinged: false,
    });
  });

  it('a connection that could not be opened is closed', () => {
    const talk = rawTalk(
      deedsOf([
        ['>', 1, { do: 'raw-open', transport: 'polling' }],
        ['<', { id: 1, outcome: 'failed', text: '400' }],
      ]),
    );
    expect([talk.state, talk.lines.at(-1)?.text]).toEqual(['closed', '400']);
  });

  it('is forgotten with the page it was done to', () => {
    const { getState } = createWorkbenchStore({ files: {}, cast: ['alice'] });
    getState().did('alice', 1, emit('x'));
    getState().heardSockets('alice', [{ nsp: '/', connected: true, active: true }]);
    getState().entered('alice');
    expect([getState().deeds.alice, getState().sockets.alice]).toEqual([[], undefined]);
  });

  it('packets typed are remembered once each, the latest last', () => {
    const { getState } = createWorkbenchStore({ files: {}, cast: ['alice'] });
    for (const packet of ['40', '3', '40']) getState().remember(packet);
    expect(getState().typed).toEqual(['3', '40']);
  });
});
