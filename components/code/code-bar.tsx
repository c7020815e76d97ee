'use client';

import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { TabList } from '@/components/ui/tabs';

interface CodeBarProps {
  readonly files: readonly string[];
  readonly open: string;
  readonly dirty: readonly string[];
  /** Files with a line that the selected entry has to do with. */
  readonly lit: readonly string[];
  /** What can be done with the program as a whole. */
  readonly tools: ReactNode;
  readonly run: ReactNode;
  /** What the last change that was not typed is called, while it can be undone. */
  readonly undoable: string | undefined;
  onOpen(file: string): void;
  onReset(): void;
  onUndo(): void;
}

export function CodeBar(props: CodeBarProps) {
  const { files, open, dirty, lit, tools, run, undoable, onOpen, onReset, onUndo } = props;
  const isMany = files.length > 2;
  return (
    <div className="@container shrink-0 border-b border-line bg-bg">
      {/* Where it is narrow the tabs have a row of their own. */}
      <div
        className={`flex min-h-[38px] flex-wrap items-center justify-end gap-x-1 px-2 @max-[350px]:pb-1 ${isMany ? '@max-[480px]:pb-1' : ''}`}
      >
        <div
          className={`min-w-0 flex-1 overflow-x-auto @max-[350px]:basis-full @max-[350px]:py-1 ${isMany ? '@max-[480px]:basis-full @max-[480px]:py-1' : ''}`}
        >
          <TabList
            id="files"
            label="Files"
            value={open}
            onChange={onOpen}
            tabs={files.map((file) => ({
              value: file,
              label: (
                <FileName
                  file={file}
                  dirty={dirty.includes(file)}
                  lit={file !== open && lit.includes(file)}
                />
              ),
            }))}
          />
        </div>
        <div className="flex shrink-0 items-center">
          {undoable !== undefined && (
            <Button
              look="quiet"
              onClick={onUndo}
              aria-label={`Undo: ${undoable}`}
              title={`Undo: ${undoable}`}
              className="px-[5px]!"
            >
              <Undo2 size={14} aria-hidden="true" />
            </Button>
          )}
          {tools}
        </div>
        <Button onClick={onReset} disabled={dirty.length === 0}>
          Reset
        </Button>
        {run}
      </div>
    </div>
  );
}

interface FileNameProps {
  readonly file: string;
  readonly dirty: boolean;
  readonly lit: boolean;
}

function FileName({ file, dirty, lit }: FileNameProps) {
  return (
    <>
      <span
        title={lit ? 'The selected entry has a line in here' : undefined}
        className={lit ? 'border-b-2 border-sio pb-px' : ''}
      >
        {file}
      </span>
      {lit && <span className="sr-only">, has a line of the selected entry</span>}
      {dirty && (
        <span title="Changed" className="ml-1.5 inline-block size-1.5 rounded-full bg-warn align-middle">
          <span className="sr-only">, changed</span>
        </span>
      )}
    </>
  );
}
