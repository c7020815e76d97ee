/*
 * Puts a meter into a WebAssembly module: every turn of every loop takes one from the exported global
 * `fuel`, and a loop that finds none traps. QuickJS looks at the clock between the steps of a program,
 * but not inside of its own built-in functions: `[].indexOf.call({ length: 2 ** 53 })` would hold the
 * whole process. Only a trap ends that, and it ends that one instance.
 *
 * The table of functions is exported, too, so that QuickJS can be given one of ours to call: `rejections.ts`.
 *
 * The binary format: https://webassembly.github.io/spec/core/binary/
 */

/** Where the module is changed; everything else is copied as it is. */
const SECTION = { import: 2, table: 4, global: 6, export: 7, code: 10 } as const;
const MEMORY_IMPORT = 2;
const TABLE_EXPORT = 1;
const GLOBAL_EXPORT = 3;
const LOOP = 0x03;
const HEADER_BYTES = 8;

export const FUEL = 'fuel';
export const TABLE = 'table';

export interface MeterOptions {
  /** How many 64 KiB pages the imported memory must have, instead of what the module asks for. */
  readonly pages: number;
}

export function meter(wasm: Uint8Array, { pages }: MeterOptions): Uint8Array<ArrayBuffer> {
  const reader = new Reader(wasm, HEADER_BYTES);
  let fuel = 0;
  let hasTable = false;
  const parts: Uint8Array[] = [wasm.subarray(0, HEADER_BYTES)];
  while (!reader.done) {
    const id = reader.byte();
    const body = reader.take(reader.u32());
    let changed: Uint8Array | number[] = body;
    if (id === SECTION.import) changed = withMemory(body, pages);
    if (id === SECTION.global) {
      fuel = new Reader(body).u32(); // the next index: nothing is imported before it
      changed = withOneMore(body, [0x7f, 0x01, 0x41, 0xff, 0xff, 0xff, 0xff, 0x07, 0x0b]); // (mut i32), 2³¹ - 1
    }
    if (id === SECTION.table) hasTable = true;
    if (id === SECTION.export) {
      changed = withOneMore(body, exportOf(FUEL, GLOBAL_EXPORT, fuel));
      if (hasTable) changed = withOneMore(Uint8Array.from(changed), exportOf(TABLE, TABLE_EXPORT, 0));
    }
    if (id === SECTION.code) changed = withMeters(body, fuel);
    parts.push(Uint8Array.of(id, ...u32(changed.length)), Uint8Array.from(changed));
  }
  return concat(parts);
}

function exportOf(name: string, kind: number, index: number): number[] {
  return [name.length, ...new TextEncoder().encode(name), kind, ...u32(index)];
}

/** An entry at the end of a section's list. */
function withOneMore(section: Uint8Array, entry: readonly number[]): number[] {
  const reader = new Reader(section);
  const count = reader.u32();
  return [...u32(count + 1), ...reader.rest(), ...entry];
}

function withMemory(section: Uint8Array, pages: number): number[] {
  const reader = new Reader(section);
  const changed = [...u32(reader.u32())];
  while (!reader.done) {
    const start = reader.at;
    reader.take(reader.u32()); // module
    reader.take(reader.u32()); // name
    const kind = reader.byte();
    if (kind !== MEMORY_IMPORT) {
      if (kind !== 0) throw new Error(`Unexpected import of kind ${kind}`);
      reader.u32(); // the type of a function
      changed.push(...section.subarray(start, reader.at));
      continue;
    }
    changed.push(...section.subarray(start, reader.at));
    const hasMaximum = reader.byte();
    reader.u32();
    changed.push(hasMaximum, ...u32(pages));
    if (hasMaximum) changed.push(...u32(reader.u32()));
  }
  return changed;
}

function withMeters(section: Uint8Array, fuel: number): Uint8Array {
  // global.get f · i32.eqz · if · unreachable · end · f = f - 1
  const check = Uint8Array.of(
    0x23,
    fuel,
    0x45,
    0x04,
    0x40,
    0x00,
    0x0b,
    0x23,
    fuel,
    0x41,
    0x01,
    0x6b,
    0x24,
    fuel,
  );
  const reader = new Reader(section);
  const count = reader.u32();
  const parts: Uint8Array[] = [Uint8Array.from(u32(count))];
  for (let i = 0; i < count; i++) {
    const body = reader.take(reader.u32());
    const pieces: Uint8Array[] = [];
    const code = new Reader(body);
    for (let groups = code.u32(); groups > 0; groups--) {
      code.u32(); // how many locals
      code.byte(); // of which type
    }
    let copied = 0;
    while (!code.done) {
      if (skipInstruction(code) !== LOOP) continue;
      pieces.push(body.subarray(copied, code.at), check);
      copied = code.at;
    }
    pieces.push(body.subarray(copied));
    const metered = concat(pieces);
    parts.push(Uint8Array.from(u32(metered.length)), metered);
  }
  return concat(parts);
}

/** Steps over an instruction with what follows its opcode (§5.4), and gives the opcode. */
function skipInstruction(code: Reader): number {
  const opcode = code.byte();
  switch (opcode) {
    case 0x02: // block
    case LOOP:
    case 0x04: // if
    case 0x0c: // br
    case 0x0d: // br_if
    case 0x10: // call
    case 0x3f: // memory.size
    case 0x40: // memory.grow
    case 0x41: // i32.const
    case 0x42: // i64.const
    case 0xd0: // ref.null
    case 0xd2: // ref.func
      code.leb();
      break;
    case 0x0e: // br_table
      for (let labels = code.u32() + 1; labels > 0; labels--) code.leb();
      break;
    case 0x11: // call_indirect
      code.leb();
      code.leb();
      break;
    case 0x1c: // select with types
      code.take(code.u32());
      break;
    case 0x43: // f32.const
      code.take(4);
      break;
    case 0x44: // f64.const
      code.take(8);
      break;
    case 0xfc:
      skipPrefixed(code);
      break;
    default:
      if (opcode >= 0x20 && opcode <= 0x26)
        code.leb(); // variables and tables
      else if (opcode >= 0x28 && opcode <= 0x3e) {
        code.leb(); // alignment
        code.leb(); // offset
      } else if (opcode > 0xc4 && opcode !== 0xd1) throw new Error(`Unknown opcode 0x${opcode.toString(16)}`);
  }
  return opcode;
}

/** Saturating conversions (0–7) have nothing behind them; bulk memory and tables have one or two indices. */
function skipPrefixed(code: Reader): void {
  const operation = code.u32();
  const INDICES = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];
  const indices = INDICES[operation];
  if (indices === undefined) throw new Error(`Unknown opcode 0xfc ${operation}`);
  for (let i = 0; i < indices; i++) code.leb();
}

class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}
  get done(): boolean {
    return this.at >= this.bytes.length;
  }
  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }
  take(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }
  /** Steps over a number of any size, signed or not. */
  leb(): void {
    while (this.byte() & 0x80);
  }
  u32(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) return value >>> 0;
    }
  }
}

/** LEB128, unsigned. */
function u32(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
