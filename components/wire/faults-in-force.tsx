import { X } from 'lucide-react';
import { FAULTS, type Fault } from '@/lib/lab/faults';
import { faultWords, heldWords, slotOf } from './fault-set';

interface FaultsInForceProps {
  readonly faults: readonly Fault[];
  /** More than one client: then each says whose wire it is about. */
  readonly many: boolean;
  /** What it acts on right now, such as a ping that it keeps back. */
  readonly holds: (fault: Fault) => boolean;
  onClear(fault: Fault): void;
  onClearAll(): void;
}

/** What is being done to the wire now, and the way out of it. Nothing where the wire is as it should be. */
export function FaultsInForce({ faults, many, holds, onClear, onClearAll }: FaultsInForceProps) {
  if (faults.length === 0) return undefined;
  return (
    <section
      aria-label="Faults in force"
      data-slot="faults-in-force"
      className="flex flex-wrap items-center gap-1.5 border-t border-warn/40 bg-warn/8 px-2.5 py-1.5"
    >
      {faults.map((fault) => (
        <InForce
          key={slotOf(fault)}
          fault={fault}
          whose={fault.client ?? (many ? 'all' : undefined)}
          isHolding={fault.kind === 'hold' && holds(fault)}
          onClear={() => onClear(fault)}
        />
      ))}
      <button
        type="button"
        onClick={onClearAll}
        className="ml-auto whitespace-nowrap rounded-md px-2 py-0.5 text-[12.5px] leading-5 text-dim hover:bg-raised hover:text-ink"
      >
        {faults.length === 1 ? 'clear' : 'clear all'}
      </button>
    </section>
  );
}

interface InForceProps {
  readonly fault: Fault;
  readonly whose: string | undefined;
  readonly isHolding: boolean;
  onClear(): void;
}

function InForce({ fault, whose, isHolding, onClear }: InForceProps) {
  const words = faultWords(fault);
  const { does, realWorld } = FAULTS[fault.kind];
  return (
    <span
      data-slot="fault-in-force"
      data-kind={fault.kind}
      data-holding={isHolding || undefined}
      title={`${does}\nIn the world: ${realWorld}`}
      className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-full border border-warn/50 bg-panel pl-2.5 text-[12px] leading-6 text-ink data-holding:border-warn"
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-warn" />
      {whose !== undefined && <span className="text-dim">{whose}</span>}
      <span>{fault.kind === 'hold' && isHolding ? heldWords(fault.packet) : words}</span>
      <button
        type="button"
        aria-label={fault.kind === 'hold' ? `Let the ${fault.packet} go` : `Clear ${words}`}
        onClick={onClear}
        className={
          fault.kind === 'hold'
            ? 'rounded-full border-l border-warn/50 px-2.5 text-warn hover:bg-warn/15'
            : 'grid size-6 place-items-center rounded-full text-dim hover:text-ink'
        }
      >
        {fault.kind === 'hold' ? 'let it go' : <X size={12} aria-hidden="true" />}
      </button>
    </span>
  );
}
