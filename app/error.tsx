'use client';

import { useEffect } from 'react';
import { Header } from '@/components/chrome/header';
import { Button } from '@/components/ui/button';

interface ErrorPageProps {
  readonly error: unknown;
  retry(): void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <>
      <Header />
      <main className="mx-auto max-w-xl px-6 py-20">
        <h1 className="mb-3 text-2xl font-semibold tracking-tight">This page broke</h1>
        <p className="mb-2 text-dim">
          The mistake is ours, not your program’s. What you have done in the lessons is kept in this browser.
        </p>
        <p className="mb-6 font-mono text-[12.5px] text-error">
          {error instanceof Error ? error.message : String(error)}
        </p>
        <Button look="lead" onClick={retry}>
          Show the page again
        </Button>
      </main>
    </>
  );
}
