import { MAX_UNIT } from './connection-state';
import { type OpenBody, openBody } from './http-body';
import type { HttpHead } from './http-scan';
import { isJsonp, openJsonp } from './jsonp';
import type { AskedRequest, Issue } from './layer';
import { type PayloadReading, payloadReading } from './payload';

/** The body of a message that carries packets, opened down to them, and how they are written. */
export function openPayload(
  wire: Uint8Array,
  head: HttpHead,
  request: AskedRequest | undefined,
  isImport: boolean,
  isPartial: boolean,
): OpenBody & PayloadReading {
  const opened = openBody(wire, head, MAX_UNIT, isImport, isPartial);
  const body = isJsonp(head, request) ? openJsonp(opened, head) : opened;
  const reading = payloadReading(head, request, body);
  if (body.problem !== undefined || !body.isPartial || reading.style === 'separated') {
    return { ...body, ...reading };
  }
  const { ground, start, end } = body;
  const message = 'The end of the payload is not kept, so its packets are not read';
  const problem: Issue = { code: 'eio-length', message, level: 'warn', buffer: ground.buffer, start, end };
  return { ...body, ...reading, problem };
}
