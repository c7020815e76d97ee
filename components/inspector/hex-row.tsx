import type { LayerName } from '@/lib/dissect/layer';
import type { Dissected } from './dissected';
import { HEX_ROW } from './hex-layout';
import { type Marks, type Run, runsOf } from './hex-runs';
import { asciiOf } from './visible-text';

export interface HexRowProps {
  readonly dissected: Dissected;
  readonly buffer: number;
  readonly start: number;
  readonly perRow: number;
  readonly marks: Marks;
}

/**
 * One row of a hex dump. Bytes of one field are one element, which says with `data-start` where it begins;
 * which of its bytes is meant follows from the place of the pointer.
 */
export function HexRow({ dissected, buffer, start, perRow, marks }: HexRowProps) {
  const bytes = dissected.buffers[buffer]?.bytes ?? new Uint8Array();
  const end = Math.min(start + perRow, bytes.length);
  const runs = runsOf(dissected, buffer, start, end, marks);
  return (
    <div className="flex whitespace-pre" style={{ height: HEX_ROW }} data-slot="hex-row">
      <span className="text-faint">{`${start.toString(16).padStart(4, '0')}  `}</span>
      <span style={{ width: `${perRow * 3}ch` }}>
        {runs.map((run, i) => (
          <span key={run.start}>
            {i > 0 && ' '}
            <Bytes run={run} form="hex" text={hexOf(bytes, run)} />
          </span>
        ))}
      </span>
      <span className="pl-[2ch]">
        {runs.map((run) => (
          <Bytes key={run.start} run={run} form="text" text={textOf(bytes, run)} />
        ))}
      </span>
    </div>
  );
}

function Bytes({
  run,
  form,
  text,
}: {
  readonly run: Run;
  readonly form: 'hex' | 'text';
  readonly text: string;
}) {
  return (
    <span
      data-start={run.start}
      data-length={run.end - run.start}
      data-form={form}
      data-layer={run.layer}
      data-lit={run.lit || undefined}
      data-chosen={run.chosen || undefined}
      data-issue={run.issue}
      className={`rounded-[2px] py-0.5 data-lit:outline-[1.5px] data-lit:outline-ink data-chosen:outline-[1.5px] data-chosen:outline-ink ${form === 'hex' ? HEX_LOOK[run.layer ?? 'none'] : TEXT_LOOK[run.layer ?? 'none']} ${run.issue ? ISSUE_LOOK[run.issue] : ''}`}
    >
      {text}
    </span>
  );
}

function hexOf(bytes: Uint8Array, { start, end }: Run): string {
  return Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function textOf(bytes: Uint8Array, { start, end }: Run): string {
  return Array.from(bytes.subarray(start, end), asciiOf).join('');
}

/** On a ground of their own colour the layers' colours are too faint to read, so they lean towards the ink. */
const HEX_LOOK: { readonly [L in LayerName | 'none']: string } = {
  http: 'bg-http/15 text-[color-mix(in_srgb,var(--http)_80%,var(--ink))]',
  ws: 'bg-ws/15 text-[color-mix(in_srgb,var(--ws)_80%,var(--ink))]',
  eio: 'bg-eio/20 text-[color-mix(in_srgb,var(--eio)_80%,var(--ink))]',
  sio: 'bg-sio/15 text-[color-mix(in_srgb,var(--sio)_80%,var(--ink))]',
  sse: 'bg-http/15 text-[color-mix(in_srgb,var(--http)_80%,var(--ink))]',
  data: 'bg-raised text-dim',
  none: 'text-dim',
};

const TEXT_LOOK: { readonly [L in LayerName | 'none']: string } = {
  http: 'text-http',
  ws: 'text-ws',
  eio: 'text-eio',
  sio: 'text-sio',
  sse: 'text-http',
  data: 'text-dim',
  none: 'text-dim',
};

const ISSUE_LOOK = {
  note: 'underline decoration-note decoration-dotted underline-offset-4',
  warn: 'underline decoration-warn decoration-wavy underline-offset-4',
  error: 'underline decoration-error decoration-wavy underline-offset-4',
} as const;
