/** Numbers with a unit, as they are written in a filter: `20ms`, `1.5kB`. */

export type Measure = 'time' | 'size';

/** How much one of each is: times in microseconds, sizes in bytes. A kilobyte has 1000 bytes. */
export const UNITS = {
  time: { µs: 1, ms: 1000, s: 1_000_000 },
  size: { B: 1, kB: 1000, MB: 1_000_000 },
} as const satisfies { readonly [measure in Measure]: Readonly<Record<string, number>> };

export interface Quantity {
  /** As written: no number is rounded on its way back to text. */
  readonly digits: string;
  readonly unit: string;
  /** In the smallest unit of its measure, or plain. */
  readonly amount: number;
}

const QUANTITY = /^(-?\d{1,15}(?:\.\d{1,9})?)(\D*)$/;
/** What keyboards have and the prefix's two code points: Latin-1's micro sign and the Greek letter. */
const OTHER_SPELLINGS: Readonly<{ [unit: string]: string }> = { us: 'µs', μs: 'µs', KB: 'kB', b: 'B' };

/** `undefined` where it is no number, or where its unit is not one of the measure. */
export function readQuantity(text: string, measure: Measure | undefined): Quantity | undefined {
  const [, digits, spelling = ''] = QUANTITY.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (spelling === '') return isPlain(number, measure) ? { digits, unit: '', amount: number } : undefined;
  if (measure === undefined) return undefined;
  const unit = isOwn(OTHER_SPELLINGS, spelling) ? (OTHER_SPELLINGS[spelling] ?? '') : spelling;
  const units: Readonly<Record<string, number>> = UNITS[measure];
  const size = isOwn(units, unit) ? units[unit] : undefined;
  return size === undefined ? undefined : { digits, unit, amount: number * size };
}

/** True of what may stand after a space: `20 ms`. */
export function isUnit(text: string, measure: Measure): boolean {
  return readQuantity(`1${text}`, measure) !== undefined && /^\D+$/.test(text);
}

/** A size without a unit is in bytes; a time might be anything, unless it is none. */
function isPlain(number: number, measure: Measure | undefined): boolean {
  return measure !== 'time' || number === 0;
}

function isOwn(units: object, name: string): boolean {
  return Object.hasOwn(units, name);
}
