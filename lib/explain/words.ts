import { grouped } from '@/lib/base/grouped';
import type { Micros } from '@/lib/base/micros';
import type { SioPacket } from '@/lib/dissect/layer';
import type { Party } from '@/lib/session/entry';

/** Small pieces of text that labels, sentences and notes have in common. */

/** `0.6 ms`, `12 ms`, `24.9 s`, `2 min 5 s`. */
export function durationText(took: Micros): string {
  const ms = took / 1000;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A moment, told from others near it: `0.6 ms`, `245.3 ms`, `24.917 s`, `2:05.300`. */
export function momentText(at: Micros): string {
  const ms = at / 1000;
  if (ms < 999.95) return `${ms.toFixed(1)} ms`;
  const whole = Math.round(ms);
  const seconds = ((whole % 60_000) / 1000).toFixed(3);
  return whole < 60_000 ? `${seconds} s` : `${Math.floor(whole / 60_000)}:${seconds.padStart(6, '0')}`;
}

/** Milliseconds of somebody's own clock: `25 s`, `1.2 s`, `0.5 ms`. */
export function millisText(ms: number): string {
  return ms > 0 && ms % 1000 === 0 && ms < 60_000 ? `${ms / 1000} s` : durationText((ms * 1000) as Micros);
}

/** `1 byte`, `114 bytes`, `2.4 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `1 packet`, `2 packets`, `12,000 packets`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Alice`, `Server`. */
export function partyName(party: Party): string {
  return party.charAt(0).toUpperCase() + party.slice(1);
}

/** The beginning of an id, enough to tell it from its neighbours: `vK3…`. */
export function shortId(id: string): string {
  return id.length <= 4 ? id : `${id.slice(0, 3)}…`;
}

export function ellipsis(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

const VALUE_LENGTH = 60;
const DEEPEST = 5;

/**
 * A value as one would write it in a program, on one line and cut where it grows long: `{ ok: true, name: "Alice" }`.
 * `attachments`: how many its packet announced. An object that looks like a placeholder for another is an object.
 */
export function valueText(value: unknown, length = VALUE_LENGTH, attachments = 0, depth = 0): string {
  // Strings are cut before they are quoted, so that a megabyte is not copied for sixty characters of it.
  if (typeof value === 'string') return JSON.stringify(ellipsis(value, length));
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPlaceholder(value, attachments)) return `⟨binary ${value.num}⟩`;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return `[${joined(unnamed(value, length), length, attachments, depth)}]`;
  const entries = Object.entries(value);
  return entries.length === 0 ? '{}' : `{ ${joined(entries, length, attachments, depth)} }`;
}

/** The arguments of an event or an ack, as they would stand in a call: `"Alice", 3`. */
export function argumentsText(sio: SioPacket): string {
  return joined(unnamed(argumentsOf(sio), VALUE_LENGTH), VALUE_LENGTH, sio.attachments ?? 0, 0);
}

type Member = readonly [name: string | undefined, value: unknown];

/** The items of a list, as far as they can possibly be shown. */
function unnamed(values: readonly unknown[], length: number): Member[] {
  return values.slice(0, length).map((value) => [undefined, value]);
}

function joined(members: readonly Member[], length: number, attachments: number, depth: number): string {
  let text = '';
  for (const [name, value] of members) {
    if (text !== '') text += ', ';
    if (text.length >= length) return `${text}…`;
    if (name !== undefined)
      text += `${IDENTIFIER.test(name) ? name : JSON.stringify(ellipsis(name, length))}: `;
    text += valueText(value, Math.max(length - text.length, LEAST_VALUE), attachments, depth + 1);
  }
  return text;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]{0,30}$/;
/** A value at the end of a full line still shows this much of itself. */
const LEAST_VALUE = 8;

function isPlaceholder(value: object, attachments: number): value is { _placeholder: true; num: number } {
  if (!('_placeholder' in value && value._placeholder === true && 'num' in value)) return false;
  return typeof value.num === 'number' && value.num >= 0 && value.num < attachments;
}

/** The name of the event a packet carries: the first item of its array. */
export function eventName(sio: SioPacket): string | undefined {
  if (sio.type !== 'EVENT' && sio.type !== 'BINARY_EVENT') return undefined;
  const name = dataItems(sio)[0];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

/** What follows the name of an event; everything in an ack. */
export function argumentsOf(sio: SioPacket): readonly unknown[] {
  return dataItems(sio).slice(sio.type === 'EVENT' || sio.type === 'BINARY_EVENT' ? 1 : 0);
}

function dataItems(sio: SioPacket): readonly unknown[] {
  return Array.isArray(sio.data) ? sio.data : [];
}

/** The `sid` of a CONNECT answer: the id of the Socket.IO socket. */
export function sidIn(data: unknown): string | undefined {
  return textAt(data, 'sid');
}

/** The message of a CONNECT_ERROR; before protocol 5 the payload was the message itself. */
export function messageOf(data: unknown): string | undefined {
  return typeof data === 'string' ? data : textAt(data, 'message');
}

function textAt(data: unknown, key: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = Reflect.get(data, key);
  return typeof value === 'string' ? value : undefined;
}

/** A fault by its name in the records: `block websocket`, `hold`. */
export function faultWords(fault: string): string {
  return fault.replaceAll('-', ' ');
}
