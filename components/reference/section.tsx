import type { ReactNode } from 'react';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly children: ReactNode;
}

/** A part of the reference that can be linked to. */
export function Section({ id, title, says, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mb-14 scroll-mt-6">
      <h2 id={`${id}-title`} className="mb-1 text-xl font-semibold tracking-tight">
        <a href={`#${id}`} className="hover:underline">
          {title}
        </a>
      </h2>
      <p className="mb-4 max-w-[66ch] text-pretty text-dim">{says}</p>
      {children}
    </section>
  );
}
