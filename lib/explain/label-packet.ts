import { isObject } from '@/lib/capture/shape';
import type { Packet, Unit } from '@/lib/dissect/layer';
import { unheardOf } from '@/lib/session/chain';
import type { Link, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { binarySize, isBeginning } from './beginning';
import type { LabelPart } from './label';
import {
  argumentsText,
  counted,
  durationText,
  ellipsis,
  eventName,
  messageOf,
  shortId,
  sidIn,
} from './words';

/** What the packets of one HTTP body or one WebSocket message say. */
export function packetsLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const { packets, http } = entry.unit;
  const [only] = packets;
  if (only && packets.length === 1) {
    const post: LabelPart[] = http?.method === 'POST' && entry.unit.from === 'client' ? [dim('(POST)')] : [];
    return [...packetLabel(only, 0, entry, timeline), ...post];
  }
  const names = packets.slice(0, MOST_NAMED).map((packet, place) => nameOf(packet, place, entry.unit));
  const more = packets.length - names.length;
  return [
    ...names.map(
      (name, i): LabelPart => ({
        text: i === 0 ? name.text : `+ ${name.text}`,
        tone: i === 0 ? name.tone : 'ink',
      }),
    ),
    ...(more > 0 ? [dim(`+ ${more} more`)] : []),
    dim(`${counted(packets.length, 'packet')}, 1 body`),
  ];
}

const MOST_NAMED = 3;

/** A packet among others: `CONNECT /admin`, `EVENT "welcome"`, `6 noop`. */
function nameOf({ eio, sio }: Packet, place: number, unit: Unit): LabelPart {
  if (sio) {
    const event = eventName(sio);
    if (event !== undefined) return { text: `${sio.type} ${JSON.stringify(event)}`, tone: 'sio' };
    const more = sio.id ?? (sio.nsp === '/' ? undefined : sio.nsp);
    return { text: more === undefined ? sio.type : `${sio.type} ${more}`, tone: 'sio' };
  }
  if (eio.binary) return { text: `binary ${binarySize(unit, place)}`, tone: 'eio' };
  return { text: TYPES[eio.type], tone: 'eio' };
}

const TYPES = {
  open: '0 open',
  close: '1 close',
  ping: '2 ping',
  pong: '3 pong',
  message: '4 message',
  upgrade: '5 upgrade',
  noop: '6 noop',
} as const;

function packetLabel(packet: Packet, place: number, entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const { eio, sio } = packet;
  const type: LabelPart = { text: TYPES[eio.type], tone: 'eio' };
  const isUp = entry.unit.from === 'client';
  switch (eio.type) {
    case 'open': {
      const { sid, upgrades } = eio.handshake ?? {};
      return [
        type,
        ink(`sid ${sid === undefined ? 'missing' : shortId(sid)}`),
        ink(`upgrades [${(upgrades ?? []).join(', ')}]`),
      ];
    }
    case 'close':
      return [type, dim('the session ends here')];
    case 'ping':
      if (eio.data === 'probe') return [type, ink('probe'), dim('“does this road work?”')];
      return [type, dim(isUp ? 'client asks: still there?' : 'server asks: still there?')];
    case 'pong': {
      if (eio.data === 'probe') return [type, ink('probe')];
      const link = answering(timeline, entry, place, 'pong');
      return [type, dim(link ? durationText(link.took) : 'nobody had asked')];
    }
    case 'upgrade':
      return [type, dim('from now on: WebSocket only')];
    case 'noop':
      return [type, dim('lets the hanging GET go')];
    case 'message':
      if (sio) return socketLabel(packet, place, entry, timeline);
      if (eio.binary) return binaryLabel(place, entry, timeline);
      return [type, dim(ellipsis(eio.data ?? '', 60))];
  }
}

function socketLabel({ sio }: Packet, place: number, entry: UnitEntry, timeline: Timeline): LabelPart[] {
  if (!sio) return [];
  const isUp = entry.unit.from === 'client';
  const type: LabelPart = { text: `${NUMBERS[sio.type]} ${sio.type}`, tone: 'sio' };
  const elsewhere: LabelPart[] = sio.nsp === '/' ? [] : [dim(`in ${sio.nsp}`)];
  const rest: LabelPart[] = isBeginning(entry.unit, place) ? [dim('…')] : [];
  const attached: LabelPart[] = sio.attachments ? [dim(`${counted(sio.attachments, 'attachment')}`)] : [];
  switch (sio.type) {
    case 'CONNECT': {
      const id = isUp ? undefined : sidIn(sio.data);
      const four: LabelPart = { text: '4', tone: 'eio' };
      return [
        four,
        type,
        ...(id === undefined ? [] : [ink(`id ${shortId(id)}`)]),
        ...(isUp ? credentials(sio.data) : []),
        dim(`namespace ${sio.nsp}`),
      ];
    }
    case 'DISCONNECT':
      return [type, dim(`namespace ${sio.nsp}`)];
    case 'CONNECT_ERROR':
      return [
        { ...type, tone: 'error' },
        ink(`“${messageOf(sio.data) ?? 'refused'}”`),
        dim(`namespace ${sio.nsp}`),
      ];
    case 'EVENT':
    case 'BINARY_EVENT':
      return [
        type,
        ink(JSON.stringify(eventName(sio) ?? '')),
        ...said(argumentsText(sio)),
        ...rest,
        ...(sio.id === undefined ? [] : [dim(`ack id ${sio.id}`)]),
        ...attached,
        ...elsewhere,
        ...(unheardOf(timeline, entry.n, place) === undefined ? [] : [dim('nobody listened')]),
      ];
    case 'ACK':
    case 'BINARY_ACK': {
      const isLost = sio.id !== undefined && !answering(timeline, entry, place, 'ack');
      return [
        type,
        ink(String(sio.id ?? 'without an id')),
        ...said(argumentsText(sio)),
        ...rest,
        ...attached,
        ...elsewhere,
        ...(isLost ? [dim('nobody had asked')] : []),
      ];
    }
  }
}

/** What a client brings along, by name alone: what it says may be a secret, and long. */
function credentials(data: unknown): LabelPart[] {
  const names = isObject(data) ? Object.keys(data) : [];
  if (names.length === 0) return [];
  return [ink(`with ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' …' : ''}`)];
}

const NUMBERS = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const;

function binaryLabel(place: number, entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const link = answering(timeline, entry, place, 'attachment');
  const size = dim(binarySize(entry.unit, place));
  if (!link) return [{ text: 'binary message', tone: 'eio' }, size];
  const header = timeline.entries.nth(link.a);
  const sio = header?.kind === 'unit' ? header.unit.packets[link.packetA ?? 0]?.sio : undefined;
  const event = sio && eventName(sio);
  const owner = event === undefined ? `ack ${sio?.id ?? ''}`.trim() : JSON.stringify(event);
  return [{ text: link.label, tone: 'sio' }, ink(`of ${owner}`), size];
}

/** The link by which this packet answers an earlier one. */
function answering(
  timeline: Timeline,
  entry: UnitEntry,
  place: number,
  kind: Link['kind'],
): Link | undefined {
  return linksOf(timeline, entry.n).find(
    (link) => link.kind === kind && link.b === entry.n && link.packetB === place,
  );
}

function said(text: string): LabelPart[] {
  return text === '' ? [] : [dim(text)];
}

function ink(text: string): LabelPart {
  return { text, tone: 'ink' };
}

function dim(text: string): LabelPart {
  return { text, tone: 'dim' };
}
