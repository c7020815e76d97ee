import { FileText } from 'lucide-react';

/** A recording that comes with the app. */
export interface Sample {
  /** Names it in an address. */
  readonly slug: string;
  readonly href: string;
  readonly name: string;
  readonly says: string;
}

interface SamplesProps {
  readonly samples: readonly Sample[];
  readonly onSample: (sample: Sample) => void;
}

export function Samples({ samples, onSample }: SamplesProps) {
  return (
    <ul className="grid grid-cols-1 gap-2">
      {samples.map((sample) => (
        <li key={sample.href}>
          <button
            type="button"
            onClick={() => onSample(sample)}
            className="flex w-full gap-2.5 rounded-md border border-line bg-panel px-3 py-2 text-left hover:border-faint"
          >
            <FileText size={15} aria-hidden="true" className="mt-[3px] shrink-0 text-dim" />
            <span className="min-w-0">
              <span className="block font-mono text-[12.5px] break-words">{sample.name}</span>
              <span className="block text-[13px] text-dim">{sample.says}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
