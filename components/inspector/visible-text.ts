/** Characters that would not be seen, as the picture Unicode has for them: `\x1e` is ␞. Line feeds also end the line. */
export function visibleText(text: string): string {
  return text.replaceAll(CONTROL, (char) => {
    const picture = pictureOf(char.charCodeAt(0));
    return char === '\n' ? `${picture}\n` : picture;
  });
}

/** A byte as one character of the column beside the hex. */
export function asciiOf(byte: number): string {
  if (byte === 0x1e) return '␞'; // the separator of Engine.IO's payloads is worth seeing
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/g;

/** U+2400 and on are pictures of the control characters in their order; delete has its own. */
function pictureOf(code: number): string {
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
}
