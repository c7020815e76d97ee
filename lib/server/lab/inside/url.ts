import { host, refusable } from './host';

/** URLs are parsed outside, by the real parser; only text crosses. */

interface Parts {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

function parse(...asked: Parameters<typeof host.url>): string {
  return refusable(() => host.url(...asked), 'ERR_INVALID_URL');
}

const SETTABLE = [
  'href',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

export class URL {
  #parts: Parts;
  readonly searchParams: URLSearchParams;

  constructor(href: unknown, base?: unknown) {
    this.#parts = JSON.parse(parse(String(href), base === undefined ? undefined : String(base)));
    this.searchParams = new URLSearchParams(this.#parts.search);
    this.searchParams._onChange = () => this._set('search', this.searchParams.toString());
  }
  static canParse(href: unknown, base?: unknown): boolean {
    try {
      return Boolean(new URL(href, base));
    } catch {
      return false;
    }
  }
  _get(part: keyof Parts): string {
    return this.#parts[part];
  }
  _set(part: string, value: string): void {
    this.#parts = JSON.parse(parse(this.#parts.href, undefined, part, value));
  }
  get origin(): string {
    return this.#parts.origin;
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }
}

for (const part of SETTABLE) {
  Object.defineProperty(URL.prototype, part, {
    configurable: true,
    enumerable: true,
    get(this: URL) {
      return this._get(part);
    },
    set(this: URL, value: unknown) {
      this._set(part, String(value));
      if (part === 'href' || part === 'search') this.searchParams._replace(this._get('search'));
    },
  });
}

export class URLSearchParams {
  #pairs: [string, string][] = [];
  _onChange = () => {};

  constructor(init: unknown = '') {
    if (typeof init === 'object' && init !== null) {
      const entries: Iterable<unknown> =
        Symbol.iterator in init ? (init as Iterable<unknown>) : Object.entries(init);
      for (const entry of entries) {
        const [name, value] = entry as [unknown, unknown];
        this.#pairs.push([String(name), String(value)]);
      }
    } else this.#pairs = pairsOf(String(init));
    Object.defineProperty(this, '_onChange', { enumerable: false, writable: true });
  }
  _replace(search: string): void {
    this.#pairs = pairsOf(search);
  }
  get size(): number {
    return this.#pairs.length;
  }
  append(name: string, value: string): void {
    this.#pairs.push([String(name), String(value)]);
    this._onChange();
  }
  delete(name: string): void {
    this.#pairs = this.#pairs.filter(([key]) => key !== name);
    this._onChange();
  }
  get(name: string): string | null {
    return this.#pairs.find(([key]) => key === name)?.[1] ?? null;
  }
  getAll(name: string): string[] {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }
  has(name: string): boolean {
    return this.#pairs.some(([key]) => key === name);
  }
  set(name: string, value: string): void {
    const first = this.#pairs.findIndex(([key]) => key === name);
    if (first < 0) this.#pairs.push([String(name), String(value)]);
    else
      this.#pairs = this.#pairs.flatMap(([key, old], i) =>
        key !== name ? [[key, old]] : i === first ? [[key, String(value)]] : [],
      );
    this._onChange();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this._onChange();
  }
  forEach(each: (value: string, name: string, all: URLSearchParams) => void): void {
    for (const [name, value] of this.#pairs) each(value, name, this);
  }
  entries(): IterableIterator<[string, string]> {
    return this.#pairs.map(([name, value]): [string, string] => [name, value])[Symbol.iterator]();
  }
  keys(): IterableIterator<string> {
    return this.#pairs.map(([name]) => name)[Symbol.iterator]();
  }
  values(): IterableIterator<string> {
    return this.#pairs.map(([, value]) => value)[Symbol.iterator]();
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  }
}

// application/x-www-form-urlencoded, https://url.spec.whatwg.org/#urlencoded-parsing
function pairsOf(search: string): [string, string][] {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decode(part), '']
        : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function encode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'))
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
