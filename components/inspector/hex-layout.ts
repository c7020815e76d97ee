/** Height of a row of bytes. */
export const HEX_ROW = 24;

/** Where the dumps of several buffers lie, one below the other. */
export interface HexSection {
  readonly buffer: number;
  readonly title: string;
  /** Bytes that are shown, from the first. */
  readonly length: number;
  /** Bytes that are there and not shown. */
  readonly more: number;
  /** Upper edge of the title and of the first row. */
  readonly top: number;
  readonly rowsTop: number;
  readonly bottom: number;
}

export const SECTION_TITLE = 28;
const GAP = 14;
const MORE_ROW = 32;

export interface Dump {
  readonly buffer: number;
  readonly title: string;
  readonly length: number;
}

/** `limit`: bytes shown of one buffer. Each buffer but the first of several has its title. */
export function layHex(dumps: readonly Dump[], perRow: number, limit: number): HexSection[] {
  let y = 0;
  return dumps.map(({ buffer, title, length }, i): HexSection => {
    const top = i === 0 ? y : y + GAP;
    const shown = Math.min(length, limit);
    const rowsTop = top + (i === 0 ? 0 : SECTION_TITLE);
    const bottom = rowsTop + Math.ceil(shown / perRow) * HEX_ROW + (length > shown ? MORE_ROW : 0);
    y = bottom;
    return { buffer, title, length: shown, more: length - shown, top, rowsTop, bottom };
  });
}

/** How far a view of `height` pixels is scrolled so that the row at `y` is in sight with one more beyond it, moved as little as can be. */
export function scrolledTo(y: number, scrollTop: number, height: number): number {
  if (y < scrollTop) return Math.max(0, y - HEX_ROW);
  return y + HEX_ROW > scrollTop + height ? y + 2 * HEX_ROW - height : scrollTop;
}

/** The byte a key leads to from another, in a dump of rows. */
export function byteAfterKey(key: string, at: number, perRow: number, length: number): number | undefined {
  const within = (byte: number) => (byte < 0 || byte >= length ? at : byte);
  switch (key) {
    case 'ArrowLeft':
      return within(at - 1);
    case 'ArrowRight':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - perRow);
    case 'ArrowDown':
      return within(at + perRow);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, length - 1);
    default:
      return undefined;
  }
}

/** The byte under a place in a run of `length` bytes: two digits and a space each in hex, a character each in text. */
export function byteUnder(form: 'hex' | 'text', x: number, width: number, length: number): number {
  const characters = form === 'hex' ? 3 * length - 1 : length;
  const character = (x / Math.max(width, 1)) * characters;
  return Math.min(length - 1, Math.max(0, Math.floor(form === 'hex' ? character / 3 : character)));
}
