import { Buffer } from 'buffer';
import { host } from './host';
import { nextTick } from './turn';

/** The `jsonwebtoken` package: the real one is outside, and only text crosses. */

type Options = Record<string, unknown>;
type Callback = (error: Error | null, value?: unknown) => void;
type Secret = string | Uint8Array;
type GetSecret = (header: unknown, callback: (error: Error | null, secret?: Secret) => void) => void;

export class JsonWebTokenError extends Error {
  override name = 'JsonWebTokenError';
}
export class TokenExpiredError extends JsonWebTokenError {
  override name = 'TokenExpiredError';
  constructor(
    message: string,
    readonly expiredAt: Date,
  ) {
    super(message);
  }
}
export class NotBeforeError extends JsonWebTokenError {
  override name = 'NotBeforeError';
  constructor(
    message: string,
    readonly date: Date,
  ) {
    super(message);
  }
}

export function sign(payload: unknown, secret: Secret, options?: Options | Callback, callback?: Callback) {
  return settle(split(options, callback), (given) => ask('sign', [payload, crossing(secret), given]));
}

export function verify(
  token: string,
  secret: Secret | GetSecret,
  options?: Options | Callback,
  callback?: Callback,
) {
  const [given, done] = split(options, callback);
  if (typeof secret !== 'function')
    return settle([given, done], () => ask('verify', [token, crossing(secret), given]));
  if (!done)
    throw new JsonWebTokenError(
      'verify must be called asynchronous if secret or public key is provided as a callback',
    );
  const decoded = ask('decode', [token, { complete: true }]);
  const header = typeof decoded === 'object' && decoded !== null ? Reflect.get(decoded, 'header') : undefined;
  if (!header) return void nextTick(() => done(new JsonWebTokenError('invalid token')));
  return void secret(header, (error, found) => {
    if (error || found === undefined)
      done(new JsonWebTokenError(`error in secret or public key callback: ${error?.message}`));
    else settle([given, done], () => ask('verify', [token, crossing(found), given]));
  });
}

export function decode(token: string, options: Options = {}): unknown {
  return ask('decode', [token, options]);
}

function split(options?: Options | Callback, callback?: Callback): [Options, Callback | undefined] {
  return typeof options === 'function' ? [{}, options] : [options ?? {}, callback];
}

function settle(
  [options, callback]: [Options, Callback | undefined],
  act: (options: Options) => unknown,
): unknown {
  if (!callback) return act(options);
  try {
    const value = act(options);
    nextTick(() => callback(null, value));
  } catch (error) {
    nextTick(() => callback(error as Error));
  }
  return undefined;
}

function crossing(secret: Secret): { text: string } | { base64: string } {
  if (typeof secret === 'string') return { text: secret };
  if (secret instanceof Uint8Array) return { base64: Buffer.from(secret).toString('base64') };
  if (secret === undefined || secret === null) return { text: '' };
  throw new TypeError('A secret is a string or bytes in the lab.');
}

function ask(action: string, args: unknown[]): unknown {
  const answer = JSON.parse(host.jwt(action, JSON.stringify(args)));
  if (!answer.error) return answer.value;
  const { name, message, at } = answer.error;
  if (name === 'TokenExpiredError') throw new TokenExpiredError(message, new Date(at));
  if (name === 'NotBeforeError') throw new NotBeforeError(message, new Date(at));
  if (name === 'JsonWebTokenError') throw new JsonWebTokenError(message);
  throw new Error(message);
}
