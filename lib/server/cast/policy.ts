interface PolicyParts {
  /** The labs' origin as this browser knows it. */
  readonly origin: string;
  readonly labId: string;
  readonly apps: readonly string[];
}

/** The Content-Security-Policy of a frame: it reaches its own lab and nothing else, and only the app may hold it. */
export function framePolicy({ origin, labId, apps }: PolicyParts): string {
  // A source that ends in a slash allows all paths below it (CSP 3 §6.7.2.12).
  const lab = `${origin}/l/${labId}/`;
  const directives = {
    'default-src': `'none'`,
    'script-src': `${lab} 'unsafe-inline' blob:`,
    'style-src': `${lab} 'unsafe-inline'`,
    'img-src': `${lab} data: blob:`,
    'font-src': `${lab} data:`,
    'media-src': `${lab} data: blob:`,
    'connect-src': `${lab} ${lab.replace(/^http/, 'ws')}`,
    'worker-src': `${lab} blob:`,
    'form-action': lab,
    'base-uri': `'none'`,
    // CSP has no words for an IPv6 address.
    'frame-ancestors': apps.filter((app) => !app.includes('[')).join(' '),
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
