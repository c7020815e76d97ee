import type { ReactNode } from 'react';

const TONES = {
  dim: 'border-line text-dim',
  ok: 'border-ok/50 text-ok',
  warn: 'border-warn/50 text-warn',
  error: 'border-error/50 text-error',
  note: 'border-note/50 text-note',
} as const;

export interface ChipProps {
  readonly tone?: keyof typeof TONES;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A small fact beside something else. */
export function Chip({ tone = 'dim', title, children }: ChipProps) {
  return (
    <span
      data-slot="chip"
      data-tone={tone}
      title={title}
      className={`inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 font-mono text-xs leading-[18px] ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
