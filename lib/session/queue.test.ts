import { expect, it } from 'vitest';
import { dequeue, drain, enqueue, openQueue, peek } from './queue';

it('gives back what came first, and forgets it', () => {
  const queue = openQueue<string>();
  for (const item of ['a', 'b', 'c', 'd']) enqueue(queue, item);
  expect([dequeue(queue), dequeue(queue), peek(queue)]).toEqual(['a', 'b', 'c']);
  enqueue(queue, 'e');
  expect([dequeue(queue), drain(queue), peek(queue), dequeue(queue)]).toEqual([
    'c',
    ['d', 'e'],
    undefined,
    undefined,
  ]);
  enqueue(queue, 'f');
  expect([dequeue(queue), dequeue(queue)]).toEqual(['f', undefined]);
});
