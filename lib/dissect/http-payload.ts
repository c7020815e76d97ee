import { MAX_UNIT } from './connection-state';
import { type OpenBody, openBody } from './http-body';
import type { HttpHead } from './http-scan';
import { isJsonp, openJsonp } from './jsonp';
import type { AskedRequest } from './layer';

/** The body of a message that carries packets, opened down to them. */
export function openPayload(
  wire: Uint8Array,
  head: HttpHead,
  request: AskedRequest | undefined,
  isImport: boolean,
): OpenBody {
  const body = openBody(wire, head, MAX_UNIT, isImport);
  return isJsonp(head, request) ? openJsonp(body, head) : body;
}
