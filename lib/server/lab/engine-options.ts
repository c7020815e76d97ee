import type { ServerOptions } from 'engine.io';

/*
 * What a program gave to `new Server(...)`, as far as the real engine takes it: data only, and only what
 * it can work with. It meets a bad value when it answers a client, where nobody could catch what it throws.
 */

/** Named as what a program would see thrown at home. */
export class EngineOptionError extends Error {
  override readonly name = 'TypeError';
}

type Given = Readonly<Record<string, unknown>>;
type Check = (value: unknown, name: string) => unknown;

const MOST_BYTES = 1e8; // what the documentation's examples go up to
const LONGEST_MS = 2 ** 31 - 1; // a timer takes no more
const SHORTEST_PING_MS = 10;

const ENGINE: Readonly<Record<string, Check>> = {
  pingInterval: number(SHORTEST_PING_MS, LONGEST_MS),
  pingTimeout: number(0, LONGEST_MS),
  upgradeTimeout: number(0, LONGEST_MS),
  maxHttpBufferSize: number(1, MOST_BYTES),
  allowUpgrades: Boolean,
  allowEIO3: Boolean,
  transports,
  perMessageDeflate: (value) => (isGiven(value) ? pick(value, DEFLATE) : Boolean(value)),
  // Engine.IO takes the threshold from its own default only where nothing is given.
  httpCompression: (value) =>
    value !== false && { threshold: 1024, ...pick(isGiven(value) ? value : {}, ZLIB) },
  cookie: (value) =>
    value && {
      name: 'io',
      ...pick(typeof value === 'string' ? { name: value } : isGiven(value) ? value : {}, COOKIE),
    },
  initialPacket: (value) => (value ? String(value) : undefined),
};

const ZLIB: Readonly<Record<string, Check>> = {
  threshold: number(0, MOST_BYTES),
  level: number(-1, 9),
  memLevel: number(1, 9),
  windowBits: number(9, 15),
  chunkSize: number(64, 2 ** 16),
};

const DEFLATE: Readonly<Record<string, Check>> = {
  threshold: number(0, MOST_BYTES),
  serverNoContextTakeover: Boolean,
  clientNoContextTakeover: Boolean,
  serverMaxWindowBits: number(9, 15),
  zlibDeflateOptions: (value) =>
    isGiven(value)
      ? pick(value, { level: number(-1, 9), memLevel: number(1, 9), chunkSize: number(64, 2 ** 16) })
      : undefined,
};

const COOKIE: Readonly<Record<string, Check>> = {
  name: text(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/), // a token, RFC 9110 §5.6.2
  path: text(/^[ -:<-~]*$/),
  domain: text(/^[.a-z0-9-]+$/i),
  maxAge: number(0, Number.MAX_SAFE_INTEGER),
  httpOnly: Boolean,
  secure: Boolean,
  partitioned: Boolean,
  priority: text(/^(low|medium|high)$/i),
  sameSite: (value, name) => (typeof value === 'boolean' ? value : text(/^(lax|strict|none)$/i)(value, name)),
};

export function readEngineOptions(json: string): ServerOptions {
  const given: unknown = JSON.parse(json);
  return isGiven(given) ? pick(given, ENGINE) : {};
}

/** Only what is named. What was not given stays so: the engine has its defaults. */
function pick(given: Given, checks: Readonly<Record<string, Check>>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(checks)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined) picked[name] = check(value, name);
  }
  return picked;
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function number(least: number, most: number): Check {
  return (value, name) => {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw new EngineOptionError(`${name} must be a number from ${least} to ${most} in the lab.`);
  };
}

function text(pattern: RegExp): Check {
  return (value, name) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new EngineOptionError(`option ${name} is invalid`);
  };
}

function transports(value: unknown): unknown {
  if (!Array.isArray(value)) throw new EngineOptionError('transports must be an array.');
  if (value.includes('webtransport'))
    throw new EngineOptionError('webtransport is not in the lab: it needs HTTP/3.');
  return ['polling', 'websocket'].filter((name) => value.includes(name));
}
