import type { ReactNode } from 'react';
import { keyNamed } from '@/lib/filter/keys';
import { type Token, tokensOf } from '@/lib/filter/token';
import { TEXT_TONE } from '../ui/tone';

export interface Flaw {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** The text of a filter once more, each part in the colour of what it is, and underlined where it is wrong. */
export function Coloured({ text, flaw }: { readonly text: string; readonly flaw: Flaw | undefined }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const token of tokensOf(text)) {
    pieces.push(text.slice(at, token.start));
    const isWrong = flaw !== undefined && token.start < flaw.end && token.end > flaw.start;
    pieces.push(
      <span key={token.start} data-flaw={isWrong || undefined} className={isWrong ? WRONG : lookOf(token)}>
        {text.slice(token.start, token.end)}
      </span>,
    );
    at = token.end;
  }
  pieces.push(text.slice(at));
  return pieces;
}

const WRONG = 'text-error underline decoration-error decoration-wavy decoration-from-font underline-offset-2';

function lookOf({ kind, text }: Token): string {
  if (kind === 'mark') return 'text-dim';
  if (kind === 'string' || !keyNamed(text)) return 'text-ink';
  const layer = text.split('.')[0];
  return layer === 'http' || layer === 'ws' || layer === 'eio' || layer === 'sio' || layer === 'sse'
    ? TEXT_TONE[layer]
    : 'text-note';
}
