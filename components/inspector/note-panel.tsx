import type { ReactNode } from 'react';
import type { Inline, Note } from '@/lib/explain/note';
import type { EntryNumber } from '@/lib/session/entry';

export interface NotePanelProps {
  readonly note: Note;
  readonly onSelect: (n: EntryNumber) => void;
  /** Above it, whatever the cursor is on. */
  readonly children?: ReactNode;
}

/** What is under the cursor, said in sentences. */
export function NotePanel({ note, onSelect, children }: NotePanelProps) {
  const { title, paragraphs, section, related = [] } = note;
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 py-3">
      {children}
      <article data-slot="note" aria-live="polite">
        <h3 className="m-0 mb-1 text-sm font-semibold text-ink">{title}</h3>
        {paragraphs.map((paragraph, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name, and no state
          <p key={i} className="m-0 mb-2 text-dim">
            {paragraph.map((inline, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Run key={j} inline={inline} />
            ))}
          </p>
        ))}
        <p className="m-0 flex flex-wrap gap-x-4 gap-y-1 text-note">
          {section && <Section text={section.text} url={section.url} />}
          {related.map(({ n, text }) => (
            <button
              key={`${n} ${text}`}
              type="button"
              data-slot="related"
              data-n={n}
              onClick={() => onSelect(n)}
              className="rounded-sm text-left hover:underline"
            >
              {text}
            </button>
          ))}
        </p>
      </article>
    </div>
  );
}

function Run({ inline: { text, as } }: { readonly inline: Inline }) {
  switch (as) {
    case 'code':
      return (
        <code className="break-words rounded bg-raised px-1 py-px font-mono text-[12.5px] text-ink">
          {text}
        </code>
      );
    case 'strong':
      return <strong className="font-semibold text-ink">{text}</strong>;
    case 'em':
      return <em>{text}</em>;
    case undefined:
      return text;
  }
}

function Section({ text, url }: { readonly text: string; readonly url: string | undefined }) {
  if (!url) return <span className="text-dim">{text}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="rounded-sm hover:underline">
      {text}
    </a>
  );
}
