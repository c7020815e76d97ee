'use client';

import { FileInput } from 'lucide-react';
import { OpenButton } from './open-button';
import { OwnApps } from './own-apps';
import { type Sample, Samples } from './samples';

interface WelcomeProps {
  readonly samples: readonly Sample[];
  readonly onFile: (file: Blob, name: string) => void;
  readonly onSample: (sample: Sample) => void;
}

/** Nothing is open yet: what can be opened, and how one gets it. */
export function Welcome({ samples, onFile, onSample }: WelcomeProps) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto grid max-w-5xl grid-cols-1 gap-x-12 gap-y-10 px-6 py-12 max-sm:px-4 max-sm:py-8 lg:grid-cols-2">
        <div className="lg:col-span-2">
          <h1 className="mb-3 text-3xl font-semibold tracking-tight">Inspect your own traffic</h1>
          <p className="max-w-[62ch] text-pretty text-dim">
            Open what was recorded elsewhere, and read it as you read a lab: who sent what, byte by byte, what
            answers what, and what is wrong with it.
          </p>
          <div className="mt-6 grid place-items-center gap-3 rounded-lg border border-dashed border-faint bg-panel px-6 py-10 text-center">
            <FileInput size={28} aria-hidden="true" className="text-dim" />
            <p>Drop a file anywhere on this page, paste text, or</p>
            <OpenButton label="Open a file" leading onFile={onFile} />
            <p className="text-[13px] text-dim">
              A capture of Socketscope, a HAR, or packets as text, one a line. It is read in this page and
              goes nowhere.
            </p>
          </div>
        </div>
        <section aria-labelledby="samples">
          <h2 id="samples" className="mb-1 text-lg font-semibold tracking-tight">
            Or try one of these
          </h2>
          <p className="mb-3 text-[13.5px] text-dim">
            Captures of real runs, as the lessons’ labs export them.
          </p>
          <Samples samples={samples} onSample={onSample} />
        </section>
        <section aria-labelledby="own-apps">
          <h2 id="own-apps" className="mb-3 text-lg font-semibold tracking-tight">
            Inspect your own apps
          </h2>
          <OwnApps />
        </section>
      </div>
    </div>
  );
}
