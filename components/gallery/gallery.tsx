'use client';

import { type ComponentProps, useMemo } from 'react';
import { ClientViews } from './clients';
import { Dialogs } from './dialogs';
import { EditorViews } from './editors';
import { FilterViews } from './filters';
import { FindingViews, LessonViews } from './lessons';
import { ProgramPieces, SmallPieces, WirePieces } from './pieces';
import { ReferenceViews } from './references';
import { seenIn } from './seen';
import { TimeViews } from './times';
import { InspectorViews, LadderViews, ListViews, NumberViews } from './views';

interface GalleryProps {
  /** Capture files by what they are of. */
  readonly captures: {
    readonly upgrade: string;
    readonly clients: string;
    readonly broken: string;
    readonly binary: string;
  };
  readonly reference: ComponentProps<typeof ReferenceViews>;
}

/** Every component in its states, drawn from what was recorded of lessons. */
export function Gallery({ captures, reference }: GalleryProps) {
  const seen = useMemo(
    () => ({
      upgrade: seenIn(captures.upgrade),
      clients: seenIn(captures.clients),
      broken: seenIn(captures.broken),
      binary: seenIn(captures.binary),
    }),
    [captures],
  );
  return (
    <main className="mx-auto max-w-6xl px-4 py-6">
      <h1 className="text-2xl font-semibold tracking-tight">Gallery</h1>
      <p className="mb-6 text-dim">
        Every component in its states, drawn from recordings of lessons. Whoever changes one sees here what
        became of it; the browser tests look here, too.
      </p>
      <SmallPieces />
      <Dialogs />
      <WirePieces />
      <FilterViews seen={seen.clients} />
      <TimeViews seen={seen.clients} broken={seen.broken} />
      <LadderViews
        seen={seen}
        shown={[
          ['An upgrade, with an event selected', 'upgrade'],
          ['Several clients and their rooms', 'clients'],
          ['Connections that break and come back', 'broken'],
        ]}
      />
      <ListViews seen={seen.upgrade} />
      <NumberViews seen={seen.clients} other={seen.upgrade} />
      <InspectorViews seen={seen.upgrade} more={[seen.binary, seen.broken]} />
      <ClientViews seen={seen.clients} broken={seen.broken} />
      <ProgramPieces />
      <EditorViews />
      <FindingViews seen={[seen.broken, seen.clients]} />
      <LessonViews />
      <ReferenceViews {...reference} />
    </main>
  );
}
