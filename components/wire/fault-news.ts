import type { FaultRecord } from '@/lib/capture/record';
import { type Fault, waitsFor } from '@/lib/lab/faults';
import type { Timeline } from '@/lib/session/timeline';

interface Read {
  read: number;
  readonly records: FaultRecord[];
}

const known = new WeakMap<Timeline, Read>();

/** What was recorded of faults, oldest first. Entries are read once: the list they are in only grows. */
export function faultRecords(timeline: Timeline): readonly FaultRecord[] {
  const { entries } = timeline;
  const news = known.get(timeline) ?? { read: 0, records: [] };
  known.set(timeline, news);
  for (; news.read < entries.length; news.read += 1) {
    if (entries.isFrame(news.read + 1)) continue;
    const entry = entries.at(news.read);
    if (entry?.kind === 'fault') news.records.push(entry.record);
  }
  return news.records;
}

/** Whether a fault that waits for a packet has met one since it was set. */
export function hasMet(records: readonly FaultRecord[], fault: Fault): boolean {
  for (let at = records.length - 1; at >= 0; at -= 1) {
    const record = records[at];
    if (!record || !tellsOf(record, fault)) continue;
    if (record.state === 'acted') {
      if (isOf(record, fault)) return true;
    } else if (record.client === fault.client) return false;
  }
  return false;
}

/** The set without what the records tell to have acted and to be over by that: a loss happens once. */
export function withoutSpent(faults: readonly Fault[], news: readonly FaultRecord[]): readonly Fault[] {
  let left = faults;
  for (const record of news) {
    if (record.fault !== 'drop' || record.state === 'set') continue;
    const spent = left.find((fault) => tellsOf(record, fault) && isOf(record, fault));
    if (spent) left = left.filter((fault) => fault !== spent);
  }
  return left;
}

function isOf({ client }: FaultRecord, fault: Fault): boolean {
  return fault.client === undefined || client === undefined || client === fault.client;
}

/** Faults of a kind are known from each other by the packet that they wait for. */
function tellsOf(record: FaultRecord, fault: Fault): boolean {
  return record.fault === fault.kind && record.waitsFor === waitsFor(fault);
}
