'use client';

import { useEffect, useRef } from 'react';
import { listenToFrame } from '@/lib/lab/frame';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/**
 * The pages of the cast, on the labs' origin. They live outside of the panels, because a frame that is moved in
 * the document loads again; one that is to be seen is laid over the place that a panel keeps for it.
 */
export function CastFrames() {
  const frames = useWorkbenchState((state) => state.frames);
  const urls = useWorkbenchState((state) => state.ticket?.urls);
  if (frames === undefined || !urls) return null;

  return Object.entries(urls).map(([client, url]) => (
    <CastFrame key={`${client} ${frames}`} client={client} url={url} />
  ));
}

function CastFrame({ client, url }: { readonly client: string; readonly url: string }) {
  const { conductor } = useWorkbench();
  const place = useWorkbenchState((state) =>
    state.pageShown && state.consoleOf === client ? state.pagePlace : undefined,
  );
  const ref = useRef<HTMLIFrameElement>(null);

  useEffect(() => {
    if (!ref.current) return;
    const link = listenToFrame(ref.current, url, {
      onTraces: (events) => conductor.traced(client, events),
    });
    return () => link.close();
  }, [conductor, client, url]);

  return (
    <iframe
      ref={ref}
      src={url}
      title={`The page of ${client}`}
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals"
      data-slot="cast-frame"
      data-client={client}
      // Away from the eye and the keyboard, yet laid out: a frame that is not displayed may be slowed down.
      tabIndex={place ? undefined : -1}
      aria-hidden={place ? undefined : true}
      className={
        place ? 'fixed z-20 bg-white' : 'pointer-events-none fixed -left-[2000px] top-0 h-[480px] w-[640px]'
      }
      style={place}
    />
  );
}
