import { type Direction, MAX_UNIT } from './connection-state';
import { forget, take } from './inbox';

/** What is done to the bytes of one direction, whatever protocol they are. */

/** The bytes of the unit in progress, and an empty start for the next one. */
export function takeUnit(direction: Direction): { offset: number; wire: Uint8Array; skipped: number } {
  const { offset, scan } = direction;
  const whole = take(direction.inbox, scan);
  const wire = scan > MAX_UNIT ? whole.subarray(0, MAX_UNIT) : whole;
  const skipped = direction.skipped + scan - wire.length;
  direction.offset += direction.skipped + scan;
  direction.scan = 0;
  direction.skipped = 0;
  direction.blanks = 0;
  direction.need = 0;
  direction.content = 0;
  direction.left = 0;
  direction.chunk = 'size';
  direction.line = 'start';
  return { offset, wire, skipped };
}

/** From here on the direction is bytes that nobody understands; `code` and `message` say why. True: that is a step. */
export function goRaw(direction: Direction, code: string, message: string): true {
  direction.phase = 'raw';
  direction.scan = 0;
  direction.stray = { code, message };
  return true;
}

/** Forgets what a unit in progress has over `MAX_UNIT`. */
export function trim(direction: Direction): void {
  const over = direction.scan - MAX_UNIT;
  if (over <= 0) return;
  forget(direction.inbox, MAX_UNIT, over);
  direction.scan = MAX_UNIT;
  direction.skipped += over;
}
