import { type Density, linesOf } from '../ui/density';
import type { Pen } from '../ui/use-canvas';

/** Height of one line of the map. Room is left between two, so that single rows stay single. */
const LINE = 2;
const EDGE = 3;

/** Single entries, by where they lie in the content. */
interface Places {
  readonly chosen?: number | undefined;
  readonly marked?: readonly number[] | undefined;
}

/** A pennant of a mark: as high as wide, so that it is no line of the map. */
const MARK = 5;

/**
 * One line of the map after the other: what went up grows from the left, what came down from the right, as the arrows
 * point away from their ends. At the edges, what a filter finds and what is wrong.
 *
 *   ▌━━      ━▐
 *   ▌━━━━━ ━━━▐
 */
export function drawDensity(
  { context, width, height, colour }: Pen,
  density: Density,
  content: number,
  { chosen, marked = [] }: Places,
): void {
  const lines = Math.max(1, Math.floor(height / LINE));
  // Short content is not stretched: a row of it is as tall here as there.
  const scaled = Math.max(content, height);
  const of = (kind: Parameters<typeof linesOf>[1]) => linesOf(density, kind, lines, scaled);
  const [up, down, told, bad, hit] = [of('up'), of('down'), of('told'), of('bad'), of('hit')];
  let most = 1;
  for (const counts of [up, down, told]) for (const count of counts) most = Math.max(most, count);
  const room = width / 2 - EDGE - 2;
  const reach = (count: number) => room * (0.35 + 0.65 * (Math.log2(1 + count) / Math.log2(1 + most)));

  function fill(
    counts: Uint32Array,
    token: string,
    place: (count: number) => readonly [x: number, w: number],
  ): void {
    context.fillStyle = colour(token);
    counts.forEach((count, line) => {
      if (count === 0) return;
      const [x, w] = place(count);
      context.fillRect(x, line * LINE, w, LINE - 0.5);
    });
  }

  fill(told, 'faint', () => [width / 2 - 1.5, 3]);
  fill(up, 'up', (count) => [EDGE + 1, reach(count)]);
  fill(down, 'down', (count) => [width - EDGE - 1 - reach(count), reach(count)]);
  fill(hit, 'note', () => [0, EDGE]);
  fill(bad, 'error', () => [width - EDGE, EDGE]);
  context.fillStyle = colour('note');
  for (const mark of marked) {
    const y = (mark / scaled) * height;
    context.beginPath();
    context.moveTo(0, y - MARK);
    context.lineTo(MARK + EDGE, y);
    context.lineTo(0, y + MARK);
    context.fill();
  }
  if (chosen === undefined) return;
  context.fillStyle = colour('ink');
  context.fillRect(0, (chosen / scaled) * height, width, 2);
}
