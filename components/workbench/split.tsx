'use client';

import { Separator } from 'react-resizable-panels';

interface SplitProps {
  readonly label: string;
  /** Lies across a column, between above and below. */
  readonly across?: boolean;
}

/** A hairline that is wider to the pointer than to the eye. */
export function Split({ label, across = false }: SplitProps) {
  return (
    <Separator
      aria-label={label}
      className={`relative z-10 shrink-0 bg-line outline-none transition-colors data-[separator=active]:bg-note data-[separator=hover]:bg-note/70 focus-visible:bg-note ${across ? 'h-px w-full' : 'h-full w-px'}`}
    />
  );
}
