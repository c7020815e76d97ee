import type { Field, FieldSpec, Issue, Layer, LayerName } from './layer';

/** A buffer that a layer is laid over, by its place in `Dissection.buffers`. */
export interface Ground {
  readonly buffer: number;
  readonly bytes: Uint8Array;
}

/** Collects the fields of one layer. The table says what fields are; the caller says where they lie. */
export class LayerWriter {
  readonly #fields: Field[] = [];
  readonly #issues: Issue[] = [];

  constructor(
    readonly name: LayerName,
    readonly title: string,
    readonly ground: Ground,
  ) {}

  add(field: Field): void {
    this.#fields.push(field);
  }

  field(key: string, spec: FieldSpec, start: number, end: number, value: unknown, text: string): void {
    this.#fields.push({ key, spec, buffer: this.ground.buffer, start, end, value, text });
  }

  /** A field whose bytes an inner layer of the same buffer names. */
  covered(
    key: string,
    spec: FieldSpec,
    start: number,
    end: number,
    value: unknown,
    text: string,
    inner: LayerName,
  ): void {
    this.#fields.push({ key, spec, buffer: this.ground.buffer, start, end, value, text, inner });
  }

  issue(code: string, message: string, start: number, end: number, level: Issue['level'] = 'error'): void {
    this.#issues.push({ code, message, level, buffer: this.ground.buffer, start, end });
  }

  adopt(issues: readonly Issue[]): void {
    this.#issues.push(...issues);
  }

  close(start: number, end: number): Layer {
    return {
      name: this.name,
      title: this.title,
      fields: this.#fields,
      issues: this.#issues,
      buffer: this.ground.buffer,
      start,
      end,
    };
  }
}

const PREVIEW = 400; // characters: more than an inspector's row shows

/** A text short enough for a row. */
export function preview(text: string): string {
  return text.length <= PREVIEW ? text : `${text.slice(0, PREVIEW)}…`;
}

/** `1 byte`, `6 bytes`. */
export function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
