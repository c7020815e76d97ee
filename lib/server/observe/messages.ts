import type { ClientName, Seq, TraceEvent } from '@/lib/capture/record';
import { isCount, isObject, isText, object, type Shape } from '@/lib/capture/shape';
import { isTraceEvent } from '@/lib/capture/trace-shape';

/** The first message of an observer. `after` is the last record it has; 0 for none. */
export interface Hello {
  readonly key: string;
  readonly after: Seq;
}

/** What a client's frame told the page, on its way to the log. */
export interface Trace {
  readonly client: ClientName;
  readonly events: readonly TraceEvent[];
}

const isHello = object<Hello>({ key: isText, after: isCount });
const isEvents: Shape<readonly TraceEvent[]> = (value): value is readonly TraceEvent[] =>
  Array.isArray(value) && value.every(isTraceEvent);
const isTrace = object<Trace>({ client: isText, events: isEvents });

export function readHello(text: string): Hello | undefined {
  const value = parse(text);
  return isHello(value) ? value : undefined;
}

export function readTrace(text: string): Trace | undefined {
  const value = parse(text);
  return isObject(value) && isTrace(value.trace) ? value.trace : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the peer's, and refused as no message
  }
}
