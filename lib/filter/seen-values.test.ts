import { describe, expect, it } from 'vitest';
import { CHAT, UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { keyNamed } from './keys';
import { seenValues } from './seen-values';

describe('seenValues', () => {
  it.each<[string, string, string[]]>([
    // to all three, from Alice and Bob
    ['sio.event', CHAT, ['said 3', 'say 1', 'seen 1']],
    ['handler', CHAT, ['client.js:9 2', 'server.js:6 1', 'client.js:12 1']],
    ['http.status', UPGRADE, ['200 4', '101 1']],
    ['sio.arg', UPGRADE, ['sock1 1', 'Alice 1', '{"ok":true} 1']],
    // each entry has its own, or all that there can be are known
    ['n', UPGRADE, []],
    ['bytes', UPGRADE, []],
    ['eio.type', UPGRADE, []],
  ])('%s', (name, story, values) => {
    const key = keyNamed(name);
    if (!key) throw new Error(`There is no key ${name}`);
    expect(seenValues(key, timelineOf(story)).map(({ value, times }) => `${value} ${times}`)).toEqual(values);
  });
});
