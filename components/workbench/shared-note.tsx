'use client';

import { ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import type { Program } from '@/lib/lab/program';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { named } from './client-panel';
import { RunButton } from './run-button';

/** Says, before anything runs, that this is somebody's program, and what it is made of. */
export function SharedNote({ files, cast }: Program) {
  const { store } = useWorkbench();
  const openFile = useWorkbenchState((state) => state.openFile);
  const hasRun = useWorkbenchState((state) => state.ran !== undefined);
  const open = (file: string) => {
    store.getState().openTab(file);
    store.getState().turnTo('code');
  };

  return (
    <section aria-labelledby="shared" className="h-full overflow-auto px-5 py-[18px]">
      <h1 id="shared" className="mb-3 text-[21px] leading-tight font-semibold tracking-tight">
        A program by link
      </h1>
      <div
        role="note"
        data-slot="shared-note"
        className="mb-4 rounded-md border-l-2 border-warn bg-warn/10 px-3.5 py-3"
      >
        <p className="flex items-center gap-2 font-semibold text-warn">
          <ShieldAlert size={16} aria-hidden="true" /> Somebody else wrote this
        </p>
        <p className="mt-1.5">
          {hasRun
            ? 'You have run it. It reaches its own lab and nothing else.'
            : 'Nothing of it has run yet. Read it first; it runs when you press Run, and not before.'}
        </p>
        <p className="mt-1.5 text-[13px] text-dim">
          The server’s program runs in a sandbox without files or network, the clients’ on another origin than
          this page: neither reaches what you have here.
        </p>
      </div>
      <h2 className="mb-1.5 text-[13px] text-dim">Its files</h2>
      <ul className="mb-4 grid gap-1">
        {Object.entries(files).map(([file, source]) => (
          <li key={file}>
            <button
              type="button"
              aria-current={file === openFile || undefined}
              onClick={() => open(file)}
              className="flex w-full items-baseline justify-between gap-3 rounded-md border border-line bg-panel px-3 py-1.5 text-left hover:border-faint aria-[current]:border-note aria-[current]:bg-raised"
            >
              <span className="min-w-0 truncate font-mono text-[13px]">{file}</span>
              <span className="shrink-0 text-[12px] text-dim">{linesText(source)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mb-4 text-[13px] text-dim">
        {cast.length === 1 ? 'Its client is ' : 'Its clients are '}
        {cast.map(named).join(', ')}.
      </p>
      <div className="flex items-center gap-3">
        <RunButton label={hasRun ? 'Run again' : 'Run it'} />
        <Link href="/play" className="text-[13px] text-note hover:underline">
          Or begin with a program of ours
        </Link>
      </div>
    </section>
  );
}

function linesText(source: string): string {
  const lines = source.trimEnd().split('\n').length;
  return lines === 1 ? '1 line' : `${lines} lines`;
}
