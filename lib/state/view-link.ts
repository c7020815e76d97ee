/** What the address says of the view, beside the path: `?v=1&step=probe&entry=9&after=1200&field=eio.type&filter=ws`. */
export interface ViewLink {
  /** A recording that comes with the app, by its name. */
  readonly sample?: string;
  readonly step?: string;
  /** Counted within its run, so that it is the same one in another reader's first run; of a file, within the file. */
  readonly entry?: number;
  /** Microseconds since the entry, where the moment that is shown is later. */
  readonly after?: number;
  readonly field?: string;
  /** As it was written, whether it can be read or not. */
  readonly filter?: string;
}

const VERSION = '1';

/** An address of a newer version, or one that makes no sense, is a plain view: a link must never fail. */
export function readViewLink(search: string): ViewLink {
  const query = new URLSearchParams(search);
  if (query.get('v') !== VERSION) return {};
  const sample = query.get('sample') ?? undefined;
  const step = query.get('step') ?? undefined;
  const field = query.get('field') ?? undefined;
  const filter = query.get('filter') ?? undefined;
  const entry = Number(query.get('entry'));
  const after = Number(query.get('after'));
  return {
    ...(sample && { sample }),
    ...(step && { step }),
    ...(Number.isSafeInteger(entry) && entry > 0 && { entry }),
    ...(Number.isSafeInteger(after) && after > 0 && { after }),
    ...(field && { field }),
    ...(filter && { filter }),
  };
}

/** With its `?`, or empty where there is nothing to say. */
export function writeViewLink({ sample, step, entry, after, field, filter }: ViewLink): string {
  const query = new URLSearchParams();
  if (sample !== undefined) query.set('sample', sample);
  if (step !== undefined) query.set('step', step);
  if (entry !== undefined) query.set('entry', String(entry));
  if (after !== undefined) query.set('after', String(after));
  if (field !== undefined) query.set('field', field);
  if (filter !== undefined) query.set('filter', filter);
  if (query.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...query])}`;
}
