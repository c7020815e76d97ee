import type { ReactNode } from 'react';

/** A claim that is often read, which the wire settles. */
export function Myth({ id, children }: { readonly id?: string; readonly children?: ReactNode }) {
  return (
    <aside
      id={id && `myth-${id.toLowerCase()}`}
      aria-label="Myth"
      className="my-3.5 rounded-r-md border-l-[3px] border-warn bg-panel px-3 py-2 before:float-left before:mr-1.5 before:font-semibold before:text-warn before:content-['Myth.'] [&>p:last-child]:mb-0"
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
