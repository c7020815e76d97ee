import type { StateCreator } from 'zustand';
import type { SourcePlace } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { LabTicket } from '@/lib/lab/program';
import type { Files } from './program';
import type { WorkbenchState } from './store';

/** Why a program was not started. The program before it, if there was one, still runs. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly place?: SourcePlace;
}

export type LabPhase = 'idle' | 'starting' | 'running' | 'gone';
export type StreamState = 'off' | 'connecting' | 'live' | 'reconnecting' | 'gone';

export interface LabSlice {
  readonly phase: LabPhase;
  readonly ticket: LabTicket | undefined;
  readonly stream: StreamState;
  readonly refusal: Refusal | undefined;
  /** As the server last confirmed them; before the first run, as they were asked for. */
  readonly faults: readonly Fault[];
  /** The cast's pages: absent while they must be blank, a new number when they must load again. */
  readonly frames: number | undefined;
  /** The files as they were when they last ran: line numbers of the recording are theirs. */
  readonly ran: Files | undefined;
  /** No lab could be reached: the step whose recorded solution is on the screen in its place. */
  readonly recorded: string | undefined;
  update(change: Partial<Omit<LabSlice, 'update'>>): void;
}

export const createLabSlice: StateCreator<WorkbenchState, [], [], LabSlice> = (set) => ({
  phase: 'idle',
  ticket: undefined,
  stream: 'off',
  refusal: undefined,
  faults: [],
  frames: undefined,
  ran: undefined,
  recorded: undefined,

  update: (change) => set(change),
});
