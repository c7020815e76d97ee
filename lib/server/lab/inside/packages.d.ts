/** Packages of the bundle that come without types. */
declare module 'negotiator' {
  export default class Negotiator {
    constructor(request: { readonly headers: { readonly [name: string]: unknown } });
    encodings(available: string[]): string[];
  }
}
