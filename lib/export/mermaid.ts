import { labelOf } from '@/lib/explain/label';
import { partyName } from '@/lib/explain/words';
import type { Entry, Party } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** Entries as a Mermaid sequence diagram: clients in their order, the server last, as the ladder has them. */
export function mermaidOf(timeline: Timeline, entries: readonly Entry[]): string {
  const clients = [...timeline.index.clients.keys()].filter((client) =>
    entries.some(({ from, to }) => from === client || to === client),
  );
  const parties = [...clients, 'server'];
  // A client may have a name that is a word of Mermaid's own.
  const id = (party: Party) => `p${parties.indexOf(party)}`;
  const lines = [
    'sequenceDiagram',
    ...parties.map((party) => `  participant ${id(party)} as ${partyName(party)}`),
  ];
  for (const entry of entries) {
    const label = safe(
      labelOf(entry, timeline)
        .map(({ text }) => text)
        .join(' '),
    );
    if (entry.kind !== 'unit') {
      lines.push(`  Note over ${id(entry.from)}: ${label}`);
    } else {
      // What asks is a solid arrow, what answers a dashed one.
      const arrow = entry.unit.http?.kind === 'response' ? '-->>' : '->>';
      lines.push(`  ${id(entry.from)}${arrow}${id(entry.to)}: ${label}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Text that Mermaid shows as it is: its own signs are written as the codes it knows for them. */
function safe(text: string): string {
  return text
    .replace(/[#;<>{}\\]/g, (sign) => `#${sign.codePointAt(0)};`)
    .replace(/\s+/g, ' ')
    .trim();
}
