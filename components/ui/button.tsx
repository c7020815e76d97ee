import type { ButtonHTMLAttributes } from 'react';

const BASE =
  'inline-flex items-center justify-center gap-1.5 rounded-md border whitespace-nowrap text-[13px] leading-5 px-2.5 py-[3px] transition-colors disabled:opacity-50 disabled:cursor-default';

const LOOK = {
  plain: 'bg-raised border-line text-ink hover:border-faint',
  quiet: 'border-transparent text-dim hover:text-ink hover:bg-raised',
  run: 'bg-ok border-ok text-on-ok font-semibold hover:brightness-110',
  lead: 'bg-note border-note text-bg font-semibold hover:brightness-110',
} as const;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: keyof typeof LOOK;
}

export function Button({ look = 'plain', className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" data-slot="button" className={`${BASE} ${LOOK[look]} ${className}`} {...rest} />
  );
}
