import type { Packet } from '@/lib/dissect/layer';
import { unheardOf } from '@/lib/session/chain';
import { engineErrorOf } from '@/lib/session/engine-error';
import type { Entry, Link, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import { stopOf } from '@/lib/session/stops';
import type { Timeline } from '@/lib/session/timeline';
import { binarySize, isOwnLimit } from './beginning';
import { eventsLabel } from './label-sse';
import { traceLabel } from './label-trace';
import { frameLabel, messageLabel } from './label-ws';
import { argumentsText, counted, durationText, eventName, messageOf, partyName, sizeText } from './words';

/** An entry in one spoken sentence: “Server to Alice, ack 0 of event hello, after 3.1 ms”. */
export function sentenceOf(entry: Entry, timeline: Timeline): string {
  switch (entry.kind) {
    case 'unit': {
      const issue = entry.unit.issues.find(({ level }) => level !== 'note');
      return [
        `${partyName(entry.from)} to ${partyName(entry.to)}`,
        unitSaid(entry, timeline),
        ...stopSaid(entry, timeline),
        ...(issue ? [isOwnLimit(issue) ? issue.message : `at fault: ${issue.message}`] : []),
      ].join(', ');
    }
    case 'open':
      return `${partyName(entry.from)} opens connection ${entry.conn} to ${entry.node === undefined ? partyName(entry.to) : `node ${entry.node}`}`;
    case 'close': {
      const how = entry.how === 'rst' ? 'with a reset' : 'in good order';
      return entry.by === 'fault'
        ? `The wire cuts connection ${entry.conn}, ${how}`
        : `${partyName(entry.from)} closes connection ${entry.conn}, ${how}`;
    }
    case 'trace': {
      const told = traceLabel(entry, timeline)
        .map(({ text }) => text)
        .join(' ');
      return `${partyName(entry.from)}'s program: ${told}`;
    }
    case 'fault':
      return `The wire: ${entry.record.detail}`;
    case 'gap':
      return `${counted(entry.lost, 'record')} lost: what happened here was not recorded`;
  }
}

function stopSaid(entry: UnitEntry, timeline: Timeline): string[] {
  const stop = stopOf(timeline, entry);
  if (!stop) return [];
  if (stop.how === 'lost') return ['lost on its way'];
  return [stop.until === undefined ? 'kept back by the wire' : `kept back by the wire until ${stop.until}`];
}

function unitSaid(entry: UnitEntry, timeline: Timeline): string {
  const { unit } = entry;
  if (unit.packets.length > 0) return packetsSaid(entry, timeline);
  if (unit.ws) {
    const told = frameLabel(entry).map(({ text }) => text);
    return `WebSocket frame, ${told.join(', ')}`;
  }
  if (unit.http) return httpSaid(entry, timeline);
  if (unit.events)
    return `event stream, ${eventsLabel(unit.events)
      .map(({ text }) => text)
      .join(', ')}`;
  if (unit.context?.form) {
    const told = messageLabel(entry).map(({ text }) => text);
    return `WebSocket message, ${told.join(', ')}`;
  }
  return `${sizeText(unit.wire.length)} that are neither HTTP nor WebSocket`;
}

function packetsSaid(entry: UnitEntry, timeline: Timeline): string {
  const { packets } = entry.unit;
  const said = packets.slice(0, MOST_SAID).map((packet, place) => packetSaid(packet, place, entry, timeline));
  if (packets.length > MOST_SAID) said.push(`and ${counted(packets.length - MOST_SAID, 'more packet')}`);
  return packets.length === 1
    ? said.join('')
    : `${counted(packets.length, 'packet')} in one body: ${said.join('; ')}`;
}

const MOST_SAID = 4;

function packetSaid({ eio, sio }: Packet, place: number, entry: UnitEntry, timeline: Timeline): string {
  const after = (kind: Link['kind']) => {
    const link = answered(timeline, entry, place, kind);
    return link ? `, after ${durationText(link.took)}` : '';
  };
  switch (eio.type) {
    case 'open':
      return 'open packet, a new session';
    case 'close':
      return 'close packet';
    case 'ping':
      return eio.data === 'probe' ? 'probe, does this road work' : 'ping, still there';
    case 'pong':
      return eio.data === 'probe' ? `probe answered${after('probe')}` : `pong${after('pong')}`;
    case 'upgrade':
      return 'upgrade packet, from now on WebSocket only';
    case 'noop':
      return 'noop packet, lets the hanging GET go';
    case 'message':
      break;
  }
  const inNamespace = sio === undefined || sio.nsp === '/' ? '' : ` in namespace ${sio.nsp}`;
  switch (sio?.type) {
    case 'CONNECT':
      return `${entry.unit.from === 'client' ? 'asks to join' : 'joined'} namespace ${sio.nsp}${after('connect')}`;
    case 'CONNECT_ERROR':
      return `refused at namespace ${sio.nsp}, ${messageOf(sio.data) ?? 'without a message'}${after('connect')}`;
    case 'DISCONNECT':
      return `leaves namespace ${sio.nsp}`;
    case 'EVENT':
    case 'BINARY_EVENT': {
      const args = argumentsText(sio);
      const asks = sio.id === undefined ? '' : `, asks for ack ${sio.id}`;
      const unheard = unheardOf(timeline, entry.n, place) === undefined ? '' : ', nobody listened';
      return `event ${eventName(sio) ?? 'without a name'}${inNamespace}${args === '' ? '' : `, ${args}`}${asks}${unheard}`;
    }
    case 'ACK':
    case 'BINARY_ACK': {
      const link = answered(timeline, entry, place, 'ack');
      const asked = link ? timeline.entries.nth(link.a) : undefined;
      const question = asked?.kind === 'unit' ? asked.unit.packets[link?.packetA ?? 0]?.sio : undefined;
      const event = question && eventName(question);
      return `ack ${sio.id ?? 'without an id'}${event === undefined ? '' : ` of event ${event}`}${inNamespace}${after('ack')}`;
    }
    case undefined:
      if (!eio.binary) return 'Engine.IO message';
      return `${answered(timeline, entry, place, 'attachment')?.label ?? 'binary message'} of ${binarySize(entry.unit, place)}`;
  }
}

function httpSaid(entry: UnitEntry, timeline: Timeline): string {
  const { http } = entry.unit;
  if (!http) return '';
  const answer = linksOf(timeline, entry.n).find(({ kind }) => kind === 'response');
  const path = http.target.split('?', 1)[0];
  if (http.kind === 'request') {
    const when = answer ? `, answered after ${durationText(answer.took)}` : ', not answered yet';
    return `${http.method} ${path}, ${purpose(entry)}${when}`;
  }
  if (http.status === 101) return 'switches to WebSocket';
  const error = engineErrorOf(entry.unit);
  const when = answer ? `, after ${durationText(answer.took)}` : '';
  return `answer ${http.status}${error ? `, ${error.message}` : ''}${when}`;
}

function purpose({ unit, transport, sid }: UnitEntry): string {
  if (transport === 'websocket')
    return sid === undefined ? 'asks for a WebSocket' : 'asks for a WebSocket for the same session';
  if (transport !== 'polling') return 'plain HTTP';
  if (unit.http?.method === 'POST') return 'sends packets';
  return sid === undefined ? 'asks for a session' : 'waits for news';
}

function answered(timeline: Timeline, entry: UnitEntry, place: number, kind: Link['kind']): Link | undefined {
  return linksOf(timeline, entry.n).find(
    (link) => link.kind === kind && link.b === entry.n && link.packetB === place,
  );
}
