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
      if (code === 0x3d) {
        canonical &&= at >= text.length - 2 && (at === text.length - 1 || text.charCodeAt(at + 1) === 0x3d);
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

/** Value of each ASCII character; -1 for those outside both alphabets (RFC 4648 §4 and §5). */
const DIGITS = new Int8Array(128).fill(-1);
for (const [digit, char] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
  DIGITS[char.charCodeAt(0)] = digit;
}
DIGITS[0x2d] = 62;
DIGITS[0x5f] = 63;
