import { CAPTURE_VERSION, type Capture, writeCapture } from '@/lib/capture/file';
import type { EntryNumber } from '@/lib/session/entry';
import { timelineFrom } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';
import { harOf } from './har';
import { mermaidOf } from './mermaid';
import { redact } from './redact';

/** What a capture can be written as. */
export type ExportForm = 'capture' | 'har' | 'mermaid';

export interface WrittenFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly text: string;
}

/** What a diagram shows. */
interface Diagram {
  /** Which entries of a timeline; all where this is not said. */
  readonly shown?: (timeline: Timeline) => (n: EntryNumber) => boolean;
  /** Namespaces have lanes of their own. */
  readonly unfolded?: boolean;
}

/** The capture as a file; without its secrets where `redacted`. */
export function written(
  form: ExportForm,
  whole: Capture,
  redacted: boolean,
  { shown = () => () => true, unfolded = false }: Diagram = {},
): WrittenFile {
  const capture = redacted ? redact(whole) : whole;
  const { header, records } = capture;
  const name = fileName(capture);
  switch (form) {
    case 'capture':
      return { name: `${name}.jsonl`, type: 'application/jsonl', text: writeCapture(header, records) };
    case 'har': {
      const har = harOf(timelineFrom(capture.records), header.createdAt, String(CAPTURE_VERSION));
      return {
        name: `${name}.har`,
        type: 'application/json',
        text: `${JSON.stringify(har, undefined, 2)}\n`,
      };
    }
    case 'mermaid': {
      const timeline = timelineFrom(capture.records);
      const shows = shown(timeline);
      const entries = timeline.entries.filter(({ n }) => shows(n));
      return { name: `${name}.mmd`, type: 'text/plain', text: mermaidOf(timeline, entries, unfolded) };
    }
  }
}

/** Without an ending: when it was recorded. */
export function fileName({ header }: Pick<Capture, 'header'>): string {
  return `socketscope-${header.createdAt.slice(0, 19).replaceAll(':', '-')}`;
}
