import type { Host } from '../border';

/** The bundle is evaluated as a function of this name, so no program can reach it. */
declare const __host: Host;

export const host: Host = __host;
