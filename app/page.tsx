import { ArrowRight } from 'lucide-react';
import { Header } from '@/components/chrome/header';
import { MessageAnatomy } from '@/components/chrome/message-anatomy';
import { NearLink } from '@/components/ui/near-link';
import { placedLessons } from './learn/course';

const PROMISES = [
  {
    title: 'Real on both ends',
    text: 'A real server with the real library, real clients in your browser, real HTTP and WebSocket between them.',
  },
  {
    title: 'Every byte has a name',
    text: 'Click any arrow to see its fields and its bytes, what each one is, and why it is there.',
  },
  {
    title: 'The wire can break',
    text: 'Block the upgrade, freeze one direction, cut the connection, and see what each end makes of it.',
  },
];

export default function HomePage() {
  const [first] = placedLessons();
  return (
    <div className="flex min-h-dvh flex-col">
      <Header />
      <main className="mx-auto grid w-full max-w-6xl flex-1 content-center gap-x-14 gap-y-12 px-6 py-14 lg:grid-cols-[1fr_1.05fr]">
        <div className="self-center">
          <h1 className="mb-5 text-[44px] leading-[1.08] font-semibold tracking-[-0.03em] text-balance max-sm:text-[34px]">
            See what Socket.IO really puts on the wire
          </h1>
          <p className="mb-8 max-w-[46ch] text-[17px] leading-relaxed text-dim text-pretty">
            Read the code, change it, run it, and watch every packet it causes, byte by byte, on both ends.
          </p>
          {first && (
            <NearLink
              href={`/learn/${first.entry.chapter}/${first.entry.slug}`}
              className="inline-flex items-center gap-2 rounded-lg bg-ok px-5 py-3 text-[15px] font-semibold text-on-ok hover:brightness-110"
            >
              Start the first lesson <ArrowRight size={16} aria-hidden="true" />
            </NearLink>
          )}
          <p className="mt-5 text-dim">
            An app of your own will not connect?{' '}
            <NearLink href="/inspect" className="text-note underline underline-offset-3">
              Inspect its traffic
            </NearLink>
            .
          </p>
        </div>
        <div className="self-center">
          <MessageAnatomy />
        </div>
        <ul className="grid gap-8 border-t border-line pt-10 sm:grid-cols-3 lg:col-span-2">
          {PROMISES.map(({ title, text }) => (
            <li key={title}>
              <h2 className="mb-1.5 font-semibold tracking-tight">{title}</h2>
              <p className="text-dim">{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
