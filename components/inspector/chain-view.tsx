import { ArrowRight, CornerDownRight, EarOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SourcePlace } from '@/lib/capture/record';
import type { EntryNumber } from '@/lib/session/entry';
import type { ChainBranch, ChainStep } from './chain-steps';

interface ChainViewProps {
  readonly chains: readonly ChainBranch[];
  readonly onSelect: (n: EntryNumber) => void;
  /** Shows a line of the program; absent where there is no program to show. */
  readonly onPlace: ((place: SourcePlace) => void) | undefined;
}

/** From the line that sent it to the lines that heard it, and on to what they sent: each a link to go there. */
export function ChainView({ chains, onSelect, onPlace }: ChainViewProps) {
  if (chains.length === 0) return undefined;
  return (
    <nav aria-label="Chain of the entry" data-slot="entry-chain" className="mb-3 border-b border-line pb-3">
      {chains.map((chain) => (
        <Branch key={chain.key} branch={chain} onSelect={onSelect} onPlace={onPlace} />
      ))}
    </nav>
  );
}

interface BranchProps extends Pick<ChainViewProps, 'onSelect' | 'onPlace'> {
  readonly branch: ChainBranch;
}

function Branch({ branch, onSelect, onPlace }: BranchProps) {
  return (
    <>
      <ol className="m-0 flex list-none flex-wrap items-center gap-x-1.5 gap-y-0.5 p-0 text-[12.5px] leading-6">
        {branch.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stops of a chain stand in their order, and have no state
          <li key={i} className="flex items-center gap-1.5">
            {i > 0 && <ArrowRight aria-hidden="true" size={12} className="shrink-0 text-faint" />}
            <Step step={step} onSelect={onSelect} onPlace={onPlace} />
          </li>
        ))}
      </ol>
      {branch.branches.length > 0 && (
        <ul className="m-0 list-none border-l border-line p-0 pl-2.5">
          {branch.branches.map((next) => (
            <li key={next.key} className="flex gap-1.5">
              <CornerDownRight aria-hidden="true" size={12} className="mt-1.5 shrink-0 text-faint" />
              <div className="min-w-0">
                <Branch branch={next} onSelect={onSelect} onPlace={onPlace} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Step({ step, onSelect, onPlace }: { readonly step: ChainStep } & Omit<BranchProps, 'branch'>) {
  switch (step.kind) {
    case 'sent':
      return (
        <span className="text-dim">
          sent by <Place place={step.place} onPlace={onPlace} /> ({step.by})
        </span>
      );
    case 'packet':
      return (
        <StepButton
          current={step.isThis}
          title={`To ${step.to}`}
          slot="chain-packet"
          onPress={() => onSelect(step.n)}
        >
          #{step.n}
        </StepButton>
      );
    case 'heard':
      return (
        <span className="text-dim">
          handled by {step.place && <Place place={step.place} onPlace={onPlace} />} ({step.by}
          {step.times > 1 && `, ${step.times === 2 ? 'twice' : `${step.times} times`}`})
        </span>
      );
    case 'unheard':
      return (
        <span className="flex items-center gap-1 text-warn">
          <EarOff aria-hidden="true" size={12} />
          nobody at {step.by} listened
        </span>
      );
    case 'caused':
      return <span className="text-dim">{step.text}</span>;
  }
}

interface PlaceProps {
  readonly place: SourcePlace;
  readonly onPlace: ChainViewProps['onPlace'];
}

function Place({ place, onPlace }: PlaceProps) {
  const text = `${place.file}:${place.line}`;
  if (!onPlace) return <code className="font-mono text-[12px] text-ink">{text}</code>;
  return (
    <StepButton title={`Show ${text}`} slot="chain-place" onPress={() => onPlace(place)}>
      {text}
    </StepButton>
  );
}

interface StepButtonProps {
  readonly slot: string;
  readonly title: string;
  readonly current?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function StepButton({ slot, title, current = false, onPress, children }: StepButtonProps) {
  return (
    <button
      type="button"
      data-slot={slot}
      title={title}
      aria-current={current || undefined}
      onClick={onPress}
      className="rounded border border-transparent px-1 font-mono text-[12px] leading-[18px] text-note hover:border-note aria-[current]:border-ink aria-[current]:text-ink"
    >
      {children}
    </button>
  );
}
