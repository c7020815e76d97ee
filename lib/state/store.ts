import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Program } from '@/lib/lab/program';
import { type ClientsSlice, createClientsSlice } from './clients';
import { type ComparingSlice, createComparingSlice } from './comparing';
import { createFilterSlice, type FilterSlice } from './filter';
import { createFindingSlice, type FindingSlice } from './finding';
import { createLabSlice, type LabSlice } from './lab';
import { createProgramSlice, type ProgramSlice } from './program';
import { createSelectionSlice, type SelectionSlice } from './selection';
import { createStepsSlice, type StepsSlice } from './steps';
import { createTimeSlice, type TimeSlice } from './time';
import { createViewSlice, type ViewSlice } from './view';

/** What the reader chose and the server answered. Everything else is derived from it and from the recording. */
export interface WorkbenchState
  extends SelectionSlice,
    ProgramSlice,
    LabSlice,
    ClientsSlice,
    StepsSlice,
    FilterSlice,
    FindingSlice,
    ComparingSlice,
    TimeSlice,
    ViewSlice {}

export type WorkbenchStore = StoreApi<WorkbenchState>;

/** One store for each workbench on the screen: another lesson is another one. */
export function createWorkbenchStore(program: Program): WorkbenchStore {
  return createStore<WorkbenchState>()((...api) => ({
    ...createSelectionSlice(...api),
    ...createProgramSlice(program)(...api),
    ...createLabSlice(...api),
    ...createClientsSlice(...api),
    ...createStepsSlice(...api),
    ...createFilterSlice(...api),
    ...createFindingSlice(...api),
    ...createComparingSlice(...api),
    ...createTimeSlice(...api),
    ...createViewSlice(program.cast[0] ?? 'server', program.files['index.html'] !== undefined)(...api),
  }));
}
