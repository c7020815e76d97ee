import { deflateSync, Inflate } from 'fflate';
import { decodeBase64, toBase64 } from '@/lib/base/base64';
import { utf8Bytes } from '@/lib/base/bytes';
import { isObject, isText, isTexts } from '@/lib/capture/shape';
import { LIMITS } from '@/lib/lab/limits';
import { CLIENT_NAME, MAX_CAST, type Program } from '@/lib/lab/program';

/**
 * A whole program in the fragment of an address, which no server sees:
 *
 *     #1.89abcdef.7VZtb9s2EP4r…
 *      │ │        └ base64url of the deflated JSON {"files":{…},"cast":[…]}
 *      │ └ Adler-32 of that JSON (RFC 1950 §8.2), for links that lost or changed a letter on their way
 *      └ version
 */
const VERSION = 1;

/** What mail and chat programs still pass on whole. */
export const MAX_LINK = 30_000;

export type Packed =
  | { readonly ok: true; readonly hash: string }
  /** `length`: of the fragment that would have been. */
  | { readonly ok: false; readonly length: number };

export function packProgram({ files, cast }: Program): Packed {
  const json = utf8Bytes(JSON.stringify({ files, cast }));
  const packed = toBase64(deflateSync(json, { level: 9 }));
  const data = packed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const hash = `#${VERSION}.${adler32(json)}.${data}`;
  return hash.length > MAX_LINK ? { ok: false, length: hash.length } : { ok: true, hash };
}

export type Unpacked =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly message: string };

/** The program in a fragment, or what is wrong with the link. */
export function unpackProgram(hash: string): Unpacked {
  const [, version, sum, data] = /^#(\d+)\.([^.]*)\.([^.]*)$/.exec(hash) ?? [];
  if (hash === '' || hash === '#')
    return refused('There is no program in this link: nothing follows the “#”.');
  if (version === undefined || data === undefined)
    return refused('What follows the “#” in this link is not a program.');
  if (Number(version) > VERSION)
    return refused(
      `This link is of version ${version}. This Socketscope reads up to ${VERSION}: a newer one is needed.`,
    );
  if (/[^\w-]/.test(data))
    return refused('The link has letters that do not belong there: it was changed on its way.');
  const json = inflated(decodeBase64(data).bytes);
  if (!json || adler32(json) !== sum)
    return refused('The link is not whole: its end is missing, or a letter of it was changed on its way.');
  return programIn(json);
}

function refused(message: string): Unpacked {
  return { ok: false, message };
}

/** More than any program may be, as JSON: what a few letters may blow up to. */
const MAX_JSON = 2 * LIMITS.bodyBytes;

/** `undefined` for what is no deflated data, is cut off, or becomes too large. */
function inflated(bytes: Uint8Array): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const inflate = new Inflate((chunk, final) => {
    chunks.push(chunk);
    length += chunk.length;
    isWhole = final;
  });
  try {
    // In pieces, so that a bomb is left before it has gone off.
    for (let at = 0; at < bytes.length && length <= MAX_JSON; at += 512)
      inflate.push(bytes.subarray(at, at + 512), at + 512 >= bytes.length);
  } catch {
    return undefined; // fflate throws for all that is not a deflate stream
  }
  if (!isWhole || length > MAX_JSON) return undefined;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function programIn(json: Uint8Array): Unpacked {
  const value = parsed(json);
  const nothing = refused('What this link holds is not a program.');
  if (!isObject(value) || !isObject(value.files) || !isTexts(value.cast)) return nothing;
  const files = Object.entries(value.files);
  if (!files.every((file): file is [string, string] => isText(file[1]))) return nothing;
  const isCast = value.cast.every((client) => CLIENT_NAME.test(client));
  if (!isCast || value.cast.length < 1 || value.cast.length > MAX_CAST) return nothing;
  if (!files.some(([name]) => name === 'server.js'))
    return refused('The program in this link has no server.js.');
  return { ok: true, program: { files: Object.fromEntries(files), cast: value.cast } };
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return undefined;
  }
}

function adler32(bytes: Uint8Array): string {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return (b * 65536 + a).toString(16).padStart(8, '0');
}
