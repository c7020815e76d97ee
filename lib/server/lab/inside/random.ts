/** `Math.random`: every sandbox is a copy of one template, QuickJS's own generator included. */
let state = 1;

export function seedRandom(seed: number): void {
  state = seed || 1;
}

/** mulberry32, twice for the 53 bits of a double. */
function next(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

Object.defineProperty(Math, 'random', {
  configurable: true,
  writable: true,
  value: function random() {
    return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  },
});
