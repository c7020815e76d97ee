import { ArrowLeft, ArrowRight } from 'lucide-react';
import { NearLink } from '@/components/ui/near-link';
import type { SheetLine, SheetPacket } from '@/lib/lessons/reference/sheet';
import { WireText } from './wire-text';

interface SheetLinesProps {
  readonly lines: readonly (SheetLine & { readonly lessonTitle: string | undefined })[];
}

/** Lines of a program, each with what it puts on the wire. */
export function SheetLines({ lines }: SheetLinesProps) {
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-panel">
      {lines.map(({ row, packets, lessonTitle }) => (
        <li
          key={row.line}
          className="grid gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]"
        >
          <div className="min-w-0">
            <code className="font-mono text-[12.5px] break-words">{row.line}</code>
            <p className="mt-1 text-[13px] text-pretty text-dim">
              {row.says}{' '}
              {lessonTitle && (
                <span className="whitespace-nowrap">
                  Lesson:{' '}
                  <NearLink href={`/learn/${row.lesson}`} className="text-note underline underline-offset-2">
                    {lessonTitle}
                  </NearLink>
                </span>
              )}
            </p>
          </div>
          <Packets packets={packets} />
        </li>
      ))}
    </ul>
  );
}

function Packets({ packets }: { readonly packets: readonly SheetPacket[] }) {
  if (packets.length === 0) {
    return <p className="self-start text-[13px] text-faint italic">nothing crosses the wire</p>;
  }
  return (
    <ol className="grid min-w-0 content-start gap-1.5">
      {packets.map((packet) => (
        <li key={`${packet.from} ${packet.text}`} className="min-w-0">
          <Way packet={packet} />
          <div className="min-w-0 pl-5">
            {packet.isBinary ? (
              <code className="font-mono text-[12.5px] break-all">{packet.text}</code>
            ) : (
              <WireText text={packet.text} />
            )}
            <details className="text-[12px] text-dim">
              <summary className="cursor-pointer py-0.5 hover:text-ink">
                {bytesIn(packet.frame)} bytes in its frame
              </summary>
              <code className="block max-h-40 overflow-y-auto font-mono text-[12px] leading-relaxed break-words">
                {packet.frame}
              </code>
            </details>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Way({ packet: { from, to, isAnswer } }: { readonly packet: SheetPacket }) {
  const isUp = from !== 'server';
  const Arrow = isUp ? ArrowRight : ArrowLeft;
  return (
    <p className={`flex items-center gap-1.5 text-[12px] ${isUp ? 'text-up' : 'text-down'}`}>
      <Arrow size={13} aria-hidden="true" />
      {named(from)} to {list(to.map(named))}
      {isAnswer && ', in answer'}
    </p>
  );
}

function named(party: string): string {
  return party === 'server' ? 'the server' : party.charAt(0).toUpperCase() + party.slice(1);
}

/** `Alice, Bob and Carol` */
function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function bytesIn(hex: string): number {
  return hex === '' ? 0 : hex.split(' ').length;
}
