import { CAUSE_CELL, CELL_COUNT } from '../border';
import { host } from './host';

const memory = host.cells();

/** What both sides read without a call: see `CELL`. */
export const cells = new Int32Array(memory, 0, CELL_COUNT);

/** `cause[0]` is the packet being handled, as `causeOf` words it; 0 where none is. */
export const cause = new Float64Array(memory, CAUSE_CELL * Float64Array.BYTES_PER_ELEMENT, 1);
