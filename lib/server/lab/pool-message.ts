import type { SourcePlace, TraceEvent } from '@/lib/capture/record';
import type { Program } from '@/lib/lab/program';
import type { AccountState } from './account';
import type { Bundles } from './bundle';

/* What the pool and the threads of its labs tell each other. Labs, accounts and wires go by numbers that the pool gives. */

/** What a thread is given to begin with. */
export interface Beginning {
  readonly bundles: Bundles;
}

export type ToThread =
  | {
      readonly type: 'start';
      readonly lab: number;
      readonly program: Program;
      readonly run: number;
      /** Its state counts where the thread does not know the account. */
      readonly account: { readonly number: number; readonly state: AccountState };
    }
  | { readonly type: 'stop'; readonly lab: number }
  /** `number` is the wire from now on. */
  | { readonly type: 'dial'; readonly lab: number; readonly number: number };

export type FromThread =
  /** The first lab will start as fast as the next. */
  | { readonly type: 'warm' }
  | { readonly type: 'started'; readonly lab: number }
  /** With a place: the program does not parse. */
  | { readonly type: 'failed'; readonly lab: number; readonly error: Error; readonly place?: SourcePlace }
  | { readonly type: 'trace'; readonly lab: number; readonly event: TraceEvent }
  /** One of its turns was interrupted. */
  | { readonly type: 'account'; readonly lab: number; readonly state: AccountState };
