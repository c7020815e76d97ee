import { type ExportForm, written } from '@/lib/export/written';
import type { Recording } from '@/lib/state/recording';

/** Keeps what was recorded as a file of the reader's; tells its name. */
export function keepRecording(recording: Recording, form: ExportForm, redacted: boolean): string {
  const { name, type, text } = written(form, recording.capture(), redacted);
  keepFile(name, new Blob([text], { type }));
  return name;
}

function keepFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own hold on the data by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
