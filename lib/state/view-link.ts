import { SCALES } from './time';
import { type EntriesForm, FORMS } from './view';

/**
 * What the address says of the view, beside the path:
 * `?v=1&step=probe&as=list&entry=9&after=1200&field=eio.type&filter=ws`.
 */
export interface ViewLink {
  /** A recording that comes with the app, by its name. */
  readonly sample?: string;
  readonly step?: string;
  /** How the entries are laid out, where not as a ladder. */
  readonly as?: EntriesForm;
  /** Of a file: which run of its program. */
  readonly run?: number;
  /** The ladder's scale, in microseconds to a hundred pixels. */
  readonly zoom?: number;
  /** Each namespace has a lane of its own. */
  readonly laidOpen?: true;
  /** Counted within its run, so that it is the same one in another reader's first run; of a file, within the file. */
  readonly entry?: number;
  /** Microseconds since the entry, where the moment that is shown is later. */
  readonly after?: number;
  readonly field?: string;
  /** Which of several fields with that key, where it is not the first. */
  readonly nth?: number;
  /** As it was written, whether it can be read or not. */
  readonly filter?: string;
}

const VERSION = '1';
const LAID_OPEN = 'namespaces';
/** In the order in which they are written. */
const KEYS = [
  'sample',
  'step',
  'as',
  'run',
  'zoom',
  'lanes',
  'entry',
  'after',
  'field',
  'nth',
  'filter',
] as const;

/** An address of a newer version, or one that makes no sense, is a plain view: a link must never fail. */
export function readViewLink(search: string): ViewLink {
  const query = new URLSearchParams(search);
  if (query.get('v') !== VERSION) return {};
  const sample = query.get('sample') ?? undefined;
  const step = query.get('step') ?? undefined;
  const field = query.get('field') ?? undefined;
  const filter = query.get('filter') ?? undefined;
  const as = FORMS.find((form) => form === query.get('as'));
  const zoom = SCALES.find((scale) => String(scale) === query.get('zoom'));
  const [run, entry, after, nth = 1] = ['run', 'entry', 'after', 'nth'].map((key) => countIn(query, key));
  return {
    ...(sample && { sample }),
    ...(step && { step }),
    ...(as && { as }),
    ...(run && { run }),
    ...(zoom && { zoom }),
    ...(query.get('lanes') === LAID_OPEN && { laidOpen: true }),
    ...(entry && { entry }),
    ...(after && { after }),
    ...(field && { field }),
    ...(field && nth > 1 && { nth }),
    ...(filter && { filter }),
  };
}

function countIn(query: URLSearchParams, key: string): number | undefined {
  const count = Number(query.get(key));
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

/** With its `?`, or empty where there is nothing to say. */
export function writeViewLink({ laidOpen, ...link }: ViewLink): string {
  const said = { ...link, ...(laidOpen && { lanes: LAID_OPEN }) };
  const query = new URLSearchParams();
  for (const key of KEYS) if (said[key] !== undefined) query.set(key, String(said[key]));
  if (query.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...query])}`;
}
