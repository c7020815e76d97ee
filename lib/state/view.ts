import type { StateCreator } from 'zustand';
import type { WorkbenchState } from './store';

export type PanelName = 'side' | 'code' | 'console' | 'ladder' | 'inspector';

/** Where on the screen, in CSS pixels of the window. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type EntriesForm = 'ladder' | 'list';

export interface ViewSlice {
  /** Which panel shows where there is room for one. */
  readonly panel: PanelName;
  /** Whose console shows: `server` or a client. */
  readonly consoleOf: string;
  /** Whether that client's page shows instead of its console. */
  readonly pageShown: boolean;
  /** The place that the console panel keeps for that page. */
  readonly pagePlace: Rect | undefined;
  /** How the entries are laid out. */
  readonly form: EntriesForm;
  /** The ladder stands still for reading. The capture goes on. */
  readonly paused: boolean;
  turnTo(panel: PanelName): void;
  listenTo(party: string): void;
  showPage(shown: boolean): void;
  placePage(place: Rect | undefined): void;
  showAs(form: EntriesForm): void;
  pause(paused: boolean): void;
}

export function createViewSlice(consoleOf: string): StateCreator<WorkbenchState, [], [], ViewSlice> {
  return (set) => ({
    panel: 'side',
    consoleOf,
    pageShown: false,
    pagePlace: undefined,
    form: 'ladder',
    paused: false,

    turnTo: (next) => set({ panel: next }),
    listenTo: (party) => set({ consoleOf: party }),
    showPage: (pageShown) => set({ pageShown }),
    placePage: (pagePlace) => set({ pagePlace }),
    showAs: (form) => set({ form }),
    pause: (paused) => set({ paused }),
  });
}
