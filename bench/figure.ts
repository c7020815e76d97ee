/** One line of `npm run bench`. `of` says what `baseline` is; a ratio's unit is `ratio`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly of?: string;
  readonly baseline?: number;
}

export function print(figure: Figure): void {
  console.log(JSON.stringify(figure));
}

/** The middle of the values: one slow round on a noisy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 ? high : (low + high) / 2;
}

/** Three significant digits: what a noisy machine can tell. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
