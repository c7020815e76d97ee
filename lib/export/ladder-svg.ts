import type { LabelPart } from '@/lib/explain/label';
import type { Link } from '@/lib/session/entry';

/** A ladder as it is to be drawn: everything has its place already, in pixels. */
export interface LadderDrawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Above the rows; the rows' own heights count from below it. */
  readonly headHeight: number;
  readonly lanes: readonly { readonly x: number; readonly name: string }[];
  readonly rails: readonly (Box & { readonly look: string })[];
  readonly holds: readonly Box[];
  readonly quiet: readonly { readonly y: number; readonly x: number; readonly text: string }[];
  readonly rows: readonly DrawnRow[];
  readonly curves: readonly {
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
    readonly reach: number;
    readonly kind: Link['kind'];
  }[];
  readonly words: readonly {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly about: string;
  }[];
  /** Said under the last row. */
  readonly foot: string | undefined;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnRow {
  readonly y: number;
  /** The whole of it in words. */
  readonly says: string;
  readonly time: string;
  readonly label: readonly LabelPart[];
  readonly left: number;
  readonly right: number;
  /** It was on the wire. */
  readonly solid: boolean;
  readonly mark: DrawnMark;
}

/** What goes between the lanes: a line, with a head where it was on the wire. */
export interface DrawnMark {
  readonly from: number;
  readonly to: number;
  readonly head: boolean;
  readonly dashed: boolean;
  readonly tone: 'up' | 'down' | 'tcp' | 'error' | 'warn' | 'faint';
  /** Where something is crossed out or stands. */
  readonly cross?: number;
  readonly dot?: number;
}

/** The colours by their names in the theme: `bg`, `ink`, `up` … */
export type Colours = { readonly [name in ColourName]: string };
export type ColourName =
  | 'bg'
  | 'panel'
  | 'line'
  | 'ink'
  | 'dim'
  | 'faint'
  | 'up'
  | 'down'
  | 'http'
  | 'ws'
  | 'eio'
  | 'sio'
  | 'tcp'
  | 'note'
  | 'warn'
  | 'error';

/** Every colour of a theme, asked one by one. */
export function coloursBy(colourOf: (name: ColourName) => string): Colours {
  return {
    bg: colourOf('bg'),
    panel: colourOf('panel'),
    line: colourOf('line'),
    ink: colourOf('ink'),
    dim: colourOf('dim'),
    faint: colourOf('faint'),
    up: colourOf('up'),
    down: colourOf('down'),
    http: colourOf('http'),
    ws: colourOf('ws'),
    eio: colourOf('eio'),
    sio: colourOf('sio'),
    tcp: colourOf('tcp'),
    note: colourOf('note'),
    warn: colourOf('warn'),
    error: colourOf('error'),
  };
}

const ROW = 26;
const MONO = "'JetBrains Mono Variable','JetBrains Mono',ui-monospace,monospace";
const SANS = "'Inter Variable',Inter,system-ui,sans-serif";
/** Of a letter of 12 pixels in a face where all are as wide. */
const LETTER = 7.22;
/** Of one of 11 pixels. */
const SMALL_LETTER = 6.62;

/** The drawing as a file of its own: it holds its colours and names its fonts, and asks nothing of anybody. */
export function ladderSvg(drawing: LadderDrawing, colours: Colours): string {
  const { title, width, height, headHeight, lanes, rails, holds, quiet, rows, curves, words, foot } = drawing;
  const c = (name: ColourName) => colours[name];
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${safe(title)}</title>`,
    `<style>text{font:12px ${MONO}}.h{font:500 13px ${SANS}}.s{font-size:11px}.l{fill:none;stroke-width:1.6}</style>`,
    `<rect width="${width}" height="${height}" fill="${c('bg')}"/>`,
    `<rect width="${width}" height="${headHeight}" fill="${c('panel')}"/>`,
    `<path d="M0 ${headHeight}H${width}" stroke="${c('line')}"/>`,
    ...lanes.map(
      ({ x, name }) =>
        `<text class="h" x="${x}" y="${headHeight / 2 + 5}" text-anchor="middle" fill="${c('ink')}">${safe(name)}</text>`,
    ),
    `<g transform="translate(0 ${headHeight})">`,
    ...lanes.map(({ x }) => `<path d="M${x} 0V${height - headHeight}" stroke="${c('line')}"/>`),
    ...rails.map((rail) => boxed(rail, c(RAILS[rail.look] ?? 'http'), rail.look === 'polling' ? 0.3 : 0.75)),
    ...holds.map((hold) => boxed(hold, c('http'), 0.25)),
    ...quiet.map(
      ({ x, y, text }) =>
        `<path d="M12 ${y}H${x * 2 - 12}" stroke="${c('faint')}" stroke-dasharray="1 4"/>` +
        `<rect x="${x - 70}" y="${y - 8}" width="140" height="16" fill="${c('bg')}"/>` +
        `<text class="s" x="${x}" y="${y + 4}" text-anchor="middle" fill="${c('dim')}">${safe(text)}</text>`,
    ),
    ...rows.map((row) => drawnRow(row, colours)),
    ...curves.map(
      ({ x, top, bottom, reach, kind }) =>
        `<path class="l" d="M${x} ${top}h${reach}V${bottom}h${-reach}l6 -3.5m-6 3.5l6 3.5" stroke="${c(CURVES[kind])}" stroke-linejoin="round"/>`,
    ),
    ...words.map(
      ({ x, y, text, about }) =>
        `<text class="s" x="${x}" y="${y + 4}" fill="${c(isLinkKind(about) ? CURVES[about] : 'dim')}">${safe(fitted(text, Math.floor((width - x - 6) / SMALL_LETTER)))}</text>`,
    ),
    ...(foot === undefined
      ? []
      : [`<text class="s" x="12" y="${height - headHeight - 10}" fill="${c('dim')}">${safe(foot)}</text>`]),
    '</g>',
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

const RAILS: { readonly [look: string]: ColourName } = {
  polling: 'http',
  websocket: 'ws',
  probing: 'ws',
  disconnected: 'error',
  waiting: 'warn',
  buffering: 'faint',
};

const CURVES: { readonly [K in Link['kind']]: ColourName } = {
  ack: 'sio',
  connect: 'sio',
  attachment: 'sio',
  fanout: 'sio',
  because: 'note',
  buffered: 'faint',
  pong: 'eio',
  probe: 'eio',
  response: 'http',
};

function isLinkKind(about: string): about is Link['kind'] {
  return about in CURVES;
}

function boxed({ x, y, width, height }: Box, fill: string, opacity: number): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(width / 2, 5)}" fill="${fill}" fill-opacity="${opacity}" stroke="${fill}" stroke-opacity="0.6"/>`;
}

function drawnRow({ y, says, time, label, left, right, solid, mark }: DrawnRow, colours: Colours): string {
  const border = `stroke="${colours.line}"${solid ? '' : ' stroke-dasharray="3 3"'}`;
  return (
    `<g><title>${safe(says)}</title>` +
    `<text class="s" x="12" y="${y + 4}" fill="${colours.dim}">${safe(time)}</text>` +
    drawnMark(mark, y, colours) +
    `<rect x="${left}" y="${y - ROW / 2 + 3}" width="${Math.max(0, right - left)}" height="20" rx="4" fill="${solid ? colours.panel : colours.bg}" ${border}/>` +
    `<text x="${left + 8}" y="${y + 4}" xml:space="preserve">${labelSpans(label, right - left - 16, colours)}</text></g>`
  );
}

function drawnMark(
  { from, to, head, dashed, tone, cross, dot }: DrawnMark,
  y: number,
  colours: Colours,
): string {
  const back = to > from ? -7 : 7;
  const stroke = `class="l" stroke="${colours[tone]}"`;
  const arrow = head ? `l${back} -4m${-back} 4l${back} 4` : '';
  let line = `<path ${stroke} d="M${from} ${y}H${to}${arrow}"${dashed ? ' stroke-dasharray="3 3"' : ''}/>`;
  if (cross !== undefined) line += `<path ${stroke} d="M${cross - 4} ${y - 4}l8 8m0 -8l-8 8"/>`;
  if (dot === undefined) return line;
  return `${line}<circle cx="${dot}" cy="${y}" r="4" fill="${colours.bg}" stroke="${colours[tone]}"/>`;
}

/** As much of a label as there is room for, each part in its colour. */
function labelSpans(label: readonly LabelPart[], width: number, colours: Colours): string {
  let room = Math.floor(width / LETTER);
  let spans = '';
  for (const [place, { text, tone }] of label.entries()) {
    if (room <= 0) break;
    const shown = fitted(place === 0 ? text : ` ${text}`, room);
    room -= [...shown].length;
    spans += `<tspan fill="${colours[tone === 'sse' ? 'http' : tone === 'data' ? 'dim' : tone]}">${safe(shown)}</tspan>`;
  }
  return spans;
}

/** As many letters as there is room for; where some are left out, the last says so. */
function fitted(text: string, room: number): string {
  const letters = [...text];
  return letters.length > room ? `${letters.slice(0, Math.max(0, room - 1)).join('')}…` : text;
}

/** Text as XML may hold it: its signs escaped, and what no XML can hold shown as a box. */
function safe(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
    .replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '\u25a1');
}
