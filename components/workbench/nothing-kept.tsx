import { Button } from '@/components/ui/button';

interface NothingKeptProps {
  readonly hidden: number;
  readonly onClear: () => void;
}

/** In place of the entries, where the filter hides them all. */
export function NothingKept({ hidden, onClear }: NothingKeptProps) {
  return (
    <div className="grid h-full place-items-center p-6 text-center">
      <div>
        <p className="mb-3 text-dim">
          The filter keeps none of {hidden === 1 ? 'one entry' : `${hidden} entries`}.
        </p>
        <Button onClick={onClear}>Clear the filter</Button>
      </div>
    </div>
  );
}

interface HiddenNewsProps {
  readonly news: number;
  readonly onClear: () => void;
}

/** Under the entries, where more came than can be seen. */
export function HiddenNews({ news, onClear }: HiddenNewsProps) {
  if (news === 0) return undefined;
  return (
    <p
      data-slot="hidden-news"
      className="flex shrink-0 flex-wrap items-center gap-x-2 border-t border-line bg-panel px-3 py-1 text-[12px] text-dim"
    >
      {news} new {news === 1 ? 'entry is' : 'entries are'} hidden by your filter.
      <button type="button" onClick={onClear} className="rounded-sm text-note hover:underline">
        Show all
      </button>
    </p>
  );
}
