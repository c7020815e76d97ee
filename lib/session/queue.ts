/** First in, first out, at the same cost however many wait. Plain data: those before `head` have left. */
export interface Queue<T> {
  readonly items: T[];
  head: number;
}

export function openQueue<T>(): Queue<T> {
  return { items: [], head: 0 };
}

export function enqueue<T>(queue: Queue<T>, item: T): void {
  queue.items.push(item);
}

/** The oldest, which stays. */
export function peek<T>({ items, head }: Queue<T>): T | undefined {
  return items[head];
}

export function dequeue<T>(queue: Queue<T>): T | undefined {
  const { items, head } = queue;
  if (head >= items.length) return undefined;
  const item = items[head];
  queue.head += 1;
  // Moving what is left costs no more than what has left since it was done last.
  if (queue.head * 2 >= items.length) {
    items.splice(0, queue.head);
    queue.head = 0;
  }
  return item;
}

/** All that wait, oldest first; none does afterwards. */
export function drain<T>(queue: Queue<T>): T[] {
  const left = queue.items.splice(0).slice(queue.head);
  queue.head = 0;
  return left;
}
