import type { ReactNode } from 'react';

interface FactTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A table of facts; the first cell names its row. Where it is narrow each row becomes a block. */
export function FactTable({ caption, columns, rows }: FactTableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-panel">
      <table className="w-full border-collapse text-left text-[13.5px]">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-[12px] text-dim">
            {columns.map((column) => (
              <th key={column} scope="col" className="px-4 py-2 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr
              key={key}
              className="border-b border-line align-baseline last:border-0 max-md:grid max-md:gap-1 max-md:px-4 max-md:py-3"
            >
              <th scope="row" className="px-4 py-2.5 font-normal max-md:p-0">
                {first}
              </th>
              {rest.map((cell, index) => (
                <td key={columns[index + 1]} className="px-4 py-2.5 text-pretty max-md:p-0">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Something as it stands in a program or on the wire. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className="font-mono text-[12.5px] break-words text-ink">{children}</code>;
}
