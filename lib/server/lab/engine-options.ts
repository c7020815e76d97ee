import type { ServerOptions } from 'engine.io';

/** What a program gave to `new Server(...)`, which the real engine takes: data only, each of its own kind. */

const NUMBERS = ['pingInterval', 'pingTimeout', 'upgradeTimeout', 'maxHttpBufferSize'] as const;
const BOOLEANS = ['allowUpgrades', 'allowEIO3'] as const;
const TRANSPORTS = ['polling', 'websocket'] as const;
const ZLIB_NUMBERS = ['threshold', 'level', 'memLevel', 'windowBits', 'concurrencyLimit'];
const DEFLATE_BOOLEANS = ['serverNoContextTakeover', 'clientNoContextTakeover'];
const COOKIE_TEXTS = ['name', 'path', 'domain', 'sameSite', 'priority'];
const COOKIE_BOOLEANS = ['httpOnly', 'secure', 'sameSite', 'partitioned'];
const MOST_BYTES = 1e8; // of one message; what the documentation's examples go up to

export class EngineOptionError extends Error {
  override readonly name = 'TypeError';
}

export function readEngineOptions(json: string): ServerOptions {
  const given: unknown = JSON.parse(json);
  if (!isObject(given)) return {};
  const options: { -readonly [K in keyof ServerOptions]: ServerOptions[K] } = {};
  for (const name of NUMBERS) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || value < 0)
      throw new EngineOptionError(`${name} must be a number of 0 or more.`);
    if (name === 'maxHttpBufferSize' && value > MOST_BYTES)
      throw new EngineOptionError(`maxHttpBufferSize is at most ${MOST_BYTES} in the lab.`);
    options[name] = value;
  }
  for (const name of BOOLEANS) {
    if (given[name] !== undefined) options[name] = Boolean(given[name]);
  }
  if (given.transports !== undefined) {
    if (!Array.isArray(given.transports)) throw new EngineOptionError('transports must be an array.');
    for (const name of given.transports) {
      if (name === 'webtransport')
        throw new EngineOptionError('webtransport is not in the lab: it needs HTTP/3.');
    }
    options.transports = TRANSPORTS.filter(
      (name) => Array.isArray(given.transports) && given.transports.includes(name),
    );
  }
  if (given.perMessageDeflate !== undefined) {
    const { perMessageDeflate: deflate } = given;
    options.perMessageDeflate = isObject(deflate)
      ? pick(deflate, { number: ZLIB_NUMBERS, boolean: DEFLATE_BOOLEANS })
      : Boolean(deflate);
  }
  if (given.httpCompression !== undefined) {
    const { httpCompression: compression } = given;
    // Engine.IO takes the threshold from its own default only where nothing is given.
    if (isObject(compression))
      options.httpCompression = { threshold: 1024, ...pick(compression, { number: ZLIB_NUMBERS }) };
    else options.httpCompression = compression === false ? false : { threshold: 1024 };
  }
  if (given.cookie) {
    const { cookie } = given;
    const text = typeof cookie === 'string' ? { name: cookie } : isObject(cookie) ? cookie : {};
    options.cookie = {
      name: 'io',
      ...pick(text, { string: COOKIE_TEXTS, boolean: COOKIE_BOOLEANS, number: ['maxAge'] }),
    };
  }
  if (typeof given.initialPacket === 'string') options.initialPacket = given.initialPacket;
  return options;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what is named, and only where it is of the type it is named under. */
function pick(
  given: Record<string, unknown>,
  names: { readonly [type: string]: readonly string[] },
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [type, keys] of Object.entries(names)) {
    for (const key of keys) {
      if (typeof given[key] === type) picked[key] = given[key];
    }
  }
  return picked;
}
