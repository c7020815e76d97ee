import { labelOf } from '@/lib/explain/label';
import { partyName } from '@/lib/explain/words';
import type { Entry, Party } from '@/lib/session/entry';
import { namespaceOf, type SeenNamespaces, seeNamespace } from '@/lib/session/namespaces';
import type { Timeline } from '@/lib/session/timeline';

/**
 * Entries as a Mermaid sequence diagram: clients in their order, the server last, as the ladder has them. `unfolded`: each
 * namespace stands before the server, where there are several.
 */
export function mermaidOf(timeline: Timeline, entries: readonly Entry[], unfolded = false): string {
  const clients = [...timeline.index.clients.keys()].filter((client) =>
    entries.some(({ from, to }) => from === client || to === client),
  );
  const parties = [...clients, 'server'];
  // A client may have a name that is a word of Mermaid's own.
  const id = (party: Party) => `p${parties.indexOf(party)}`;
  const namespaces = unfolded ? namespacesIn(timeline, entries) : [];
  /** Where an entry ends on the server's side. */
  const end = (party: Party, entry: Entry) => {
    const place = party === 'server' ? namespaces.indexOf(namespaceOf(timeline, entry) ?? '') : -1;
    return place === -1 ? id(party) : `n${place}`;
  };
  const named = parties.map((party) => `  participant ${id(party)} as ${partyName(party)}`);
  const lines = [
    'sequenceDiagram',
    ...named.slice(0, -1),
    ...namespaces.map((name, place) => `  participant n${place} as ${safe(name)}`),
    ...named.slice(-1),
  ];
  for (const entry of entries) {
    const label = safe(
      labelOf(entry, timeline)
        .map(({ text }) => text)
        .join(' '),
    );
    if (entry.kind !== 'unit') {
      lines.push(`  Note over ${end(entry.from, entry)}: ${label}`);
    } else {
      // What asks is a solid arrow, what answers a dashed one.
      const arrow = entry.unit.http?.kind === 'response' ? '-->>' : '->>';
      lines.push(`  ${end(entry.from, entry)}${arrow}${end(entry.to, entry)}: ${label}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** In the order in which they are met; none where there is only one. */
function namespacesIn({ entries: store }: Timeline, entries: readonly Entry[]): readonly string[] {
  const seen: SeenNamespaces = { names: [], shapes: new Set() };
  for (const { n } of entries) seeNamespace(seen, store, n);
  return seen.names.length > 1 ? seen.names : [];
}

/** Text that Mermaid shows as it is: its own signs are written as the codes it knows for them. */
function safe(text: string): string {
  return text
    .replace(/[#;<>{}\\]/g, (sign) => `#${sign.codePointAt(0)};`)
    .replace(/\s+/g, ' ')
    .trim();
}
