import type { ClientName } from '@/lib/capture/record';
import type { Entry } from '@/lib/session/entry';

/** The client an entry is about; none where it is about the server alone, or about all of them. */
export function clientOf({ from, to }: Entry): ClientName | undefined {
  if (from !== 'server') return from;
  return to === 'server' ? undefined : to;
}
