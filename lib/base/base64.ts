const CHUNK = 0x8000; // String.fromCharCode takes its arguments on the stack

/** Standard base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return btoa(binary);
}

/** The bytes of standard base64, or `undefined` where it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return undefined; // atob knows no other failure
  }
}

/**
 * Puts the bytes of standard base64 in ASCII, which is `text[start..end)`, where `into` has room for them: from `at` on.
 * Gives back how many; -1 where it is anything else. What `atob` lets pass besides (white space, no padding) is none.
 */
export function readBase64(text: DataView, start: number, end: number, into: Uint8Array, at: number): number {
  if (end === start) return 0;
  if ((end - start) % 4 !== 0) return -1;
  const padding = text.getUint8(end - 1) !== PAD ? 0 : text.getUint8(end - 2) !== PAD ? 1 : 2;
  const whole = padding === 0 ? end : end - 4;
  let next = at;
  for (let four = start; four < whole; four += 4) {
    // Four at once: one by one they would take twice as long.
    const bits = bitsOf(text.getInt32(four));
    if (bits < 0) return -1;
    into[next] = bits >> 16;
    into[next + 1] = bits >> 8;
    into[next + 2] = bits;
    next += 3;
  }
  if (padding === 0) return next - at;
  const chars = text.getInt32(whole);
  const bits = bitsOf(
    padding === 1 ? (chars & ~0xff) | ZERO_DIGIT : (chars & ~0xffff) | (ZERO_DIGIT * 0x101),
  );
  if (bits < 0) return -1;
  into[next] = bits >> 16;
  if (padding === 1) into[next + 1] = bits >> 8;
  return next + 3 - padding - at;
}

/** The 24 bits that four characters say; -1 where one is outside the standard alphabet. */
function bitsOf(chars: number): number {
  const first = STANDARD_DIGITS[chars >>> 24] ?? NO_DIGIT;
  const second = STANDARD_DIGITS[(chars >>> 16) & 0xff] ?? NO_DIGIT;
  const third = STANDARD_DIGITS[(chars >>> 8) & 0xff] ?? NO_DIGIT;
  const fourth = STANDARD_DIGITS[chars & 0xff] ?? NO_DIGIT;
  if ((first | second | third | fourth) >= NO_DIGIT) return -1;
  return (first << 18) | (second << 12) | (third << 6) | fourth;
}

/**
 * As Node's `Buffer.from(text, 'base64')` reads it, which is what receivers do: both alphabets, anything else skipped,
 * and nothing after a `=`. `canonical` where the text is standard base64 with padding.
 */
export function decodeBase64(text: string): { readonly bytes: Uint8Array; readonly canonical: boolean } {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  let digits = 0;
  let canonical = text.length % 4 === 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code < 128 ? (DIGITS[code] ?? -1) : -1;
    if (digit < 0) {
      if (code === PAD) {
        canonical &&= at >= text.length - 2 && (at === text.length - 1 || text.charCodeAt(at + 1) === PAD);
        break;
      }
      canonical = false;
      continue;
    }
    if (code === 0x2d || code === 0x5f) canonical = false; // the URL alphabet
    digits += 1;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >> bits;
    }
  }
  canonical &&= digits % 4 !== 1 && (held & ((1 << bits) - 1)) === 0;
  return { bytes: length === bytes.length ? bytes : bytes.slice(0, length), canonical };
}

const PAD = 0x3d; // =
const ZERO_DIGIT = 0x41; // A
const NO_DIGIT = 64;
/** Value of each byte; 64, a bit that no digit has, for those outside the standard alphabet. */
const STANDARD_DIGITS = new Uint8Array(256).fill(NO_DIGIT);

/** Value of each ASCII character; -1 for those outside both alphabets (RFC 4648 §4 and §5). */
const DIGITS = new Int8Array(128).fill(-1);
for (const [digit, char] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
  DIGITS[char.charCodeAt(0)] = digit;
  STANDARD_DIGITS[char.charCodeAt(0)] = digit;
}
DIGITS[0x2d] = 62;
DIGITS[0x5f] = 63;
