import { utf8Text } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import { isUtf8 } from '@/lib/base/utf8';
import type { MessageRecord, Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_HEAD } from './connection-state';
import { dissect } from './dissect';
import { askedBy } from './http-framing';
import { scanHead } from './http-scan';
import { assembleHttp } from './http-unit';
import type { LayerName, Unit, UnitContext } from './layer';
import { openSink, takeBinary, takeText } from './packets';
import { momentOf, rememberMoment } from './sessions';

/**
 * Takes a whole message of an import, which has no bytes of its connection. The body of an HTTP message is all that
 * follows its head, opened already whatever the head says; a WebSocket message comes without frames.
 */
export function feedMessage(
  state: ConnectionState,
  from: Role,
  { form, bytes, cut = false, engine }: Pick<MessageRecord, 'form' | 'bytes' | 'cut' | 'engine'>,
): Unit {
  // A request that nobody recorded, so that a session is followed as after one that was.
  if (engine !== undefined)
    state.upgraded ??= { method: '', target: '', query: {}, engine: { version: engine } };
  const { offset } = state[from];
  state[from].offset += bytes.length;
  if (form === 'ws-text' || form === 'ws-binary')
    return webSocketMessage(state, from, form, bytes, offset, cut);

  const head = scanHead(latin1Text(bytes.subarray(0, MAX_HEAD)), from === 'client' ? 'request' : 'response');
  const request = from === 'server' ? state.asked.shift() : undefined;
  if (from === 'client') state.asked.push(askedBy(head));
  if (head.status === 101 && request !== undefined) state.upgraded = request;
  const taken = { from, offset, wire: bytes, skipped: 0, cut, form: 'http' as const };
  return assembleHttp(state, taken, head, request, 0);
}

function webSocketMessage(
  state: ConnectionState,
  from: Role,
  form: 'ws-text' | 'ws-binary',
  wire: Uint8Array,
  offset: number,
  cut: boolean,
): Unit {
  const engine = state.upgraded?.engine;
  const target = state.upgraded?.target ?? '';
  const moment = momentOf(state, engine, target, from);
  const sink = openSink(from, engine?.version ?? 4, moment);
  const isReadable = !cut && (form === 'ws-binary' || isUtf8(wire));
  if (isReadable && engine !== undefined) {
    if (form === 'ws-binary') takeBinary(sink, wire, 0, 0, wire.length);
    else takeText(sink, utf8Text(wire), 0, 0, wire.length);
    rememberMoment(state, engine, target, sink);
  }
  const layers: LayerName[] = sink.hasEio ? ['eio'] : ['data'];
  if (sink.hasSio) layers.push('sio');
  const request = state.upgraded;
  const isAsked = request !== undefined && request.method !== '';
  const context: UnitContext = { form, moment, ...(isAsked ? { request } : undefined) };
  const unit: Unit = {
    from,
    offset,
    wire,
    layers,
    packets: sink.packets,
    issues: [],
    ...(engine === undefined ? undefined : { engine }),
    ...(cut ? { cut } : undefined),
    context,
  };
  if (isReadable && !sink.suspect) return unit;
  return { ...unit, issues: dissect(unit).layers.flatMap((layer) => layer.issues) };
}
