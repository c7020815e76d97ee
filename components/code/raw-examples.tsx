import { dissectTyped, EXAMPLES } from '@/lib/state/raw-packet';
import { PacketText } from './packet-text';

/** Packets to begin with; a press puts one where packets are typed. */
export function RawExamples({ onPick }: { onPick(packet: string): void }) {
  return (
    <ul aria-label="Examples" className="grid gap-0.5 text-[12.5px]">
      {EXAMPLES.map(({ packet, does }) => (
        <li key={packet}>
          <button
            type="button"
            onClick={() => onPick(packet)}
            className="flex w-full items-baseline gap-3 rounded px-1.5 py-0.5 text-left hover:bg-raised"
          >
            <code className="shrink-0 font-mono">
              <PacketText packet={dissectTyped(packet, 'client')} />
            </code>
            <span className="min-w-0 text-dim">{does}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
