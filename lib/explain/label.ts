import type { FaultRecord } from '@/lib/capture/record';
import type { LayerName } from '@/lib/dissect/layer';
import type { Entry, UnitEntry } from '@/lib/session/entry';
import { stopOf } from '@/lib/session/stops';
import type { Timeline } from '@/lib/session/timeline';
import { isOwnLimit } from './beginning';
import { httpLabel } from './label-http';
import { packetsLabel } from './label-packet';
import { eventsLabel } from './label-sse';
import { traceLabel } from './label-trace';
import { frameLabel, messageLabel } from './label-ws';
import { counted, faultWords, partyName, sizeText } from './words';

/** A piece of a label; the tone is the layer it speaks of, or how loud it is. Pieces are joined by a space. */
export interface LabelPart {
  readonly text: string;
  readonly tone: LayerName | 'ink' | 'dim' | 'error' | 'up' | 'down';
}

/** An entry in one line, outermost first: `2 EVENT`, `"hello"`, `"Alice"`, `ack id 0`. */
export function labelOf(entry: Entry, timeline: Timeline): LabelPart[] {
  switch (entry.kind) {
    case 'unit':
      return [...unitLabel(entry, timeline), ...stopLabel(entry, timeline), ...issueLabel(entry)];
    case 'open':
      return [
        { text: 'TCP', tone: 'dim' },
        { text: `connection ${entry.conn} opens`, tone: 'dim' },
        ...(entry.node === undefined ? [] : [{ text: `to node ${entry.node}`, tone: 'ink' } as const]),
      ];
    case 'close':
      return [
        { text: 'TCP', tone: 'dim' },
        { text: `connection ${entry.conn} closes`, tone: 'dim' },
        entry.by === 'fault'
          ? { text: `cut with ${entry.how === 'rst' ? 'RST' : 'FIN'}`, tone: 'error' }
          : { text: `${entry.how === 'rst' ? 'RST' : 'FIN'} by ${partyName(entry.from)}`, tone: 'dim' },
      ];
    case 'trace':
      return traceLabel(entry, timeline);
    case 'fault':
      return [
        { text: faultName(entry.record), tone: 'error' },
        { text: entry.record.detail, tone: 'ink' },
      ];
    case 'gap':
      return [
        { text: `${counted(entry.lost, 'record')} lost`, tone: 'error' },
        { text: 'what happened here was not recorded', tone: 'dim' },
      ];
  }
}

/** Which one acted; of one that was set or cleared the sentence says it. */
function faultName({ state, fault }: FaultRecord): string {
  return state === 'acted' ? faultWords(fault) : 'wire';
}

function unitLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const { unit } = entry;
  if (unit.packets.length > 0) return packetsLabel(entry, timeline);
  if (unit.ws) return frameLabel(entry);
  if (unit.http) return httpLabel(entry, timeline);
  if (unit.events) return eventsLabel(unit.events);
  if (unit.context?.form) return messageLabel(entry);
  return [
    { text: 'bytes', tone: 'data' },
    { text: sizeText(unit.wire.length), tone: 'dim' },
  ];
}

/** What became of it on its way, where it did not simply arrive. */
function stopLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const stop = stopOf(timeline, entry);
  if (!stop) return [];
  if (stop.how === 'lost') return [{ text: 'lost on its way', tone: 'error' }];
  return stop.until === undefined
    ? [{ text: 'kept back', tone: 'error' }]
    : [{ text: `kept back until #${stop.until}`, tone: 'dim' }];
}

/** The first fault in the bytes; a note is for those who look closer. */
function issueLabel({ unit }: UnitEntry): LabelPart[] {
  const issue = unit.issues.find(({ level }) => level !== 'note');
  if (!issue) return [];
  return isOwnLimit(issue)
    ? [{ text: issue.message, tone: 'dim' }]
    : [{ text: `⚠ ${issue.message}`, tone: 'error' }];
}
