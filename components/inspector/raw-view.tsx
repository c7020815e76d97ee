import { utf8Text } from '@/lib/base/bytes';
import type { Unit } from '@/lib/dissect/layer';
import type { Dissected } from './dissected';
import { meantBy } from './meant';
import { type VisiblePart, visibleParts } from './visible-text';

export interface RawViewProps {
  readonly unit: Unit;
  readonly dissected: Dissected;
}

/** More than this is cut: the text is for reading. */
const LIMIT = 64 * 1024;

/** The text as it was sent, with what is invisible made visible. */
export function RawView({ unit, dissected }: RawViewProps) {
  const bytes = meantBy(unit, dissected.buffers);
  return (
    <pre
      data-slot="raw"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="m-0 min-h-0 flex-1 overflow-auto whitespace-pre-wrap break-all px-3 py-2.5 font-mono text-[12.5px] leading-5 text-ink -outline-offset-2!"
    >
      {visibleParts(utf8Text(bytes.subarray(0, LIMIT))).map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name, and no state
        <Part key={i} part={part} />
      ))}
      {bytes.length > LIMIT && <span className="text-faint">{`\n… ${bytes.length - LIMIT} bytes more`}</span>}
    </pre>
  );
}

function Part({ part }: { readonly part: VisiblePart }) {
  if (part.kind === 'text') return part.text;
  return (
    <span
      title={`U+${part.code.toString(16).toUpperCase().padStart(4, '0')}`}
      className="mx-px rounded-[2px] bg-raised px-0.5 text-[9px] tracking-wide text-dim"
    >
      {part.name}
    </span>
  );
}
