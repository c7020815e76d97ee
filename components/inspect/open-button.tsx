'use client';

import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';

interface OpenButtonProps {
  readonly label: string;
  /** It is the one thing to do. */
  readonly leading?: boolean;
  readonly onFile: (file: Blob, name: string) => void;
}

/** Asks the browser for a file. */
export function OpenButton({ label, leading = false, onFile }: OpenButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={leading ? 'run' : 'plain'} onClick={() => input.current?.click()}>
        <FolderOpen size={14} aria-hidden="true" /> {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file, file.name);
          // The same file may be chosen again, when it has changed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
