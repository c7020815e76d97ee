import { type Bits, refuse } from './bits';
import { Blocks, oneTo256 } from './blocks';
import { CONTEXTS } from './context';
import type { Output } from './output';
import { type PrefixCode, readCode, readSymbol } from './prefix-code';
import { ranges, readValue } from './ranges';
import { dictionary, LONGEST_WORD, SHORTEST_WORD, wordOf } from './words';

/** What copies remember from one meta-block to the next. */
export interface Copies {
  /** How far back a copy may reach. */
  readonly window: number;
  /** The last four distances, the newest first. */
  readonly distances: [number, number, number, number];
  readonly openWords: (stream: Uint8Array) => Uint8Array;
}

export function openCopies(window: number, openWords: Copies['openWords']): Copies {
  return { window, distances: [4, 11, 15, 16], openWords };
}

/** What a compressed meta-block tells before its commands (RFC 7932 §9.2). */
interface Header {
  readonly literals: Blocks;
  readonly inserts: Blocks;
  readonly distances: Blocks;
  readonly postfixBits: number;
  readonly direct: number;
  /** By type of literal block. */
  readonly modes: readonly number[];
  readonly literalMap: Uint8Array;
  readonly distanceMap: Uint8Array;
  readonly literalCodes: readonly PrefixCode[];
  readonly insertCodes: readonly PrefixCode[];
  readonly distanceCodes: readonly PrefixCode[];
}

const LITERAL_CONTEXTS = 64;
const DISTANCE_CONTEXTS = 4;

function readHeader(bits: Bits): Header {
  const literals = new Blocks(bits);
  const inserts = new Blocks(bits);
  const distances = new Blocks(bits);
  const postfixBits = bits.take(2);
  const direct = bits.take(4) << postfixBits;
  const modes = Array.from({ length: literals.types }, () => bits.take(2));
  const literal = readMap(bits, literals.types * LITERAL_CONTEXTS);
  const distance = readMap(bits, distances.types * DISTANCE_CONTEXTS);
  const alphabet = SHORT_CODES + direct + (48 << postfixBits);
  return {
    literals,
    inserts,
    distances,
    postfixBits,
    direct,
    modes,
    literalMap: literal.map,
    distanceMap: distance.map,
    literalCodes: readCodes(bits, literal.codes, 256),
    insertCodes: readCodes(bits, inserts.types, 704),
    distanceCodes: readCodes(bits, distance.codes, alphabet),
  };
}

function readCodes(bits: Bits, count: number, alphabet: number): PrefixCode[] {
  return Array.from({ length: count }, () => readCode(bits, alphabet));
}

/** Which code is used in which context (§7.3). */
function readMap(bits: Bits, size: number): { readonly map: Uint8Array; readonly codes: number } {
  const codes = oneTo256(bits);
  const map = new Uint8Array(size);
  if (codes === 1) return { map, codes };
  const runs = bits.take(1) === 1 ? bits.take(4) + 1 : 0;
  const code = readCode(bits, codes + runs);
  for (let at = 0; at < size; ) {
    const told = readSymbol(code, bits);
    if (told === 0 || told > runs) {
      map[at++] = told === 0 ? 0 : told - runs;
      continue;
    }
    at += (1 << told) + bits.take(told); // zeros
    if (at > size) refuse();
  }
  if (bits.take(1) === 1) moveToFront(map);
  return { map, codes };
}

/** Each number was told as its place among those used last. */
function moveToFront(map: Uint8Array): void {
  const order = Uint8Array.from({ length: 256 }, (_, value) => value);
  for (const [at, place] of map.entries()) {
    const value = order[place] ?? 0;
    map[at] = value;
    order.copyWithin(1, 0, place);
    order[0] = value;
  }
}

const INSERT_LENGTHS = ranges(
  0,
  [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24],
);
const COPY_LENGTHS = ranges(2, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24]);

/** By the upper bits of a command: where its codes of insert and copy lengths begin (§5). */
const INSERT_BASES = [0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16];
const COPY_BASES = [0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16];
/** Commands below this copy from the last distance and tell none. */
const TELLS_DISTANCE = 128;

/** The commands of one meta-block: insert literals, then copy from what came out before, or from the dictionary. */
export function commands(bits: Bits, output: Output, copies: Copies, length: number): void {
  const header = readHeader(bits);
  const { inserts, insertCodes } = header;
  const end = output.length + length;
  while (output.length < end) {
    const command = readSymbol(insertCodes[inserts.next()] ?? refuse(), bits);
    const cell = command >> 6;
    const insertLength = readValue(INSERT_LENGTHS, (INSERT_BASES[cell] ?? 0) + ((command >> 3) & 7), bits);
    const copyLength = readValue(COPY_LENGTHS, (COPY_BASES[cell] ?? 0) + (command & 7), bits);
    if (insertLength > end - output.length) refuse();
    insert(bits, output, header, insertLength);
    if (output.length === end) return;
    const distanceCode = command < TELLS_DISTANCE ? 0 : readDistanceCode(bits, header, copyLength);
    copy(output, copies, distanceOf(bits, header, copies, distanceCode), distanceCode, copyLength);
    if (output.length > end) refuse();
  }
}

function insert(bits: Bits, output: Output, header: Header, length: number): void {
  const { literals, modes, literalMap, literalCodes } = header;
  for (let left = length; left > 0; left -= 1) {
    const type = literals.next();
    const table = CONTEXTS[modes[type] ?? 0] ?? refuse();
    const context = (table[output.back(1)] ?? 0) | (table[256 + output.back(2)] ?? 0);
    const code = literalCodes[literalMap[type * LITERAL_CONTEXTS + context] ?? 0] ?? refuse();
    output.put(readSymbol(code, bits));
  }
}

function readDistanceCode(bits: Bits, { distances, distanceMap, distanceCodes }: Header, copyLength: number) {
  const context = Math.min(copyLength - 2, DISTANCE_CONTEXTS - 1);
  const code = distanceMap[distances.next() * DISTANCE_CONTEXTS + context] ?? 0;
  return readSymbol(distanceCodes[code] ?? refuse(), bits);
}

/** Codes that mean one of the last distances, or nearly one: which, and how much is added (§4). */
const SHORT_CODES = 16;
const SHORT_WHICH = [0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const SHORT_ADDS = [0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3];

function distanceOf(
  bits: Bits,
  { direct, postfixBits }: Header,
  { distances }: Copies,
  code: number,
): number {
  if (code < SHORT_CODES) {
    const distance = (distances[SHORT_WHICH[code] ?? 0] ?? 0) + (SHORT_ADDS[code] ?? 0);
    return distance > 0 ? distance : refuse();
  }
  if (code < SHORT_CODES + direct) return code - SHORT_CODES + 1;
  const rest = code - SHORT_CODES - direct;
  const high = rest >> postfixBits;
  const width = 1 + (high >> 1);
  const offset = ((2 + (high & 1)) << width) - 4;
  const low = rest & ((1 << postfixBits) - 1);
  return ((offset + bits.take(width)) << postfixBits) + low + direct + 1;
}

/** A distance beyond what can be copied is a word of the dictionary. */
function copy(output: Output, copies: Copies, distance: number, code: number, length: number): void {
  const { distances, window } = copies;
  const farthest = Math.min(window, output.length);
  if (distance > farthest) {
    if (length < SHORTEST_WORD || length > LONGEST_WORD) refuse();
    output.append(wordOf(dictionary(copies.openWords), length, distance - farthest - 1));
    return;
  }
  if (code !== 0) {
    distances.pop();
    distances.unshift(distance);
  }
  output.copy(distance, length);
}
