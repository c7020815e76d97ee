import type { ClientName } from '@/lib/capture/record';
import { type Direction, FAULTS, type Fault, type HeldPacket, likeText } from '@/lib/lab/faults';

/**
 * What a fault takes the place of: the same thing done to the same wire. A latency up and one down are two,
 * as are the holding of a ping and of an ack; a client's own is another one than everybody's.
 */
export function slotOf(fault: Fault): string {
  const whose = fault.client ?? '';
  switch (fault.kind) {
    case 'latency':
    case 'bandwidth':
      return `${fault.kind} ${whose} ${fault.direction}`;
    case 'hold':
      return `${fault.kind} ${whose} ${fault.packet}`;
    case 'drop':
      return `${fault.kind} ${whose} ${JSON.stringify(Object.entries(fault.like).sort())}`;
    case 'block-websocket':
    case 'strip-upgrade':
    case 'two-nodes':
    case 'freeze':
    case 'cut':
      return `${fault.kind} ${whose}`;
  }
}

export function withFault(faults: readonly Fault[], fault: Fault): readonly Fault[] {
  return [...withoutFault(faults, fault), fault];
}

/** The set without what `fault` would take the place of. */
export function withoutFault(faults: readonly Fault[], fault: Fault): readonly Fault[] {
  const slot = slotOf(fault);
  return faults.filter((other) => slotOf(other) !== slot);
}

export function toggled(faults: readonly Fault[], fault: Fault): readonly Fault[] {
  const others = withoutFault(faults, fault);
  return others.length < faults.length ? others : [...faults, fault];
}

/** The fault in force in the place that `fault` would take. */
export function inPlaceOf(faults: readonly Fault[], fault: Fault): Fault | undefined {
  const slot = slotOf(fault);
  return faults.find((other) => slotOf(other) === slot);
}

/** The part of a fault that says whose wire it is about. */
export function whose(client: ClientName | undefined): { readonly client?: ClientName } {
  return client === undefined ? {} : { client };
}

/** A fault in a few words, with its amounts: `latency ↕ 200 ms ± 50`, `hold next ping`. */
export function faultWords(fault: Fault): string {
  const { label } = FAULTS[fault.kind];
  switch (fault.kind) {
    case 'latency':
      return `${label} ${WAY[fault.direction]} ${fault.ms} ms${fault.jitterMs ? ` + up to ${fault.jitterMs}` : ''}`;
    case 'bandwidth':
      return `${label} ${WAY[fault.direction]} ${rateText(fault.bytesPerSecond)}`;
    case 'freeze':
      return `${label} ${WAY[fault.direction]}`;
    case 'hold':
      return `${label} ${fault.packet}`;
    case 'drop':
      return `${label} ${likeText(fault.like)}`;
    case 'cut':
      return `${label} with ${fault.how.toUpperCase()}`;
    case 'block-websocket':
    case 'strip-upgrade':
    case 'two-nodes':
      return label;
  }
}

/** Of a packet that is held right now. */
export function heldWords(packet: HeldPacket): string {
  return `${packet === 'ack' ? 'an' : 'a'} ${packet} is held`;
}

/** As the client sees it. */
export const WAY: { readonly [D in Direction]: string } = { up: '↑', down: '↓', both: '↕' };

export function rateText(bytesPerSecond: number): string {
  return bytesPerSecond < 1000 ? `${bytesPerSecond} B/s` : `${bytesPerSecond / 1000} kB/s`;
}
