const PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

/** The parts of a URL, as JSON. The real parser, for a sandbox that has none. */
export function parseUrl(href: string, base?: string, part?: string, value?: string): string {
  const url = base === undefined ? new URL(href) : new URL(href, base);
  const settable = PARTS.find((known) => known === part && known !== 'origin');
  if (settable !== undefined && value !== undefined) Reflect.set(url, settable, value);
  return JSON.stringify(Object.fromEntries(PARTS.map((name) => [name, url[name]])));
}
