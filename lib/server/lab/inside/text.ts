import { Buffer } from 'buffer';

/** `TextEncoder` and `TextDecoder` for UTF-8. */

export class TextEncoder {
  readonly encoding = 'utf-8';
  encode(text = ''): Uint8Array {
    return new Uint8Array(Buffer.from(String(text)));
  }
}

export class TextDecoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    if (!/^(unicode-1-1-)?utf-?8$/i.test(label.trim()))
      throw new RangeError(`The "${label}" encoding is not in the lab.`);
    this.fatal = options.fatal === true;
    this.ignoreBOM = options.ignoreBOM === true;
  }
  decode(input: ArrayBuffer | ArrayBufferView = new Uint8Array(0)): string {
    const bytes = ArrayBuffer.isView(input)
      ? Buffer.from(input.buffer, input.byteOffset, input.byteLength)
      : Buffer.from(input);
    const text = bytes.toString('utf8');
    if (this.fatal && !Buffer.from(text).equals(bytes))
      throw new TypeError('The encoded data was not valid for encoding utf-8');
    return !this.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}
