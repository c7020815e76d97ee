import type { Metadata } from 'next';
import { Header } from '@/components/chrome/header';
import { InspectWorkbench } from '@/components/workbench/inspect-workbench';

export const metadata: Metadata = {
  title: 'Inspect',
  description: 'Open a capture, a HAR or packets as text, and see what Socket.IO put on the wire.',
};

/** Recordings of lessons, each of something that is often asked about. */
const SAMPLES = [
  [
    'engine-io/upgrade',
    'Polling, then WebSocket: the second connection, the probe, and the GET that is let go.',
  ],
  ['engine-io/fallback', 'A proxy that lets no WebSocket through: how a client copes, and what it costs.'],
  ['engine-io/polling-transport', 'Nothing but HTTP: held requests, several packets in one body.'],
  ['engine-io/heartbeat', 'A pulse every few seconds, and what each end does when it stops.'],
  ['websocket/frames', 'Frames without Socket.IO: lengths, masks, fragments, close codes.'],
] as const;

const samples = SAMPLES.map(([path, says]) => {
  const slug = path.slice(path.indexOf('/') + 1);
  return { slug, href: `/learn/${path}/capture.jsonl`, name: `${slug}.jsonl`, says };
});

export default function InspectPage() {
  return (
    <div className="flex h-dvh flex-col overflow-clip">
      <Header door="inspect" />
      <InspectWorkbench samples={samples} />
    </div>
  );
}
