'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button';

interface OpenedProps {
  readonly label: string;
  /** What is opened; it is told how to close itself. */
  readonly children: (close: () => void) => ReactNode;
}

/** For what takes the focus or the whole page: it is there when it is asked for. */
export function Opened({ label, children }: OpenedProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open && children(() => setOpen(false))}
    </>
  );
}
