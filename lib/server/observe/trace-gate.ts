import type { TraceEvent } from '@/lib/capture/record';
import type { HostedLab } from '../hosted-lab';
import type { Trace } from './messages';

/** What a page may add to the log: enough for a chatty console, too little to push the wire's records out of it. */
const EVENTS_A_SECOND = 1000;
/** A client's program cannot say what only the server's side knows. */
const CLIENTS_MAY_TELL: ReadonlySet<TraceEvent['kind']> = new Set([
  'log',
  'exception',
  'sent',
  'handler',
  'unheard',
  'unsent',
  'retry',
  'queued',
  'client',
]);

/** Lets the traces of the cast into the log, as many as may be; what is left out is told once a second. */
export function openTraceGate(lab: HostedLab): (trace: Trace) => void {
  let windowEnd = 0;
  let passed = 0;
  let leftOut = 0;

  return ({ client, events }) => {
    if (!lab.program.cast.includes(client)) return;
    const now = performance.now();
    if (now >= windowEnd) {
      windowEnd = now + 1000;
      passed = 0;
      leftOut = 0;
    }
    for (const event of events) {
      if (!CLIENTS_MAY_TELL.has(event.kind)) continue;
      if (passed < EVENTS_A_SECOND) {
        passed += 1;
        lab.trace(client, event);
        continue;
      }
      if (leftOut === 0) setTimeout(() => lab.trace(client, tooMany(leftOut)), windowEnd - now);
      leftOut += 1;
    }
  };
}

function tooMany(leftOut: number): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'TraceLimit',
    message: `${leftOut} events of this client were not recorded: more than ${EVENTS_A_SECOND} came within a second.`,
  };
}
