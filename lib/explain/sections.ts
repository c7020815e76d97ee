const PAGES: { readonly [specification: string]: string } = {
  'Engine.IO protocol': 'https://socket.io/docs/v4/engine-io-protocol/',
  'Socket.IO protocol': 'https://socket.io/docs/v4/socket-io-protocol/',
};

/** Pages whose headings cannot be linked to by their names. */
const WHOLE_PAGES: { readonly [specification: string]: string } = {
  'Engine.IO protocol 3': 'https://github.com/socketio/engine.io-protocol/tree/v3',
  HTML: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
};

/** Where a section named in a field table can be read: `RFC 6455 §5.2`, `Engine.IO protocol §Handshake`. */
export function sectionOf(text: string): { readonly text: string; readonly url?: string } {
  const [, rfc, number] = /^RFC (\d+)(?: §([\d.]+))?/.exec(text) ?? [];
  if (rfc)
    return { text, url: `https://www.rfc-editor.org/rfc/rfc${rfc}${number ? `#section-${number}` : ''}` };
  const [name = '', heading] = text.split(' §', 2);
  const whole = WHOLE_PAGES[name];
  if (whole) return { text, url: whole };
  const page = PAGES[name];
  if (!page) return { text };
  return { text, url: heading ? `${page}#${heading.toLowerCase().replaceAll(' ', '-')}` : page };
}
