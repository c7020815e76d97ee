'use client';

import type { SourcePlace } from '@/lib/capture/record';
import type { ChainStep } from '@/lib/state/line-chain';

interface ChainStripProps {
  readonly steps: readonly ChainStep[];
  onPlace(place: SourcePlace): void;
  onSelect(n: number): void;
}

/** The way of the selected packet: from the line that sent it to the lines that heard it, and on. */
export function ChainStrip({ steps, onPlace, onSelect }: ChainStripProps) {
  if (steps.length === 0) return undefined;
  return (
    <nav
      aria-label="From line to line"
      data-slot="chain"
      className="shrink-0 overflow-x-auto border-t border-line bg-bg px-3 py-1"
    >
      <ol className="flex items-center gap-1 font-mono text-[12px] whitespace-nowrap">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is only its place on the way
          <li key={place} className="flex items-center gap-1">
            {place > 0 && (
              <span aria-hidden="true" className="text-faint">
                {isFrom(steps[place - 1]) && isFrom(step) ? '·' : '→'}
              </span>
            )}
            <Step step={step} onPlace={onPlace} onSelect={onSelect} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Two lines or two packets beside each other do not lead to one another. */
function isFrom(step: ChainStep | undefined): boolean {
  return step?.kind === 'line';
}

function Step({ step, onPlace, onSelect }: { readonly step: ChainStep } & Omit<ChainStripProps, 'steps'>) {
  switch (step.kind) {
    case 'line':
      return (
        <button
          type="button"
          title={`Show line ${step.place.line} of ${step.place.file}, run by ${step.side}`}
          onClick={() => onPlace(step.place)}
          className="rounded px-1 text-dim hover:bg-raised hover:text-ink"
        >
          <span className="text-faint">{step.side} </span>
          {step.place.file}:{step.place.line}
        </button>
      );
    case 'packet':
      return (
        <button
          type="button"
          aria-current={step.selected || undefined}
          title={`Select entry ${step.n}`}
          onClick={() => onSelect(step.n)}
          className="rounded px-1 text-sio hover:bg-raised aria-[current]:bg-sel aria-[current]:text-ink"
        >
          #{step.n}
        </button>
      );
    case 'unheard':
      return <span className="px-1 text-warn">nobody listens at {step.side}</span>;
  }
}
