'use client';

import { createContext, type ReactNode, use } from 'react';

/** A myth gives the answer of a prediction away: there it is told `later`, and then `below` the choices. */
const MythContext = createContext<'here' | 'later' | 'below'>('here');

export const MythProvider = MythContext.Provider;

/** A claim that is often read, which the wire settles. */
export function Myth({ id, children }: { readonly id?: string; readonly children?: ReactNode }) {
  const told = use(MythContext);
  return (
    <aside
      id={id && `myth-${id.toLowerCase()}`}
      aria-label="Myth"
      hidden={told === 'later'}
      className={`my-3.5 rounded-r-md border-l-[3px] border-warn bg-panel px-3 py-2 before:float-left before:mr-1.5 before:font-semibold before:text-warn before:content-['Myth.'] [&>p:last-child]:mb-0 ${told === 'below' ? 'order-1' : ''}`}
    >
      {children}
    </aside>
  );
}

/** When one would do this in a real app. */
export function Use({ children }: { readonly children?: ReactNode }) {
  return (
    <section aria-labelledby="use" className="my-4 border-t border-line pt-4">
      <h2 id="use" className="mb-1.5 text-[12px] font-medium text-dim">
        In your own app
      </h2>
      {children}
    </section>
  );
}
