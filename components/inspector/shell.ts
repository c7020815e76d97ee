/**
 * A text as one word of a POSIX shell. What no key can type is written as `$'\x1e'`, which bash, zsh and the newer
 * shells read.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!CONTROL.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${text.replaceAll(/[\\']/g, '\\$&').replaceAll(CONTROLS, (char) => `\\x${hex(char.charCodeAt(0))}`)}'`;
}

/** Bytes of any kind as the argument of `printf`: no argument of a program can hold a NUL, and one that begins with `-` is an option. */
export function printfWord(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte, place) => {
    if (place === 0 && byte === 0x2d) return octal(byte);
    if (byte === 0x25) return '%%';
    if (byte === 0x5c) return '\\\\';
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : octal(byte);
  }).join('');
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Octal, because a hex escape of C goes on for as long as there are hex digits. */
export function cString(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = '';
  for (const byte of bytes) {
    line += C_ESCAPES[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : octal(byte));
    if (byte === 0x0a || line.length >= 72) {
      lines.push(line);
      line = '';
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  const size = `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}`;
  return [`/* ${size} */`, ...lines.map((text) => `"${text}"`)].join('\n');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/** `??` begins a trigraph. */
const C_ESCAPES: { readonly [byte: number]: string } = {
  9: '\\t',
  10: '\\n',
  13: '\\r',
  34: '\\"',
  63: '\\?',
  92: '\\\\',
};

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
