import {
  type IncomingMessage,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as EngineServer, type Socket as EngineSocket } from 'engine.io';
import { LIMITS } from '@/lib/lab/limits';
import type { Crossing, Inside } from './border';
import type { Doorkeeper } from './door';
import { readEngineOptions } from './engine-options';
import { type Exchanges, isClientFile, snapshotOf } from './exchanges';
import type { Tracer } from './tracer';
import type { WebSockets } from './web-sockets';

/** What the engines need of the lab they are in. */
export interface EngineRoom {
  readonly exchanges: Exchanges;
  readonly webSockets: WebSockets;
  readonly tracer: Tracer;
  call(name: keyof Inside, ...args: Crossing[]): Crossing;
  /** More waits to be sent than a lab may keep. */
  onFull(): void;
}

interface Engine {
  readonly number: number;
  readonly server: EngineServer;
  /** Absent until it is attached. */
  path: string | undefined;
  servesClient: boolean;
  readonly asks: Set<string>;
}

/** A connection of the real engine, with what the lab keeps about it. */
interface Session {
  readonly sid: string;
  readonly socket: EngineSocket;
  /** How many message packets it has been given. */
  sent: number;
  /** Bytes it was given since its transport last had nothing to do. */
  waiting: number;
  readonly watched: Set<string>;
}

const MOST_ENGINES = 16;

type Headers = Record<string, unknown>;
type Answer = (error: string | undefined, value: string) => void;

/** The real Engine.IO servers of a lab, and their connections' way into the sandbox. */
export class Engines implements Doorkeeper {
  readonly #room: EngineRoom;
  readonly #engines: Engine[] = [];
  readonly #sessions = new Map<string, Session>();
  readonly #byNumber = new Map<number, Session>();
  readonly #questions = new Map<number, Answer>();
  #lastQuestion = 0;
  #waiting = 0;

  constructor(room: EngineRoom) {
    this.#room = room;
  }

  open(json: string): number {
    const number = this.#engines.length;
    if (number >= MOST_ENGINES) throw new Error(`A lab has at most ${MOST_ENGINES} Engine.IO servers.`);
    const asks = new Set<string>();
    const server = new EngineServer({
      ...readEngineOptions(json),
      allowRequest: (request, decide) => {
        if (!asks.has('allow')) return decide(null, true);
        this.#ask(number, 'allow', request, (error) => decide(error, error === undefined));
      },
    });
    const engine: Engine = { number, server, path: undefined, servesClient: false, asks };
    this.#engines.push(engine);
    server.on('connection', (socket: EngineSocket) => this.#connected(engine, socket));
    return number;
  }

  attach(number: number, path: string, servesClient: boolean): void {
    const engine = this.#engines[number];
    if (!engine) return;
    engine.path = path;
    engine.servesClient = servesClient;
  }

  close(number: number): void {
    const engine = this.#engines[number];
    if (!engine) return;
    engine.path = undefined;
    engine.server.close();
  }

  closeAll(): void {
    for (const engine of this.#engines) {
      engine.path = undefined;
      engine.server.removeAllListeners();
      engine.server.close();
    }
    this.#questions.clear();
  }

  /** From now on the program is asked, or told, about `what`. */
  ask(number: number, what: string): void {
    const engine = this.#engines[number];
    if (!engine || engine.asks.has(what)) return;
    engine.asks.add(what);
    const { server } = engine;
    switch (what) {
      case 'middleware':
        server.use((request: IncomingMessage, response: ServerResponse, next: (error?: Error) => void) => {
          const proceed: Answer = (error, headers) => {
            if (error !== undefined) return next(new Error(error));
            const list: [string, string][] = JSON.parse(headers);
            for (const [name, value] of list) response.setHeader(name, value);
            next();
          };
          this.#ask(number, what, request, proceed, response);
        });
        return;
      case 'id':
        server.generateId = (request: IncomingMessage) =>
          new Promise<string>((done, fail) => {
            this.#ask(number, what, request, (error, id) =>
              error === undefined ? done(id) : fail(new Error(error)),
            );
          });
        return;
      case 'headers':
      case 'initial_headers':
        server.on(what, (headers: Headers, request: IncomingMessage) =>
          this.#changeHeaders(number, what, headers, request),
        );
        return;
      case 'connection_error':
        server.on(what, ({ req, code, message, context }) => {
          this.#room.call(
            'connectionError',
            number,
            this.#room.exchanges.numberOf(req),
            snapshot(req),
            JSON.stringify({ code, message, context }),
          );
        });
        return;
    }
  }

  answer(question: number, error: string | undefined, value: string): void {
    const answer = this.#questions.get(question);
    this.#questions.delete(question);
    answer?.(error, value);
  }

  write(
    number: number,
    data: string | ArrayBuffer,
    isText: boolean,
    compress: boolean,
    callback: number,
  ): void {
    const session = this.#byNumber.get(number);
    if (!session) return;
    const size = typeof data === 'string' ? data.length : data.byteLength;
    session.waiting += size;
    this.#waiting += size;
    if (this.#waiting > LIMITS.waitingBytes) {
      this.#room.onFull();
      return;
    }
    session.socket.write(
      typeof data === 'string' ? data : isText ? Buffer.from(data).toString() : Buffer.from(data),
      { compress },
      callback > 0 ? () => this.#room.call('written', session.sid, callback) : undefined,
    );
  }

  closeSession(sid: string, discard: boolean): string {
    const session = this.#sessions.get(sid);
    session?.socket.close(discard);
    return session?.socket.readyState ?? 'closed';
  }

  writable(sid: string): boolean {
    return this.#sessions.get(sid)?.socket.transport.writable ?? false;
  }

  writeBuffer(sid: string): string {
    const buffer: Packet[] = Reflect.get(this.#sessions.get(sid)?.socket ?? {}, 'writeBuffer') ?? [];
    return JSON.stringify(buffer.map(crossing));
  }

  watch(sid: string, event: string): void {
    const session = this.#sessions.get(sid);
    if (!session || session.watched.has(event)) return;
    session.watched.add(event);
    const { call } = this.#room;
    session.socket.on(event, (packet?: unknown) => {
      const text = isPacket(packet)
        ? JSON.stringify(crossing(packet))
        : Array.isArray(packet)
          ? JSON.stringify(packet.map(crossing))
          : '';
      call('event', sid, event, text);
    });
  }

  request(request: IncomingMessage, response: ServerResponse): void {
    const engine = this.#engineFor(request);
    if (engine && !(engine.servesClient && isClientFile(request.url ?? '')))
      engine.server.handleRequest(request as never, response);
    else this.#deliver(request, response);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const engine = this.#engineFor(request);
    if (engine?.server.opts.transports?.includes('websocket')) {
      engine.server.handleUpgrade(request as never, socket, head);
      return;
    }
    this.#room.webSockets.offer(request, socket, head, snapshot(request));
  }

  #engineFor(request: IncomingMessage): Engine | undefined {
    // The last one attached is asked first, as each takes the requests before those that were there.
    return this.#engines.findLast(({ path }) => path !== undefined && request.url?.startsWith(path));
  }

  #deliver(request: IncomingMessage, response: ServerResponse): void {
    const { exchanges, call } = this.#room;
    const exchange = exchanges.numberOf(request, response);
    call('request', exchange, snapshot(request));
    request.on('data', (chunk: Buffer) => call('body', exchange, new Uint8Array(chunk).buffer));
    request.on('end', () => call('bodyEnd', exchange));
  }

  /** The program takes no requests, or no upgrades. */
  untaken(exchange: number): void {
    this.#room.webSockets.untaken(exchange);
    const response = this.#room.exchanges.response(exchange);
    response?.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
    response?.end('The program of this lab answers no requests but those of Socket.IO.\n');
  }

  /** Lets the program change the headers of an answer. It is not answered by what it throws: nobody could catch that. */
  #changeHeaders(engine: number, event: string, headers: Headers, request: IncomingMessage): void {
    const { exchanges, tracer, call } = this.#room;
    const told = call(
      'headers',
      engine,
      event,
      exchanges.numberOf(request),
      snapshot(request),
      JSON.stringify(headers),
    );
    if (typeof told !== 'string') return;
    const changed: Headers = JSON.parse(told);
    for (const name of Object.keys(headers)) {
      if (!Object.hasOwn(changed, name)) delete headers[name];
    }
    for (const [name, value] of Object.entries(changed)) {
      try {
        validateHeaderName(name);
        for (const one of [value].flat()) validateHeaderValue(name, String(one));
        headers[name] = value;
      } catch (error) {
        if (error instanceof Error)
          tracer.exception('turn', error.name, { message: error.message, place: undefined }, '');
      }
    }
  }

  #ask(
    engine: number,
    what: string,
    request: IncomingMessage,
    answer: Answer,
    response?: ServerResponse,
  ): void {
    const question = ++this.#lastQuestion;
    this.#questions.set(question, answer);
    this.#room.call(
      'question',
      engine,
      what,
      question,
      this.#room.exchanges.numberOf(request, response),
      snapshot(request),
    );
  }

  #connected(engine: Engine, socket: EngineSocket): void {
    const sid = String(Reflect.get(socket, 'id'));
    const { call, exchanges } = this.#room;
    const session: Session = { sid, socket, sent: 0, waiting: 0, watched: new Set() };
    const number = this.#room.tracer.session(sid);
    this.#sessions.set(sid, session);
    this.#byNumber.set(number, session);
    socket.on('data', (data: string | Buffer) => {
      // The border ends a string at a NUL.
      if (typeof data === 'string' && !data.includes('\0')) call('data', number, data, true);
      else call('data', number, new Uint8Array(Buffer.from(data as string)).buffer, typeof data === 'string');
    });
    socket.on('packetCreate', (packet: Packet) => {
      if (packet.type !== 'message') return;
      this.#room.tracer.sent(sid, session.sent++);
    });
    const settle = () => {
      this.#waiting -= session.waiting;
      session.waiting = 0;
    };
    // The engine says `drain` when it has handed its packets on; the transport, when they are gone.
    const follow = (transport: Emitter) => transport.on('drain', settle);
    follow(socket.transport);
    socket.on('upgrade', follow);
    socket.on('upgrade', (transport: { name: string }) => call('upgraded', sid, transport.name));
    socket.on('close', (reason: string, description?: unknown) => {
      this.#sessions.delete(sid);
      this.#byNumber.delete(number);
      settle();
      call('closed', sid, reason, description instanceof Error ? description.message : '');
    });
    const request: IncomingMessage = socket.request;
    call(
      'connection',
      engine.number,
      sid,
      Reflect.get(socket, 'protocol'),
      snapshot(request),
      exchanges.numberOf(request),
      number,
    );
  }
}

interface Emitter {
  on(event: string, listener: () => void): unknown;
}

interface Packet {
  readonly type: string;
  readonly data?: string | Buffer;
}

function isPacket(value: unknown): value is Packet {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function crossing({ type, data }: Packet) {
  if (data === undefined) return { type };
  return typeof data === 'string'
    ? { type, text: data }
    : { type, base64: Buffer.from(data).toString('base64') };
}

function snapshot(request: IncomingMessage): string {
  return JSON.stringify(snapshotOf(request));
}
