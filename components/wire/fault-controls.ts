import type { ClientName } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';

/** What the controls of a wire show, and how they change it. */
export interface FaultControls {
  readonly faults: readonly Fault[];
  /** Whose wire: a client's, or everybody's. */
  readonly client: ClientName | undefined;
  /** A wire to cut: the lab runs. */
  readonly live: boolean;
  readonly onFaults: (faults: readonly Fault[]) => void;
}
