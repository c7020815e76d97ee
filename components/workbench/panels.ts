import type { ReactNode } from 'react';
import type { PanelName } from '@/lib/state/view';

/** What stands where. The lesson is absent in the free lab. */
export interface Panels {
  readonly lesson?: ReactNode;
  readonly code: ReactNode;
  readonly console: ReactNode;
  readonly ladder: ReactNode;
  readonly inspector: ReactNode;
}

export const PANEL_LABELS: { readonly [P in PanelName]: string } = {
  lesson: 'Lesson',
  code: 'Code',
  console: 'Console',
  ladder: 'Ladder',
  inspector: 'Bytes',
};
