import { describe, expect, it } from 'vitest';
import { nearest } from './near';

describe('the name that was probably meant', () => {
  it.each([
    ['mesage', ['message', 'join'], 'message'],
    ['messgae', ['message'], 'message'],
    ['Message', ['message'], 'message'],
    ['chat-message', ['chat_message'], 'chat_message'],
    ['chatMesage', ['chat message'], undefined],
    ['notifcatoin', ['notification'], 'notification'],
    ['jion', ['join'], 'join'],
    ['joi', ['join'], 'join'],
  ])('of %j among %j is %j', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it.each([
    ['ping', ['pong']],
    ['add', ['odd']],
    ['message', ['join', 'leave']],
    ['user:1', ['user:2']],
    ['a', ['b', 'ab']],
    ['', ['x']],
    ['x'.repeat(5000), [`${'x'.repeat(5000)}y`]],
  ])('is not guessed where it may be another: %j among %j', (name, known) => {
    expect(nearest(name, known)).toBeUndefined();
  });

  it('is nothing where the name itself is known', () => {
    expect(nearest('message', ['mesage', 'message'])).toBeUndefined();
  });
});
