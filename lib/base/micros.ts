/** A moment or a length of time, in microseconds. Moments count from the beginning of the capture. */
export type Micros = number & { readonly __unit: 'µs' };

export const micros = (value: number): Micros => value as Micros;
