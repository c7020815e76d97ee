'use client';

import { ExportPopover } from '@/components/keep/export-popover';
import { PNG_ROWS } from './keep-file';
import { useKeep } from './use-keep';

export function ExportMenu() {
  return <ExportPopover mostRows={PNG_ROWS} onKeep={useKeep()} />;
}
