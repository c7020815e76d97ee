/** Packages of the bundle that come without types. */
declare module 'negotiator' {
  export default class Negotiator {
    constructor(request: { readonly headers: { readonly [name: string]: unknown } });
    encodings(available: string[]): string[];
  }
}

/** Given to our own bundles inside of the sandbox. */
declare module 'lab-files' {
  export function readFile(name: string): string | undefined;
}
declare module 'lab-http' {
  export { createServer } from '@/lib/server/lab/inside/http';
  export { METHODS, STATUS_CODES } from '@/lib/server/lab/inside/status';
}
