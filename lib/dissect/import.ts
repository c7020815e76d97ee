import { utf8Text } from '@/lib/base/bytes';
import { malformedIn } from '@/lib/base/utf8';
import type { MessageRecord, Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_UNIT } from './connection-state';
import { dissect } from './dissect';
import { askedBy } from './http-framing';
import { headText, scanHead } from './http-scan';
import { assembleHttp, type Taken } from './http-unit';
import type { Issue, LayerName, SessionMoment, Unit, UnitContext } from './layer';
import { openSink, takeBinary, takeText } from './packets';
import { afterUnknown } from './session-moment';
import { momentOf, rememberMoment } from './sessions';

/**
 * Takes a whole message of an import, which has no bytes of its connection. The body of an HTTP message is all that
 * follows its head, opened already whatever the head says; a WebSocket message comes without frames.
 */
export function feedMessage(
  state: ConnectionState,
  from: Role,
  { form, bytes: whole, cut = false, engine }: Pick<MessageRecord, 'form' | 'bytes' | 'cut' | 'engine'>,
): Unit {
  // A request that nobody recorded, so that a session is followed as after one that was.
  if (engine !== undefined)
    state.upgraded ??= { method: '', target: '', query: {}, engine: { version: engine } };
  const { offset } = state[from];
  state[from].offset += whole.length;
  const bytes = whole.length > MAX_UNIT ? whole.subarray(0, MAX_UNIT) : whole;
  const skipped = whole.length - bytes.length;
  if (form === 'ws-text' || form === 'ws-binary')
    return webSocketMessage(state, form, { from, wire: bytes, offset, skipped, cut });

  const head = scanHead(headText(bytes), from === 'client' ? 'request' : 'response');
  const request = from === 'server' ? state.asked.shift() : undefined;
  if (from === 'client') state.asked.push(askedBy(head));
  if (head.status === 101 && request !== undefined) state.upgraded = request;
  const taken = { from, offset, wire: bytes, skipped, cut, form: 'http' as const };
  return assembleHttp(state, taken, head, request, 0);
}

function webSocketMessage(
  state: ConnectionState,
  form: 'ws-text' | 'ws-binary',
  { from, wire, offset, skipped, cut }: Taken,
): Unit {
  const engine = state.upgraded?.engine;
  const target = state.upgraded?.target ?? '';
  const moment = momentOf(state, engine, target, from);
  const partial = cut || skipped > 0;
  const sink = openSink(from, engine?.version ?? 4, moment, partial);
  const isReadable = form === 'ws-binary' || malformedIn(wire, partial) === undefined;
  if (isReadable && engine !== undefined) {
    if (form === 'ws-binary') takeBinary(sink, wire, 0, 0, wire.length);
    else takeText(sink, utf8Text(wire), 0, 0, wire.length);
    if (partial && sink.packets.length === 0) sink.moment = afterUnknown(moment);
    rememberMoment(state, engine, target, sink);
  }
  const unit: Unit = {
    from,
    offset,
    wire,
    layers: sink.hasSio ? EIO_SIO : sink.hasEio ? EIO : DATA,
    packets: sink.packets,
    issues: NO_ISSUES,
    engine,
    context: contextOf(state, from, form, moment, partial),
  };
  if (isReadable && !sink.suspect && !partial) return unit;
  const odd: Unit = { ...unit, ...(cut && { cut }), ...(skipped > 0 && { skipped }) };
  return { ...odd, issues: dissect(odd).layers.flatMap((layer) => layer.issues) };
}

// One array for all units that have the same layers.
const DATA: readonly LayerName[] = ['data'];
const EIO: readonly LayerName[] = ['eio'];
const EIO_SIO: readonly LayerName[] = ['eio', 'sio'];
const NO_ISSUES: readonly Issue[] = [];

/** Most messages of a direction need the same context: one object for all of them. */
function contextOf(
  state: ConnectionState,
  from: Role,
  form: 'ws-text' | 'ws-binary',
  moment: SessionMoment,
  partial: boolean,
): UnitContext {
  const { upgraded } = state;
  // Where the import only says which Engine.IO it is, nobody asked.
  const request = upgraded?.method === '' ? undefined : upgraded;
  if (partial) return { form, moment, request, partial };
  const before = state[from].frameContext;
  if (before?.form === form && before.moment === moment && before.request === request) return before;
  const context: UnitContext = { form, moment, request };
  state[from].frameContext = context;
  return context;
}
