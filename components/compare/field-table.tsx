import type { Field } from '@/lib/dissect/layer';
import { TEXT_TONE } from '../ui/tone';
import type { FieldPair } from './field-diff';

/** Fields of A and B beside each other. */
export function FieldTable({ pairs }: { readonly pairs: readonly FieldPair[] }) {
  if (pairs.length === 0) return undefined;
  return (
    <table className="w-full table-fixed border-collapse font-mono text-[12px]">
      <thead>
        <tr className="text-left font-sans text-dim">
          <th scope="col" className="w-[30%] pb-1 font-normal">
            Field
          </th>
          <th scope="col" className="pb-1 pl-3 font-normal">
            A
          </th>
          <th scope="col" className="pb-1 pl-3 font-normal">
            B
          </th>
        </tr>
      </thead>
      <tbody>
        {bothFirst(pairs).map(({ id, label, layer, a, b, differs }) => (
          <tr key={id} data-differs={differs} className="border-t border-line/60 align-top">
            <th
              scope="row"
              className={`truncate py-0.5 text-left font-normal ${TEXT_TONE[layer]}`}
              title={label}
            >
              {label}
            </th>
            <Value field={a} differs={differs} />
            <Value field={b} differs={differs} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What only one of them has comes after what can be compared. */
function bothFirst(pairs: readonly FieldPair[]): FieldPair[] {
  const one = ({ a, b }: FieldPair) => Number(!a || !b);
  return pairs.toSorted((x, y) => one(x) - one(y));
}

function Value({ field, differs }: { readonly field: Field | undefined; readonly differs: boolean }) {
  return (
    <td className={`py-0.5 pl-3 wrap-anywhere ${differs ? 'text-ink' : 'text-dim'}`}>
      {field ? field.text : <i className="text-dim">not there</i>}
    </td>
  );
}
