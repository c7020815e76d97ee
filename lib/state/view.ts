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

/** No client has such names. */
export const EVERYBODY = '*all';
export const BY_HAND = '*hand';

export const FORMS = ['ladder', 'list', 'statistics', 'compare'] as const;
export type EntriesForm = (typeof FORMS)[number];

export interface ViewSlice {
  /** Which panel shows where there is room for one. */
  readonly panel: PanelName;
  /** Whose console shows: `server` or a client; `EVERYBODY` for all clients beside each other, `BY_HAND` for none. */
  readonly consoleOf: string;
  /** Whether a client's page shows instead of its console. */
  readonly pageShown: boolean;
  /** Whether the form to emit as a client is open. */
  readonly emitting: boolean;
  /** The places that the console panel keeps for pages, by client. */
  readonly pagePlaces: { readonly [client: string]: Rect };
  /** How the entries are laid out. */
  readonly form: EntriesForm;
  /** Which run of the program is looked at; absent: the newest of a lab, the first of a file. */
  readonly run: number | undefined;
  /** The ladder stands still for reading. The capture goes on. */
  readonly paused: boolean;
  turnTo(panel: PanelName): void;
  listenTo(party: string): void;
  showPage(shown: boolean): void;
  showEmit(open: boolean): void;
  placePage(client: string, place: Rect | undefined): void;
  showAs(form: EntriesForm): void;
  showRun(run: number): void;
  pause(paused: boolean): void;
}

/** A program that has a page is looked at by its page. */
export function createViewSlice(
  consoleOf: string,
  pageShown: boolean,
): StateCreator<WorkbenchState, [], [], ViewSlice> {
  return (set) => ({
    panel: 'side',
    consoleOf,
    pageShown,
    emitting: false,
    pagePlaces: {},
    form: 'ladder',
    run: undefined,
    paused: false,

    turnTo: (next) => set({ panel: next }),
    listenTo: (party) => set({ consoleOf: party }),
    showPage: (pageShown) => set({ pageShown }),
    showEmit: (emitting) => set({ emitting }),
    placePage: (client, place) =>
      set(({ pagePlaces: { [client]: _before, ...others } }) => ({
        pagePlaces: place ? { ...others, [client]: place } : others,
      })),
    showAs: (form) => set({ form }),
    showRun: (run) => set({ run }),
    pause: (paused) => set({ paused }),
  });
}
