/** Which of the literal codes is used depends on the two bytes before: their context (RFC 7932 §7.1). */

/** The kind of each ASCII character, in hex: 0 control, 1 line end, 2 space, 3 to a punctuation, b digit, c to f letters. */
const ASCII_KINDS = [
  '00000000011001000000000000000000',
  '2343353467338393bbbbbbbbbb886a73',
  '3cdddcdddcdddddcdddddcddddd63733',
  '3efffefffefffffefffffefffff63730',
].join('');

/** By mode (least significant six bits, most significant six, UTF-8, signed): 256 for the last byte, 256 for the one before. */
export const CONTEXTS: readonly Uint8Array[] = [
  table((last) => last & 0x3f),
  table((last) => last >> 2),
  table(utf8Last, utf8Before),
  table((last) => magnitude(last) << 3, magnitude),
];

function table(ofLast: (byte: number) => number, ofBefore: (byte: number) => number = () => 0): Uint8Array {
  return Uint8Array.from({ length: 512 }, (_, at) => (at < 256 ? ofLast(at) : ofBefore(at - 256)));
}

function utf8Last(byte: number): number {
  if (byte < 0x80) return 4 * Number.parseInt(ASCII_KINDS.charAt(byte), 16);
  return byte < 0xc0 ? byte & 1 : 2 + (byte & 1);
}

function utf8Before(byte: number): number {
  if (byte >= 0xe0) return 2;
  const char = String.fromCharCode(byte);
  if (/[a-z]/.test(char)) return 3;
  if (/[A-Z0-9]/.test(char)) return 2;
  return byte > 0x20 && byte < 0x7f ? 1 : 0;
}

function magnitude(byte: number): number {
  if (byte === 0 || byte === 255) return byte === 0 ? 0 : 7;
  if (byte < 16) return 1;
  if (byte < 64) return 2;
  if (byte < 128) return 3;
  if (byte < 192) return 4;
  return byte < 240 ? 5 : 6;
}
