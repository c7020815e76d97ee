'use client';

import { Popover } from '@base-ui/react/popover';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ExportForm } from '@/lib/export/written';

/** What a recording can be kept as: a file of its records, or a picture of the ladder that is shown. */
export type KeepForm = ExportForm | 'svg' | 'png';

interface ExportPopoverProps {
  /** Of a picture in pixels. */
  readonly mostRows: number;
  /** Keeps it, and tells the name of the file. */
  readonly onKeep: (form: KeepForm, redacted: boolean) => Promise<string>;
}

/** Keeps what was recorded as a file. Secrets are taken out unless the reader wants them in. */
export function ExportPopover({ mostRows, onKeep }: ExportPopoverProps) {
  const [redacted, setRedacted] = useState(true);
  const [kept, setKept] = useState<string | undefined>();
  const forms: readonly { readonly form: KeepForm; readonly label: string; readonly says: string }[] = [
    { form: 'capture', label: 'Capture', says: 'Everything, to the byte. Opens in the command, too.' },
    { form: 'har', label: 'HAR', says: 'Requests and messages, for browsers and proxies.' },
    { form: 'mermaid', label: 'Mermaid', says: 'This run as a sequence diagram, for documents.' },
    { form: 'svg', label: 'Picture, SVG', says: 'The ladder as it is shown, sharp at any size.' },
    { form: 'png', label: 'Picture, PNG', says: `The same in pixels: its first ${mostRows} rows.` },
  ];

  return (
    <Popover.Root onOpenChange={() => setKept(undefined)}>
      <Popover.Trigger
        data-slot="export"
        className="inline-flex min-h-6 min-w-6 shrink-0 items-center justify-center gap-1 hover:text-ink hover:underline"
      >
        <Download size={12} aria-hidden="true" /> <span className="max-sm:sr-only">export</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={8} collisionPadding={8} className="z-50">
          <Popover.Popup className="max-h-(--available-height) w-[min(360px,94vw)] overflow-auto rounded-md border border-line bg-raised p-3 text-[13px] text-ink shadow-lg shadow-black/30">
            <Popover.Title className="mb-1.5 px-2 text-[14px] font-semibold">
              Keep this recording
            </Popover.Title>
            <ul className="grid gap-0.5">
              {forms.map(({ form, label, says }) => (
                <li key={form}>
                  <button
                    type="button"
                    className="w-full rounded px-2 py-1.5 text-left hover:bg-sel"
                    onClick={() =>
                      void onKeep(form, redacted).then(
                        (name) => setKept(`Saved as ${name}`),
                        (error: unknown) =>
                          setKept(`Not saved: ${error instanceof Error ? error.message : error}`),
                      )
                    }
                  >
                    <span className="block font-medium">{label}</span>
                    <span className="block text-dim">{says}</span>
                  </button>
                </li>
              ))}
            </ul>
            <label className="mt-2 flex items-start gap-2 border-t border-line px-2 pt-2.5">
              <input
                type="checkbox"
                className="mt-0.5"
                checked={redacted}
                onChange={(event) => setRedacted(event.target.checked)}
              />
              <span>
                Take secrets out
                <span className="block text-dim">
                  Session ids, cookies, authorization and auth get names.
                </span>
              </span>
            </label>
            <p role="status" className="px-2 pt-1 break-words text-ok empty:hidden">
              {kept}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
