import type { FaultRecord } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

interface Read {
  read: number;
  readonly records: FaultRecord[];
}

const known = new WeakMap<readonly Entry[], Read>();

/** What was recorded of faults, oldest first. Entries are read once: the list they are in only grows. */
export function faultRecords({ entries }: Timeline): readonly FaultRecord[] {
  const news = known.get(entries) ?? { read: 0, records: [] };
  known.set(entries, news);
  for (; news.read < entries.length; news.read += 1) {
    const entry = entries[news.read];
    if (entry?.kind === 'fault') news.records.push(entry.record);
  }
  return news.records;
}

/** Whether a fault that waits for a packet has met one since it was set. */
export function hasMet(records: readonly FaultRecord[], fault: Fault): boolean {
  for (let at = records.length - 1; at >= 0; at -= 1) {
    const record = records[at];
    if (record?.fault !== fault.kind) continue;
    if (record.state === 'acted') {
      if (isAbout(record, fault)) return true;
    } else if (record.client === fault.client && tellsOf(record, fault)) return false;
  }
  return false;
}

/** The set without what the records tell to have acted and to be over by that: a loss happens once. */
export function withoutSpent(faults: readonly Fault[], news: readonly FaultRecord[]): readonly Fault[] {
  let left = faults;
  for (const record of news) {
    if (record.fault !== 'drop' || record.state === 'set') continue;
    const drops = left.filter((fault) => fault.kind === 'drop' && isOf(record, fault));
    const spent = drops.find((fault) => tellsOf(record, fault)) ?? drops[0];
    if (spent) left = left.filter((fault) => fault !== spent);
  }
  return left;
}

function isAbout(record: FaultRecord, fault: Fault): boolean {
  return isOf(record, fault) && tellsOf(record, fault);
}

function isOf({ client }: FaultRecord, fault: Fault): boolean {
  return fault.client === undefined || client === undefined || client === fault.client;
}

/**
 * A record names the packet it is about in its sentence only: `“hold next ping” is on …`, `Held …: ping “2”.`,
 * `Held …: probe (ping) “2probe”.`
 */
function tellsOf({ detail }: FaultRecord, fault: Fault): boolean {
  const name = packetName(fault);
  if (name === undefined) return true;
  const before = fault.kind === 'hold' ? '(?:next |: )' : '(?<!\\w)';
  return new RegExp(`${before}${escaped(name)}(?!\\w)`, 'i').test(detail);
}

function packetName(fault: Fault): string | undefined {
  if (fault.kind === 'hold') return fault.packet;
  if (fault.kind === 'drop') return fault.like.event ?? fault.like.sio ?? fault.like.eio;
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
