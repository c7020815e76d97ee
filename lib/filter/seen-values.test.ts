import { describe, expect, it } from 'vitest';
import { CHAT, UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { keyNamed } from './keys';
import { seenValues } from './seen-values';

describe('seenValues', () => {
  it.each<[string, string, string[]]>([
    // three times to all, once each from Alice and Bob
    ['sio.event', CHAT, ['said', 'say', 'seen']],
    ['handler', CHAT, ['client.js:9', 'server.js:6', 'client.js:12']],
    ['http.status', UPGRADE, ['200', '101']],
    ['sio.arg', UPGRADE, ['sock1', 'Alice', '{"ok":true}']],
    // each entry has its own, or all that there can be are known
    ['n', UPGRADE, []],
    ['bytes', UPGRADE, []],
    ['eio.type', UPGRADE, []],
  ])('%s', (name, story, values) => {
    const key = keyNamed(name);
    if (!key) throw new Error(`There is no key ${name}`);
    expect(seenValues(key, timelineOf(story))).toEqual(values);
  });
});
