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
  const cast = useWorkbenchState((state) => state.cast);
  const reloads = useWorkbenchState((state) => state.reloads);
  if (frames === undefined || !urls) return undefined;

  return cast.map((client) => {
    const url = urls[client];
    // Another key is another page: what the one before had open ends with it.
    const key = `${client} ${frames} ${reloads[client] ?? 0}`;
    return url === undefined ? undefined : <CastFrame key={key} client={client} url={url} />;
  });
}

function CastFrame({ client, url }: { readonly client: string; readonly url: string }) {
  const { store, conductor } = useWorkbench();
  const place = useWorkbenchState((state) => state.pagePlaces[client]);
  const ref = useRef<HTMLIFrameElement>(null);

  useEffect(() => {
    if (!ref.current) return;
    const { heardSockets, heard } = store.getState();
    const link = listenToFrame(ref.current, url, {
      onTraces: (events) => conductor.traced(client, events),
      onSockets: (sockets) => heardSockets(client, sockets),
      onDone: (done) => heard(client, done),
    });
    return conductor.attach(client, link);
  }, [store, conductor, client, url]);

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
