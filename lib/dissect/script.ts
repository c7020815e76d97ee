import { byteAt, type LocatedText, locateText } from '@/lib/base/utf8';
import type { Field, FieldSpec } from './layer';
import { type Ground, preview } from './open-layer';

/** A range of a buffer, read as text. Walks count characters; fields lie in bytes. */
export class Script {
  readonly text: string;
  readonly #located: LocatedText;

  /** `known`: the text, where it was decoded before. */
  constructor(
    readonly ground: Ground,
    readonly start: number,
    readonly end: number,
    known?: string,
  ) {
    // As many characters as bytes: the places are known, too.
    this.#located =
      known !== undefined && known.length === end - start
        ? { text: known, offsets: undefined }
        : locateText(ground.bytes, start, end);
    this.text = this.#located.text;
  }

  /** The byte where a character begins. */
  place(index: number): number {
    return this.start + byteAt(this.#located, index);
  }

  /** Characters [from, to) as a field that reads as they do, or as those from `shown` on: a member without its name. */
  field(key: string, spec: FieldSpec, from: number, to: number, value: unknown, shown = from): Field {
    return {
      key,
      spec,
      buffer: this.ground.buffer,
      start: this.place(from),
      end: this.place(to),
      value,
      text: preview(this.text.slice(shown, to)),
    };
  }

  /** The same with parts. */
  group(
    key: string,
    spec: FieldSpec,
    from: number,
    to: number,
    value: unknown,
    children: readonly Field[],
  ): Field {
    return {
      key,
      spec,
      buffer: this.ground.buffer,
      start: this.place(from),
      end: this.place(to),
      value,
      text: preview(this.text.slice(from, to)),
      children,
    };
  }
}
