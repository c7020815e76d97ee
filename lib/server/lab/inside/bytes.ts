import { Buffer } from 'buffer';

/** Strings end at a NUL on their way out, and lose a byte order mark; such a one goes as bytes. */
export function crossingText(text: string): string | ArrayBuffer {
  return text.includes('\0') || text.startsWith('\ufeff') ? bytesOf(Buffer.from(text)) : text;
}

/** Exactly the bytes of a view: a Buffer may be a window into something larger. */
export function bytesOf(view: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(view.byteLength);
  copy.set(view);
  return copy.buffer;
}
