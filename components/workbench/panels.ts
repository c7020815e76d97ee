import type { ReactNode } from 'react';
import type { PanelName } from '@/lib/state/view';

/** What stands where. */
export type Panels = { readonly [P in PanelName]: ReactNode };
