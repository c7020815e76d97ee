import { clientFile, type Program } from '@/lib/lab/program';
import type { Insert } from '@/lib/program/position';
import { Lines, parseFile } from '@/lib/program/syntax';
import { escapeHtml } from '../answer';
import { sourcesOf } from './sources';

interface PageParts {
  readonly program: Program;
  /** Which file of the program; `index.html` need not be there. */
  readonly file: string;
  readonly client: string;
  /** `/l/<lab>/<client>`. */
  readonly prefix: string;
  /** Origins whose page may hear this frame. */
  readonly apps: readonly string[];
}

export interface FramePage {
  readonly html: string;
  /** What is ours in it. */
  readonly inserts: readonly Insert[];
}

/** A part of a page that is given otherwise than it was written. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly inserts?: readonly Insert[];
}

/**
 * A page of one client: the program's own, or one that only runs the client's file. That is `client.bob.js` for bob
 * where there is one, also where a page that is everybody's names `client.js`; and `client.js` else. No line moves.
 */
export function framePage({ program, file, client, prefix, apps }: PageParts): FramePage {
  const own = program.files[file];
  const runs = clientFile(program.files, client);
  const source = own ?? plainPage(client, runs, program.files[runs] ?? '');
  const scripts = own === undefined ? [] : inlineScripts(source);
  const lines = new Lines(source);
  const edits: Edit[] = [firstScript(source, prefix, apps)];

  for (const { from, to, kind } of scripts) {
    const marked = sourcesOf(program).markInline(file, from, to, kind);
    if (marked) edits.push({ from, to, text: marked.code, inserts: marked.inserts });
  }
  // What a script says is its own affair.
  const isMarkup = ({ from }: Edit) => !scripts.some((script) => from >= script.from && from < script.to);
  edits.push(...[...wireUrls(source, prefix), ...ownPrograms(source, runs)].filter(isMarkup));
  edits.sort((a, b) => a.from - b.from);

  let html = '';
  let at = 0;
  const inserts: Insert[] = [];
  for (const edit of edits) {
    html += source.slice(at, edit.from) + edit.text;
    at = edit.to;
    const length = edit.text.length - (edit.to - edit.from);
    inserts.push(...(edit.inserts ?? [{ ...lines.positionAt(edit.from), length }]));
  }
  return { html: html + source.slice(at), inserts };
}

function plainPage(client: string, file: string, source: string): string {
  const syntax = parseFile(file, source);
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
<script src="/${file}"${isModule ? ' type="module"' : ''}></script>
</body>
</html>
`;
}

interface InlineScript {
  readonly from: number;
  readonly to: number;
  readonly kind: 'script' | 'module';
}

/** The scripts that stand in a page itself. One that has a `src`, or is data, is not run. */
function inlineScripts(page: string): InlineScript[] {
  const found: InlineScript[] = [];
  for (const { index, 1: attributes = '', 2: text = '' } of page.matchAll(
    /<script\b((?:"[^"]*"|'[^']*'|[^'">])*)>([\s\S]*?)<\/script\s*>/gi,
  )) {
    const [, , type = ''] = /\stype\s*=\s*(["']?)([^"'\s>]*)\1/i.exec(attributes) ?? [];
    if (/\ssrc\s*=/i.test(attributes) || !/^(?:|module|(?:text|application)\/javascript)$/i.test(type))
      continue;
    const from = index + '<script'.length + attributes.length + '>'.length;
    found.push({ from, to: from + text.length, kind: type.toLowerCase() === 'module' ? 'module' : 'script' });
  }
  return found;
}

/**
 * What a page of an app says in its attributes, as this client's: `/style.css` is in the program, and the library's
 * network of copies (a lab has no other network) is here.
 */
function wireUrls(page: string, prefix: string): Edit[] {
  const found = page.matchAll(/(\s(?:src|href|action)\s*=\s*["']?)(\/(?!\/)|https:\/\/cdn\.socket\.io\/)/gi);
  return Array.from(found, ({ index, 0: whole, 1: attribute = '', 2: url = '' }) => ({
    from: index + attribute.length,
    to: index + whole.length,
    text: url === '/' ? `${prefix}/` : `${prefix}/~/cdn/`,
  }));
}

/** Where the page loads `client.js`, it loads the client's own instead. */
function ownPrograms(page: string, file: string): Edit[] {
  const found =
    file === 'client.js' ? [] : page.matchAll(/(\ssrc\s*=\s*["']?\.?\/?)client\.js(?=["'\s>?])/gi);
  return Array.from(found, ({ index, 0: whole, 1: before = '' }) => ({
    from: index + before.length,
    to: index + whole.length,
    text: file,
  }));
}

/** Our script comes before every other script, on the line where it finds room. */
function firstScript(page: string, prefix: string, apps: readonly string[]): Edit {
  const place = [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]
    .map((tag) => tag.exec(page))
    .find((found) => found !== null);
  const at = place ? place.index + place[0].length : 0;
  const imports = {
    'socket.io-client': `${prefix}/~/socket.io-client.js`,
    'https://cdn.socket.io/': `${prefix}/~/cdn/`,
  };
  const text =
    `<script src="${prefix}/~/frame.js" data-prefix="${prefix}" data-app="${escapeHtml(apps.join(' '))}"></script>` +
    `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  return { from: at, to: at, text };
}
