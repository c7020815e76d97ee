import { FactTable } from './fact-table';
import { WireText } from './wire-text';

interface PacketTableProps<Type extends string> {
  readonly caption: string;
  readonly table: {
    readonly [T in Type]: { readonly digit: string; readonly direction: string; readonly says: string };
  };
  /** One that was really sent, by type. */
  readonly examples: ReadonlyMap<string, string>;
}

/** Longer ones are cut: an open packet would fill its row. */
const LONGEST = 56;

/** The packets of a protocol, by their digit. */
export function PacketTable<Type extends string>({ caption, table, examples }: PacketTableProps<Type>) {
  const rows = Object.entries<PacketTableProps<Type>['table'][Type]>(table);
  return (
    <FactTable
      caption={caption}
      columns={['Type', 'Who sends it', 'What it says', 'As it was on the wire']}
      rows={rows.map(([type, { digit, direction, says }]) => {
        const example = examples.get(type);
        return {
          key: type,
          cells: [
            <span key="type" className="whitespace-nowrap">
              <code className="mr-2 font-mono">{digit}</code>
              {type}
            </span>,
            <span key="direction" className="whitespace-nowrap text-dim">
              {direction}
            </span>,
            says,
            example === undefined ? '–' : <WireText key="example" text={cut(example)} />,
          ],
        };
      })}
    />
  );
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
