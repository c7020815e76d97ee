import type { EioType } from '@/lib/dissect/layer';
import type { Entry } from '@/lib/session/entry';

/** Entries as one would write them on paper: the packets' text, a status, what was told. */
export function told(entries: readonly Entry[]): string {
  return entries.map(textOf).join(' · ');
}

const DIGIT: { readonly [T in EioType]: string } = {
  open: '0',
  close: '1',
  ping: '2',
  pong: '3',
  message: '4',
  upgrade: '5',
  noop: '6',
};

function textOf(entry: Entry): string {
  switch (entry.kind) {
    case 'unit': {
      const { unit } = entry;
      if (unit.packets.length > 0)
        return unit.packets.map(({ eio }) => DIGIT[eio.type] + (eio.data ?? '')).join('␞');
      if (unit.ws?.opcode === 8) return `CLOSE by ${entry.from}`;
      return unit.http?.kind === 'response'
        ? `${unit.http.status}`
        : `${unit.http?.method} ${unit.http?.query.transport}`;
    }
    case 'trace': {
      const { event } = entry.record;
      return event.kind === 'socket'
        ? [event.action, event.nsp, event.reason].filter(Boolean).join(' ')
        : event.kind;
    }
    case 'fault':
      return `${entry.record.fault} ${entry.record.state}`;
    default:
      return entry.kind;
  }
}
