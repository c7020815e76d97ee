'use client';

import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { unpackProgram } from '@/lib/state/share';
import { SharedNote } from './shared-note';
import { Workbench } from './workbench';

interface SharedProgramProps {
  /** What to begin with instead. */
  readonly starters: ReactNode;
}

/** The program that came with the address. It is shown; it runs when the reader says so, and not before. */
export function SharedProgram({ starters }: SharedProgramProps) {
  const hash = useSyncExternalStore(followHash, hashNow, () => undefined);
  const unpacked = useMemo(() => (hash === undefined ? undefined : unpackProgram(hash)), [hash]);

  if (!unpacked) return <main aria-busy="true" className="flex-1" />;
  if (!unpacked.ok)
    return (
      <main className="mx-auto w-full max-w-2xl flex-1 overflow-auto py-6">
        <div role="alert" className="mx-5 mb-2 rounded-md border border-error/50 bg-error/10 px-4 py-3">
          <h1 className="mb-1 font-semibold">This link cannot be opened</h1>
          <p>{unpacked.message}</p>
          <p className="mt-1 text-dim">
            Ask for it again, and copy it as a whole: some mail and chat programs cut long links.
          </p>
        </div>
        {starters}
      </main>
    );

  const { program } = unpacked;
  return (
    <Workbench
      // Another link is another program, with a lab of its own.
      key={hash}
      program={program}
      sideLabel="Program"
      side={<SharedNote files={program.files} cast={program.cast} />}
    />
  );
}

function followHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function hashNow(): string {
  return location.hash;
}
