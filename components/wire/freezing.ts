import type { ClientName } from '@/lib/capture/record';
import type { Direction, Fault } from '@/lib/lab/faults';

export type Frozen = 'no' | Direction;

export const FREEZING: readonly { readonly value: Frozen; readonly label: string }[] = [
  { value: 'no', label: 'let everything pass' },
  { value: 'up', label: 'client → server' },
  { value: 'down', label: 'server → client' },
  { value: 'both', label: 'both directions' },
];

/** Which way this wire is frozen, by a fault of its own. */
export function frozenOf(faults: readonly Fault[], client: ClientName | undefined): Frozen {
  const frozen = faults.find((fault) => fault.kind === 'freeze' && fault.client === client);
  return frozen?.kind === 'freeze' ? frozen.direction : 'no';
}
