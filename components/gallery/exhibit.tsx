import type { ReactNode } from 'react';

interface ExhibitProps {
  readonly title: string;
  /** Of the frame, for what fills what it is given. */
  readonly height?: number;
  readonly width?: number;
  readonly children: ReactNode;
}

/** One component in one state. */
export function Exhibit({ title, height, width, children }: ExhibitProps) {
  return (
    <figure data-slot="exhibit" className="min-w-0">
      <figcaption className="mb-1.5 text-[12.5px] text-dim">{title}</figcaption>
      <div
        className={height === undefined ? '' : 'relative overflow-hidden rounded-md border border-line'}
        style={{ height, width, maxWidth: '100%' }}
      >
        {children}
      </div>
    </figure>
  );
}

interface RoomProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Exhibits of one kind. */
export function Room({ title, children }: RoomProps) {
  return (
    <section data-room={title} className="border-t border-line py-6">
      <h2 className="mb-4 text-lg font-semibold tracking-tight">{title}</h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">{children}</div>
    </section>
  );
}
