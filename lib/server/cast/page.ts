import type { Program } from '@/lib/lab/program';
import { parseFile } from '@/lib/program/syntax';
import { escapeHtml } from '../answer';

interface PageParts {
  readonly program: Program;
  readonly client: string;
  /** `/l/<lab>/<client>`. */
  readonly prefix: string;
  /** Origins whose page may hear this frame. */
  readonly apps: readonly string[];
}

/** The page of one client: the program's own `index.html`, or one that only runs `client.js`. */
export function framePage({ program, client, prefix, apps }: PageParts): string {
  const page = program.files['index.html'] ?? plainPage(client, program.files['client.js'] ?? '');
  return withFirstScript(withWireUrls(page, prefix), firstScript(prefix, apps));
}

function plainPage(client: string, source: string): string {
  const syntax = parseFile('client.js', source);
  const isModule = syntax.ok && syntax.kind === 'module';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(client)}</title>
<style>body { font: 15px/1.5 system-ui, sans-serif; margin: 1rem }</style>
</head>
<body>
<script src="/socket.io/socket.io.js"></script>
<script src="/client.js"${isModule ? ' type="module"' : ''}></script>
</body>
</html>
`;
}

/**
 * What a page of an app says in its attributes, as this client's: `/style.css` is in the program, and the library's
 * network of copies (a lab has no other network) is here.
 */
function withWireUrls(page: string, prefix: string): string {
  return page
    .replaceAll(/(\s(?:src|href|action)\s*=\s*["']?)\/(?!\/)/gi, `$1${prefix}/`)
    .replaceAll(/(\s(?:src|href)\s*=\s*["']?)https:\/\/cdn\.socket\.io\//gi, `$1${prefix}/~/cdn/`);
}

function firstScript(prefix: string, apps: readonly string[]): string {
  const imports = {
    'socket.io-client': `${prefix}/~/socket.io-client.js`,
    'https://cdn.socket.io/': `${prefix}/~/cdn/`,
  };
  return (
    `<script src="${prefix}/~/frame.js" data-prefix="${prefix}" data-app="${escapeHtml(apps.join(' '))}"></script>` +
    `<script type="importmap">${JSON.stringify({ imports })}</script>`
  );
}

/** Puts `script` before every other script, on the line where it finds room: lines keep their numbers. */
function withFirstScript(page: string, script: string): string {
  const place = [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]
    .map((tag) => tag.exec(page))
    .find((found) => found !== null);
  const at = place ? place.index + place[0].length : 0;
  return page.slice(0, at) + script + page.slice(at);
}
