'use client';

import { Link2, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { FilesMenu } from '@/components/code/files-menu';
import { NameDialog } from '@/components/code/name-dialog';
import { OptionsFoot, OptionsForm } from '@/components/code/options-form';
import { ShareDialog } from '@/components/code/share-dialog';
import { Button } from '@/components/ui/button';
import { Modal } from '@/components/ui/modal';
import { readOptions, SERVER_OPTIONS, writeOption } from '@/lib/program/options';
import { NEEDED_FILES, nameProblem } from '@/lib/state/program';
import { MAX_LINK, packProgram } from '@/lib/state/share';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

type Sheet = 'new' | 'rename' | 'options' | 'share';

/** What can be done with the program as a whole: its files, its server's options, a link to it. */
export function ProgramTools() {
  const { store } = useWorkbench();
  const openFile = useWorkbenchState((state) => state.openFile);
  const [sheet, setSheet] = useState<Sheet>();
  const close = () => setSheet(undefined);

  return (
    <>
      <FilesMenu
        file={openFile}
        needed={NEEDED_FILES.includes(openFile)}
        onNew={() => setSheet('new')}
        onRename={() => setSheet('rename')}
        onDelete={() => store.getState().deleteFile(openFile)}
      />
      <Button
        look="quiet"
        aria-label="Options of the server"
        title="Options of the server"
        className="px-[5px]!"
        onClick={() => setSheet('options')}
      >
        <SlidersHorizontal size={14} aria-hidden="true" />
      </Button>
      <Button
        look="quiet"
        aria-label="Share this program"
        title="Share this program by a link"
        className="px-[5px]!"
        onClick={() => setSheet('share')}
      >
        <Link2 size={15} aria-hidden="true" />
      </Button>
      {sheet === 'new' && (
        <NameDialog
          title="New file"
          action="Make it"
          before=""
          hint="Import it from server.js, or load it from index.html. A client.bob.js is Bob’s own program."
          problemOf={(name) => nameProblem(name, store.getState().files)}
          onName={(name) => store.getState().addFile(name, '')}
          onClose={close}
        />
      )}
      {sheet === 'rename' && (
        <NameDialog
          title={`Rename ${openFile}`}
          action="Rename"
          before={openFile}
          hint="Imports of it in other files stay as they are."
          problemOf={(name) => nameProblem(name, store.getState().files)}
          onName={(name) => store.getState().renameFile(openFile, name)}
          onClose={close}
        />
      )}
      {sheet === 'options' && <OptionsSheet onClose={close} />}
      {sheet === 'share' && <ShareSheet onClose={close} />}
    </>
  );
}

function OptionsSheet({ onClose }: { readonly onClose: () => void }) {
  const { store, conductor } = useWorkbench();
  const source = useWorkbenchState((state) => state.files['server.js'] ?? '');
  const undoable = useWorkbenchState((state) => state.changes.at(-1)?.called);
  const running = useWorkbenchState((state) => state.phase === 'running');
  const given = readOptions(source);

  return (
    <Modal open title="Options of the server" onOpenChange={(open) => !open && onClose()}>
      {given ? (
        <OptionsForm
          specs={SERVER_OPTIONS}
          given={given}
          onOption={(key, value) => {
            const next = writeOption(source, key, value);
            if (next !== undefined && next !== source) {
              store.getState().replaceFiles({ 'server.js': next }, value === undefined ? `${key} out` : key);
              store.getState().openTab('server.js');
            }
          }}
        />
      ) : (
        <p className="text-[13.5px] text-dim">
          In this server.js there is no <code className="font-mono text-ink">new Server(…)</code> whose
          options can be read from the text. Write them there by hand.
        </p>
      )}
      {given && (
        <OptionsFoot
          undoable={undoable}
          running={running}
          onUndo={() => store.getState().undo()}
          onRun={() => {
            onClose();
            void conductor.run();
          }}
        />
      )}
    </Modal>
  );
}

function ShareSheet({ onClose }: { readonly onClose: () => void }) {
  const files = useWorkbenchState((state) => state.files);
  const cast = useWorkbenchState((state) => state.cast);
  const packed = packProgram({ files, cast });
  const link = packed.ok ? `${location.origin}/play/shared${packed.hash}` : undefined;
  return (
    <ShareDialog
      link={link}
      length={packed.ok ? (link?.length ?? 0) : packed.length}
      most={MAX_LINK}
      files={Object.keys(files)}
      cast={cast}
      onClose={onClose}
    />
  );
}
