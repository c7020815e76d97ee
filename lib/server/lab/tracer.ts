import type { Received, SourcePlace, TraceEvent } from '@/lib/capture/record';
import { LIMITS } from '@/lib/lab/limits';
import { packetOf, readHandler } from './border';
import { NOT_CALLABLE } from './callee';
import type { Breach, Limit } from './sandbox';
import type { SourceMap } from './source-map';

/** What is known of the moment at which something is told. */
interface Now {
  /** The mark of the line being executed. */
  readonly line: number;
  /** The packet being handled: see `causeOf`. */
  readonly cause: number;
}

const MOST_HANDLERS = 10_000;
/** Characters: clients name the events. */
const LONGEST_HANDLER = 500;

interface Explained {
  readonly message: string;
  readonly place: SourcePlace | undefined;
}

/** Says what the program did, where it did it. */
export class Tracer {
  readonly #sources: SourceMap;
  readonly #now: () => Now;
  readonly #onTrace: (event: TraceEvent) => void;
  readonly #lines = new LineCount();
  /** What was told once, by number: the same functions listen again and again. */
  readonly #handlers: ((packet: Received) => TraceEvent)[] = [];
  readonly #handlerNumbers = new Map<string, number>();
  /** The Engine.IO sessions in the order in which they were opened. */
  readonly #sids: string[] = [];
  #stopped = false;

  constructor(sources: SourceMap, now: () => Now, onTrace: (event: TraceEvent) => void) {
    this.#sources = sources;
    this.#now = now;
    this.#onTrace = onTrace;
  }

  /** From now on nothing is told. */
  stop(): void {
    this.#stopped = true;
  }

  log(level: string, text: string): void {
    switch (this.#lines.count()) {
      case 'over':
        return;
      case 'last':
        this.#limit('log', this.#now().line);
        return;
      case 'within':
        this.#tell({
          kind: 'log',
          level: LEVELS.find((known) => known === level) ?? 'log',
          text,
          ...this.#at(),
        });
    }
  }

  /** `place` is where the exception lies if its stack does not say. */
  exception(phase: string, name: string, { message, place }: Explained, stack: string): void {
    if (phase === 'stack') {
      this.#tell({ kind: 'exception', phase: 'limit', ...SENTENCES.stack, ...this.#thrownAt(stack), stack });
      return;
    }
    const named = this.#named(name, message, stack);
    this.#tell({
      kind: 'exception',
      phase: PHASES.find((known) => known === phase) ?? 'turn',
      name,
      message: named,
      ...(place && !this.#sources.placeIn(stack) ? { place } : this.#thrownAt(stack)),
      stack: stack === '' ? `${name} ${named}` : stack.replace(message, () => named),
    });
  }

  /** Says what it is that could not be called, as Node would. */
  #named(name: string, message: string, stack: string): string {
    const place = NOT_CALLABLE.test(message) ? this.#sources.placeIn(stack) : undefined;
    const callee = place && this.#sources.calleeAt(place);
    // `throw new TypeError('not a function')` stands where the error was made: that is called well enough.
    return callee === undefined || callee.name === name
      ? message
      : `${callee.name} is not a ${callee.wanted}`;
  }

  room(action: string, nsp: string, room: string, socket?: string): void {
    const known = ROOM_ACTIONS.find((one) => one === action);
    if (known === undefined) return;
    this.#tell({
      kind: 'room',
      action: known,
      nsp,
      room,
      ...(socket === undefined ? {} : { socket }),
      ...this.#at(),
    });
  }

  socket(action: string, nsp: string, socket: string, sid: string, reason?: string): void {
    const known = SOCKET_ACTIONS.find((one) => one === action);
    if (known === undefined) return;
    this.#tell({
      kind: 'socket',
      action: known,
      nsp,
      socket,
      sid,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** A session was opened: its number among them, from 1. */
  session(sid: string): number {
    return this.#sids.push(sid);
  }

  /** The session was given a message packet. One that no line caused, the library sent by itself. */
  sent(sid: string, ordinal: number): void {
    const place = this.#sources.placeOf(this.#now().line);
    if (!place) return;
    const because = this.#received();
    this.#tell(
      because ? { kind: 'sent', sid, ordinal, place, because } : { kind: 'sent', sid, ordinal, place },
    );
  }

  /** Gives the number by which the same can be told again, 0 where too many have one. */
  handler(told: string | ArrayBuffer | number): number {
    const number = typeof told === 'number' ? told : 0;
    const handler = this.#handlers[number - 1] ?? this.#read(told);
    const packet = this.#received();
    if (packet) this.#tell(handler(packet));
    if (number > 0 || typeof told !== 'string') return number;
    let given = this.#handlerNumbers.get(told);
    if (given === undefined && this.#handlers.length < MOST_HANDLERS && told.length <= LONGEST_HANDLER) {
      given = this.#handlers.push(handler);
      this.#handlerNumbers.set(told, given);
    }
    return given ?? 0;
  }

  #read(told: string | ArrayBuffer | number): (packet: Received) => TraceEvent {
    const text = told instanceof ArrayBuffer ? Buffer.from(told).toString() : String(told);
    const { of: asked, nsp, event, mark } = readHandler(text);
    const place = this.#sources.placeOf(mark);
    const of = asked === 'ack' ? 'ack' : 'event';
    // Told with each packet: a literal is made several times as fast as a copy.
    return place
      ? (packet) => ({ kind: 'handler', of, event, nsp, packet, place })
      : (packet) => ({ kind: 'handler', of, event, nsp, packet });
  }

  unheard(told: string): void {
    const packet = this.#received();
    if (!packet) return;
    const [nsp, event]: [string, string] = JSON.parse(told);
    this.#tell({ kind: 'unheard', event, nsp, packet });
  }

  unsent(told: string): void {
    const unsent: Omit<Extract<TraceEvent, { kind: 'unsent' }>, 'kind' | 'place'> = JSON.parse(told);
    this.#tell({ kind: 'unsent', ...unsent, ...this.#at() });
  }

  breach({ limit, mark, pauseMs, detail }: Breach): void {
    this.#limit(limit, mark, pauseMs, detail);
  }

  #limit(limit: keyof typeof SENTENCES, mark: number, pauseMs?: number, detail?: string): void {
    const place = this.#sources.beginningOf(mark);
    const { name, message } = SENTENCES[limit];
    const pause = pauseMs ? ` Its next turn comes in ${pauseMs / 1000} s: others are first.` : '';
    this.#tell({
      kind: 'exception',
      phase: 'limit',
      name,
      message: message + pause,
      ...(place ? { place } : {}),
      ...(detail === undefined ? {} : { stack: detail }),
    });
  }

  /** The packet being handled. */
  #received(): Received | undefined {
    const { session, ordinal } = packetOf(this.#now().cause);
    const sid = this.#sids[session - 1];
    return sid === undefined ? undefined : { sid, ordinal };
  }

  #at(): { place?: SourcePlace } {
    const place = this.#sources.placeOf(this.#now().line);
    return place ? { place } : {};
  }

  /** What is no error has no stack: the line that was being executed is all that is known. */
  #thrownAt(stack: string): { place?: SourcePlace } {
    const place = this.#sources.placeIn(stack) ?? this.#sources.beginningOf(this.#now().line);
    return place ? { place } : {};
  }

  #tell(event: TraceEvent): void {
    if (!this.#stopped) this.#onTrace(event);
  }
}

/** Counts the lines of the console, second by second. */
class LineCount {
  #since = 0;
  #lines = 0;

  count(): 'within' | 'last' | 'over' {
    const now = performance.now();
    if (now - this.#since > 1000) {
      this.#since = now;
      this.#lines = 0;
    }
    this.#lines++;
    if (this.#lines <= LIMITS.logLinesASecond) return 'within';
    return this.#lines === LIMITS.logLinesASecond + 1 ? 'last' : 'over';
  }
}

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const PHASES = ['parse', 'start', 'turn', 'rejection', 'limit'] as const;
const ROOM_ACTIONS = ['create', 'join', 'leave', 'delete'] as const;
const SOCKET_ACTIONS = ['connection', 'disconnect'] as const;
const MIB = 2 ** 20;
const STOPPED = 'and was stopped. Run starts it anew.';

const SENTENCES: {
  readonly [K in Limit | 'stack' | 'log']: { readonly name: string; readonly message: string };
} = {
  turn: {
    name: 'TurnLimit',
    message: `The program ran for ${LIMITS.turnMs} ms without a pause and was interrupted here: a loop that does not end?`,
  },
  rejections: {
    name: 'RejectionLimit',
    message: `More than ${LIMITS.rejectionsATurn} promises were rejected at once and handled by nobody; the rest of them are not told.`,
  },
  share: {
    name: 'ProcessorShare',
    message:
      'The program has kept the processor busy for a while. From now on it waits after each long turn, nine times as long as the turn took, so that other labs are first.',
  },
  builtin: {
    name: 'TurnLimit',
    message: `One call into a built-in function, or into the library, ran on long after the turn’s ${LIMITS.turnMs} ms. Nothing can interrupt it in the middle, so the program did too much at once ${STOPPED}`,
  },
  memory: {
    name: 'MemoryLimit',
    message: `The program needed more than ${LIMITS.memoryBytes / MIB} MiB of memory ${STOPPED}`,
  },
  waiting: {
    name: 'WaitingLimit',
    message: `The program sent faster than its clients took it: more than ${LIMITS.waitingBytes / MIB} MiB waited, ${STOPPED}`,
  },
  processor: {
    name: 'ProcessorLimit',
    message: `The program kept the processor busy for more than ${LIMITS.processorShare * 100} % of the time that it was given ${STOPPED}`,
  },
  stack: {
    name: 'StackLimit',
    message:
      'The stack is used up here: functions that call each other without end, or data nested too deep?',
  },
  log: {
    name: 'LogLimit',
    message: `The program printed more than ${LIMITS.logLinesASecond} lines in a second; the rest of them are dropped.`,
  },
  broken: {
    name: 'SandboxError',
    message: `The program broke the engine that runs it ${STOPPED}`,
  },
};
