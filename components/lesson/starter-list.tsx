import { NearLink } from '@/components/ui/near-link';

interface StarterLink {
  readonly href: string;
  readonly title: string;
  readonly says: string;
  readonly cast: readonly string[];
}

interface StarterListProps {
  readonly starters: readonly StarterLink[];
  readonly current: string;
}

/** What the free lab can begin with. */
export function StarterList({ starters, current }: StarterListProps) {
  return (
    <section aria-labelledby="starters" className="h-full overflow-auto px-5 py-[18px]">
      <h1 id="starters" className="mb-2 text-[21px] leading-tight font-semibold tracking-tight">
        A lab of your own
      </h1>
      <p className="mb-4 text-dim">Begin with one of these, then change either end and run it.</p>
      <ul className="grid grid-cols-1 gap-2">
        {starters.map(({ href, title, says, cast }) => (
          <li key={href}>
            <NearLink
              href={href}
              aria-current={href === current ? 'page' : undefined}
              className="block rounded-md border border-line bg-panel px-3 py-2 hover:border-faint aria-[current]:border-note aria-[current]:bg-raised"
            >
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="min-w-0 font-medium break-words">{title}</span>
                <span className="shrink-0 text-[12px] text-dim" title={cast.join(', ')}>
                  {cast.length === 1 ? '1 client' : `${cast.length} clients`}
                </span>
              </span>
              <span className="mt-0.5 block text-[13px] text-dim">{says}</span>
            </NearLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
