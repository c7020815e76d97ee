import type { Host } from '../border';

/** The bundle is evaluated as a function of this name, so no program can reach it. */
declare const __host: Host;

export const host: Host = __host;

/** What the host refuses becomes an error of the inside, with the stack of the inside. */
export function refusable<T>(ask: () => T, code?: string): T {
  try {
    return ask();
  } catch (error) {
    const { message } = error as Error;
    throw Object.assign(new TypeError(message), code === undefined ? {} : { code });
  }
}
