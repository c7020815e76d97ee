/** Says whether a value from outside is a `T`. Unknown keys are let through: a newer writer may add them. */
export type Shape<T> = (value: unknown) => value is T;

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value): value is T => known.has(value);
}

export const isText: Shape<string> = (value) => typeof value === 'string';

/** 0, 1, 2 … */
export const isCount: Shape<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Zero or more, whole or not. */
export const isAmount: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export const isFlag: Shape<boolean> = (value) => typeof value === 'boolean';

export const isTexts: Shape<readonly string[]> = (value): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value): value is T | undefined => value === undefined || shape(value);
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Shapes<T> = { readonly [K in keyof T]-?: Shape<T[K]> };

export function object<T extends object>(shapes: Shapes<T>): Shape<T> {
  const checks: [string, (value: unknown) => boolean][] = Object.entries(shapes);
  return (value): value is T => isObject(value) && checks.every(([key, holds]) => holds(value[key]));
}
