const CHUNK = 0x2000; // String.fromCharCode takes its arguments on the stack

/** One character a byte, U+0000 to U+00FF, so that places in the text are places in the bytes. */
export function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    // Not spread: that would go through the iterator, many times slower.
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + CHUNK));
  }
  return text;
}
