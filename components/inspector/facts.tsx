import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="m-0 grid min-h-0 flex-1 auto-rows-min grid-cols-[auto_1fr] gap-x-6 gap-y-1 overflow-auto px-3 py-2.5 font-mono text-[12.5px] leading-5">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-dim">{name}</dt>
          <dd className="m-0 break-words text-right text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
