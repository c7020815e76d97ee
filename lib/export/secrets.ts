import { latin1Text } from '@/lib/base/latin1';
import type { Field, NamedBuffer } from '@/lib/dissect/layer';

/**
 * The secrets of a capture, each with what stands for it: a name of the same length, the same wherever it appears,
 * so that a redacted session can still be followed. Whoever knows a `sid` can speak for its client, whoever knows a
 * `pid` can take its session up; what is in cookies, `authorization` and `auth` lets one in elsewhere.
 */
export interface Secrets {
  /** Takes note of what a field holds, if it is a secret. */
  learn(field: Field): void;
  /** The text with every secret known by now replaced. */
  hide(text: string): string;
}

/** Fields whose value names somebody: `sid-1`, `pid-1` … */
const NAMES: { readonly [key: string]: string } = {
  'eio.open.sid': 'sid',
  'http.query.sid': 'sid',
  'sio.sid': 'socket',
  'sio.pid': 'pid',
};

/** What is shorter would be found where it is not meant. */
const SHORTEST = 8;
const MASKED = /^x+$/;

export function openSecrets(): Secrets {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  let pattern: RegExp | undefined;

  function add(secret: string, kind: string): void {
    if (secret.length < SHORTEST || names.has(secret) || MASKED.test(secret)) return;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(secret, `${kind}-${count}-`.padEnd(secret.length, 'x').slice(0, secret.length));
    pattern = undefined;
  }

  return {
    learn({ key, value }) {
      const kind = NAMES[key];
      if (kind !== undefined && typeof value === 'string') add(value, kind);
      else if (isAuth(key)) for (const text of textsIn(value)) add(text, 'auth');
    },
    hide(text) {
      if (names.size === 0) return text;
      // The longest first: one secret may begin with another.
      pattern ??= new RegExp(
        [...names.keys()]
          .sort((a, b) => b.length - a.length)
          .map(escaped)
          .join('|'),
        'g',
      );
      return text.replace(pattern, (secret) => names.get(secret) ?? secret);
    },
  };
}

/** The bytes of one field with what is secret in them replaced, as many as before; `undefined` where nothing is. */
export function hiddenField({ key, value, start, end }: Field, { bytes }: NamedBuffer): string | undefined {
  const text = latin1Text(bytes.subarray(start, end));
  if (isAuth(key)) {
    const colon = text.indexOf(':');
    return text.startsWith('"') && colon !== -1
      ? text.slice(0, colon) + maskJson(text.slice(colon))
      : maskTexts(text, value);
  }
  const [, head = '', body = ''] = /^([^:]*:[ \t]*)([\s\S]*)$/.exec(text) ?? [];
  switch (key) {
    case 'http.header.authorization':
    case 'http.header.proxy-authorization':
      // The scheme tells what was tried, and is no secret.
      return head + body.replace(/^(\S+[ \t]+)?([^\r\n]*)/, (_, scheme = '', rest) => scheme + masked(rest));
    case 'http.header.cookie':
      return head + body.replace(/=([^;\r\n]*)/g, (_, worth) => `=${masked(worth)}`);
    case 'http.header.set-cookie':
      return head + body.replace(/=([^;\r\n]*)/, (_, worth) => `=${masked(worth)}`);
    default:
      return undefined;
  }
}

function isAuth(key: string): boolean {
  return key === 'sio.auth' || key.startsWith('sio.auth.');
}

/** JSON stays JSON: texts become `x`, digits `1`; keys stay. */
function maskJson(text: string): string {
  return text.replace(
    /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*/g,
    (token: string, body?: string, colon?: string) => {
      if (body === undefined) return token.replace(/\d/g, '1');
      return colon === undefined ? `"${masked(body)}"` : token;
    },
  );
}

/** Of a packet that is no JSON: its texts stand in it as they are. */
function maskTexts(text: string, value: unknown): string {
  return textsIn(value).reduce((left, secret) => {
    const bytes = latin1Text(new TextEncoder().encode(secret));
    return bytes === '' ? left : left.replaceAll(bytes, masked(bytes));
  }, text);
}

/** The texts within a value, however deep. */
function textsIn(value: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') found.push(next);
    else if (typeof next === 'object' && next !== null) waiting.push(...Object.values(next));
  }
  return found;
}

function masked(text: string): string {
  return 'x'.repeat(text.length);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
