/** Close codes (RFC 6455 §7.4.1 and the IANA registry), by what they are called there. */
export const CLOSE_CODES: Readonly<{ [code: number]: string }> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no status received',
  1006: 'abnormal closure',
  1007: 'invalid payload data',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'mandatory extension',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  1015: 'TLS handshake',
};

/** Whether a close frame may carry the code: 1005, 1006 and 1015 are told, never sent. */
export function isSendable(code: number): boolean {
  if (code === 1004 || code === 1005 || code === 1006 || code === 1015) return false;
  return (code >= 1000 && code <= 1014) || (code >= 3000 && code <= 4999);
}
