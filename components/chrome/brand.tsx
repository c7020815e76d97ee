import { NearLink } from '@/components/ui/near-link';

/** Two lanes, one arrow each way. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" strokeWidth="1.6" aria-hidden="true">
      <path d="M3 3v14M17 3v14" stroke="var(--dim)" />
      <path d="M3 7h11m0 0-3-2.4M14 7l-3 2.4" stroke="var(--up)" />
      <path d="M17 13H6m0 0 3-2.4M6 13l3 2.4" stroke="var(--down)" />
    </svg>
  );
}

export function Brand() {
  return (
    <NearLink href="/" className="flex items-center gap-2 rounded-md font-semibold tracking-tight text-ink">
      <Mark />
      <span className="max-sm:sr-only">Socketscope</span>
    </NearLink>
  );
}
