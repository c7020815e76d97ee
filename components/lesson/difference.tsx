import type { Hunk } from '@/lib/lessons/difference';

interface DifferenceProps {
  readonly file: string;
  readonly hunks: readonly Hunk[];
}

const LOOK = {
  same: 'text-dim',
  gone: 'bg-error/10 text-error',
  new: 'bg-ok/10 text-ok',
} as const;
const SIGN = { same: ' ', gone: '−', new: '+' } as const;
const SPOKEN = { same: '', gone: 'removed: ', new: 'added: ' } as const;

/** What a solution changes in a file, before it does. */
export function Difference({ file, hunks }: DifferenceProps) {
  return (
    <figure
      data-slot="difference"
      className="mb-2 overflow-hidden rounded-md border border-line bg-bg font-mono text-[12px]"
    >
      <figcaption className="border-b border-line px-2 py-0.5 text-dim">{file}</figcaption>
      {hunks.map(({ before, lines }, place) => (
        <ol
          key={before}
          className={`m-0 py-1 pl-0 leading-[1.45] ${place > 0 ? 'border-t border-dashed border-line' : ''}`}
        >
          {lines.map(({ kind, text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one hunk never move
            <li key={at} data-kind={kind} className={`flex list-none px-2 ${LOOK[kind]}`}>
              <span aria-hidden="true" className="w-4 shrink-0 select-none">
                {SIGN[kind]}
              </span>
              <span className="sr-only">{SPOKEN[kind]}</span>
              <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">{text === '' ? ' ' : text}</span>
            </li>
          ))}
        </ol>
      ))}
    </figure>
  );
}
