import { utf8Text } from '@/lib/base/bytes';
import type { Unit } from '@/lib/dissect/layer';

/** What an Engine.IO server answers to a request it refuses: `{"code":1,"message":"Session ID unknown"}`. */
export interface EngineError {
  readonly code: number;
  readonly message: string;
}

/** The whole body is shorter than this, with the marks of a chunked one around it. */
const TAIL_BYTES = 512;
// The message may be the application's own (`allowRequest`), so it can hold escapes.
const BODY = /\{"code":(\d+),"message":("(?:[^"\\]|\\.)*")/;

export function engineErrorOf(unit: Unit): EngineError | undefined {
  const status = unit.http?.status ?? 0;
  if (status < 400 || status > 403) return undefined;
  const tail = utf8Text(unit.wire.subarray(-TAIL_BYTES));
  const match = BODY.exec(tail);
  if (!match?.[1] || !match[2]) return upgradeErrorOf(unit, tail);
  const message: unknown = JSON.parse(match[2]);
  return typeof message === 'string' ? { code: Number(match[1]), message } : undefined;
}

/** To an upgrade it answers with the message alone, so only its own messages can be told from anybody else's. */
function upgradeErrorOf({ http, engine }: Unit, tail: string): EngineError | undefined {
  if (engine?.transport !== 'websocket' || http?.headers['content-type'] !== 'text/html') return undefined;
  const message = tail.slice(tail.lastIndexOf('\r\n\r\n') + 4);
  const code = MESSAGES.indexOf(message);
  return code < 0 ? undefined : { code, message };
}

/** By code. */
const MESSAGES: readonly string[] = [
  'Transport unknown',
  'Session ID unknown',
  'Bad handshake method',
  'Bad request',
  'Forbidden',
  'Unsupported protocol version',
];
