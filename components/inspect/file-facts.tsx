import { grouped } from '@/lib/base/grouped';
import type { Micros } from '@/lib/base/micros';
import { counted, durationText, sizeText } from '@/lib/explain/words';

interface FileFactsProps {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  /** `a capture`, `a HAR by WebInspector`; absent while it is being read. */
  readonly kind?: string;
  /** ISO 8601. */
  readonly recordedAt?: string;
  readonly lasted: Micros;
  readonly entries: number;
  readonly packets: number;
  readonly connections: number;
  /** Bytes on the wire. */
  readonly bytes: number;
  readonly clients: readonly string[];
  readonly runs: number;
}

/** What a file holds, in numbers. */
export function FileFacts(props: FileFactsProps) {
  const { name, size, kind, recordedAt, lasted, entries, packets, connections, bytes, clients, runs } = props;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['File', `${kind ?? 'being read'}, ${sizeText(size)}`],
    // A file without an entry has no moment of its own.
    ['Recorded', entries > 0 && recordedAt ? dateText(recordedAt) : undefined],
    ['Lasted', entries > 1 ? durationText(lasted) : undefined],
    ['Entries', grouped(entries)],
    ['Packets', grouped(packets)],
    ['On the wire', `${sizeText(bytes)} on ${counted(connections, 'connection')}`],
    ['Clients', clients.length > 0 ? clients.join(', ') : undefined],
    ['Runs', runs > 1 ? String(runs) : undefined],
  ];
  return (
    <section aria-label="File" data-slot="file-facts">
      <h1 className="mb-3 text-[17px] leading-tight font-semibold tracking-tight break-words">{name}</h1>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-[13px]">
        {facts.map(
          ([term, fact]) =>
            fact && (
              <div key={term} className="contents">
                <dt className="text-dim">{term}</dt>
                <dd className="min-w-0 break-words">{fact}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** In the reader's own time zone: `21 Nov 2026, 09:00:00`. As with `grouped`, the platform's own way takes too long. */
function dateText(iso: string): string | undefined {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return undefined;
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${moment.getDate()} ${MONTHS[moment.getMonth()]} ${moment.getFullYear()}, ${time}`;
}
