'use client';

import { useState } from 'react';
import { type GivenValues, SERVER_OPTIONS } from '@/lib/program/options';
import { showPalette } from '@/lib/state/actions';
import { MAX_LINK } from '@/lib/state/share';
import { showKeySheet } from '@/lib/state/shortcuts';
import { NameDialog } from '../code/name-dialog';
import { OptionsForm } from '../code/options-form';
import { ShareDialog } from '../code/share-dialog';
import { FileNote, ReadingNote, RefusedNote, ReplacedNote } from '../inspect/notes';
import { ExportPopover } from '../keep/export-popover';
import { RecordedNote } from '../lesson/recorded-note';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { Exhibit, Room } from './exhibit';
import { Opened } from './opened';

const nothing = () => undefined;
const FILES = ['server.js', 'client.js'];

/** What asks for all attention, and what only says something above everything else. */
export function Dialogs() {
  return (
    <Room title="Dialogs and notes">
      <Exhibit title="A program as a link: one that fits, and one that is too long">
        <div className="flex flex-wrap gap-2">
          {(
            [
              ['A link', 'http://localhost:3000/play/shared#1.5439776d.nVPbjtMwEP2VUV54abKFB4SCeEC'],
              ['Too long for a link', undefined],
            ] as const
          ).map(([label, link]) => (
            <Opened key={label} label={label}>
              {(close) => (
                <ShareDialog
                  link={link}
                  length={link?.length ?? MAX_LINK + 1_204}
                  most={MAX_LINK}
                  files={FILES}
                  cast={['alice', 'bob']}
                  onClose={close}
                />
              )}
            </Opened>
          ))}
        </div>
      </Exhibit>
      <Exhibit title="The name of a file: type one that there is, and one that ends in nothing known">
        <Opened label="Name a file">
          {(close) => (
            <NameDialog
              title="New file"
              action="Create"
              before=""
              hint="Ends in .js, .html, .css or .json."
              problemOf={(name) =>
                FILES.includes(name)
                  ? `There is a ${name} already.`
                  : /\.(js|html|css|json)$/.test(name)
                    ? undefined
                    : 'A name ends in .js, .html, .css or .json.'
              }
              onName={nothing}
              onClose={close}
            />
          )}
        </Opened>
      </Exhibit>
      <Exhibit title="Options of the server, some given by the program">
        <Opened label="Options">{(close) => <Options onClose={close} />}</Opened>
      </Exhibit>
      <Exhibit title="A recording is kept: saved, and not saved">
        <div className="flex gap-6 font-mono text-[12px] text-dim">
          <ExportPopover mostRows={200} onKeep={async (form) => `socketscope-2026-11-21.${form}`} />
          <ExportPopover
            mostRows={200}
            onKeep={() => Promise.reject(new Error('This browser draws no picture of 2000 × 32768.'))}
          />
        </div>
      </Exhibit>
      <Exhibit title="The keys, and everything there is to do by name">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => showKeySheet(true)}>Keyboard</Button>
          <Button onClick={() => showPalette(true)}>Everything there is to do</Button>
        </div>
      </Exhibit>
      <Exhibit title="A file: being read, refused, in place of another, and not whole">
        <ReadingNote
          name="capture.jsonl"
          read={31_000_000}
          size={82_000_000}
          entries={184_320}
          onCancel={nothing}
        />
        <RefusedNote
          name="capture.jsonl"
          message="Capture format 99 is newer than 1, the newest this build reads."
          onDismiss={nothing}
        />
        <ReplacedNote name="new.jsonl" before="upgrade.jsonl" onUndo={nothing} onKeep={nothing} />
        <FileNote>The file breaks off in line 812; what comes before it is shown.</FileNote>
      </Exhibit>
      <Exhibit title="A lesson without a lab">
        <RecordedNote title="Predict which road the first event takes, then run" />
      </Exhibit>
    </Room>
  );
}

function Options({ onClose }: { onClose(): void }) {
  const [given, setGiven] = useState<GivenValues>({ pingInterval: 5000, allowUpgrades: false });
  return (
    <Modal open title="Options of the server" onOpenChange={(open) => !open && onClose()}>
      <OptionsForm
        specs={SERVER_OPTIONS}
        given={given}
        onOption={(key, value) => setGiven({ ...given, [key]: value })}
      />
    </Modal>
  );
}
