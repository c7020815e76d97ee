const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0']);

/**
 * The address by which the gateway knows this client's lab. A program says `/`, `http://localhost:3000` or
 * nothing at all, as it would beside its own server; any local address is the lab's.
 */
export function wireUrl(url: string | URL, base: string, prefix: string): string {
  const here = new URL(base);
  const target = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (!target || !/^(https?|wss?):$/.test(target.protocol)) return String(url);
  if (target.host !== here.host && !LOCAL.has(target.hostname)) return String(url);
  const isWithin = target.host === here.host && target.pathname.startsWith(`${prefix}/`);
  const isSecure = here.protocol === 'https:';
  const scheme = target.protocol.startsWith('ws') ? (isSecure ? 'wss' : 'ws') : isSecure ? 'https' : 'http';
  return `${scheme}://${here.host}${isWithin ? '' : prefix}${target.pathname}${target.search}${target.hash}`;
}

/** The path of an address on this machine, by whatever name and port; any other address as it is. */
export function pathIfLocal(url: string): string {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || !/^(https?|wss?):$/.test(target.protocol) || !LOCAL.has(target.hostname)) return url;
  return target.pathname + target.search;
}

/** Makes all that can reach a server reach the lab. */
export function putOnWire(prefix: string): void {
  const onWire = (url: string | URL) => wireUrl(url, location.href, prefix);

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: [async?: boolean, user?: string | null, password?: string | null]
  ) {
    // Left out is not the same as `undefined`: that would be a synchronous request.
    if (rest.length === 0) open.call(this, method, onWire(url), true);
    else open.call(this, method, onWire(url), rest[0] ?? false, rest[1], rest[2]);
  };

  const request = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    input instanceof Request
      ? request(new Request(onWire(input.url), input), init)
      : request(onWire(input), init);

  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(onWire(url), protocols);
    }
  };
  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(onWire(url), init);
    }
  };
}
