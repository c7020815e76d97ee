'use client';

import { useId, useState } from 'react';
import { TabList, TabPanel } from '../ui/tabs';
import type { Copy } from './copy';
import { CopyButtons } from './copy-buttons';
import type { Dissected } from './dissected';
import type { FieldRef } from './field-ref';
import type { Dump } from './hex-layout';
import { type Byte, HexView } from './hex-view';
import { PanelHead } from './panel-head';
import { tellingLeaf, unmaskedByte } from './spread';

export interface BytesPanelProps {
  readonly copies: readonly Copy[];
  readonly dissected: Dissected;
  readonly selected: FieldRef | undefined;
  readonly lit: FieldRef | undefined;
  readonly onLight: (field: FieldRef | undefined) => void;
  readonly onField: (field: FieldRef | undefined) => void;
}

const ALL = 'all';

/** The bytes as they were on the wire and as they were read: first all below one another, then each by itself. */
export function BytesPanel({ copies, dissected, selected, lit, onLight, onField }: BytesPanelProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string>(ALL);
  const [cursor, setCursor] = useState<Byte | undefined>();
  const dumps = dumpsOf(dissected);
  const [wire, ...derived] = dumps;
  const only = derived.find((dump) => String(dump.buffer) === chosen);

  function onCursor(byte: Byte | undefined): void {
    setCursor(byte);
    onLight(byte && tellingLeaf(dissected, byte.buffer, byte.offset));
  }

  return (
    <>
      <PanelHead>
        <TabList
          id={id}
          label="Buffer"
          tabs={[
            { value: ALL, label: wire?.title ?? 'Wire' },
            ...derived.map((dump) => ({ value: String(dump.buffer), label: dump.title })),
          ]}
          value={only ? chosen : ALL}
          onChange={setChosen}
        />
        <Readout dissected={dissected} cursor={cursor} />
        <CopyButtons copies={copies} />
      </PanelHead>
      <TabPanel id={id} value={only ? chosen : ALL} className="flex min-h-0 flex-1 flex-col">
        <HexView
          dissected={dissected}
          dumps={only ? [only] : dumps}
          selected={selected}
          lit={lit}
          cursor={cursor}
          onCursor={onCursor}
          onLight={onLight}
          onField={onField}
        />
      </TabPanel>
    </>
  );
}

interface ReadoutProps {
  readonly dissected: Dissected;
  readonly cursor: Byte | undefined;
}

/** The byte at the cursor in figures, said aloud as it moves. */
function Readout({ dissected, cursor }: ReadoutProps) {
  const value = cursor && dissected.buffers[cursor.buffer]?.bytes[cursor.offset];
  const leaf = cursor && tellingLeaf(dissected, cursor.buffer, cursor.offset);
  const inner = cursor && unmaskedByte(dissected.buffers, cursor.buffer, cursor.offset);
  return (
    <span
      aria-live="polite"
      data-slot="byte-readout"
      className="ml-auto min-w-0 truncate font-mono text-xs text-dim"
    >
      {cursor && value !== undefined
        ? `${cursor.offset} · ${byteText(value)}${inner === undefined ? '' : ` unmasked ${byteText(inner)}`} · ${leaf?.spec.label ?? ''}`
        : '← → byte'}
    </span>
  );
}

function byteText(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

/** Buffers of one name are told apart by a number. */
function dumpsOf({ buffers }: Dissected): Dump[] {
  return buffers.map(({ name, bytes }, buffer) => {
    const same = buffers.filter((other) => other.name === name);
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    const place = buffers.slice(0, buffer).filter((other) => other.name === name).length + 1;
    return { buffer, length: bytes.length, title: same.length > 1 ? `${title} ${place}` : title };
  });
}
