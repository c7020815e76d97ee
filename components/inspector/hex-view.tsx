'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { grouped } from '@/lib/base/grouped';
import { useViewport } from '../ui/use-viewport';
import type { Dissected } from './dissected';
import type { FieldRef } from './field-ref';
import {
  byteAfterKey,
  byteUnder,
  type Dump,
  HEX_ROW,
  type HexSection,
  layHex,
  SECTION_TITLE,
  scrolledTo,
} from './hex-layout';
import { HexRow } from './hex-row';
import type { Marks } from './hex-runs';
import { type ByteRange, spread, tellingLeaf } from './spread';

/** Shown of one buffer at first, and more with each press. */
const LIMIT_STEP = 64 * 1024;
/** Sixteen bytes a row need this many pixels; narrower, there are eight. */
const WIDE_FROM = 590;

export interface Byte {
  readonly buffer: number;
  readonly offset: number;
}

export interface HexViewProps {
  readonly dissected: Dissected;
  readonly dumps: readonly Dump[];
  readonly selected: FieldRef | undefined;
  readonly lit: FieldRef | undefined;
  /** The byte that the arrow keys move. */
  readonly cursor: Byte | undefined;
  readonly onCursor: (byte: Byte | undefined) => void;
  readonly onLight: (field: FieldRef | undefined) => void;
  readonly onField: (field: FieldRef | undefined) => void;
}

/** Bytes in rows, coloured by layer. What is lit here is lit in every buffer that holds the same bytes. */
export function HexView(props: HexViewProps) {
  const { dissected, dumps, selected, lit, cursor, onCursor, onLight, onField } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [{ top, bottom, width }] = useViewport(scroller);
  const [limit, setLimit] = useState(LIMIT_STEP);
  const perRow = width === 0 || width >= WIDE_FROM ? 16 : 8;
  const sections = layHex(dumps, perRow, limit);
  const marks = marksOf(dissected, selected, lit, cursor);

  const shown =
    selected &&
    spread(dissected.buffers, selected).find((range) => dumps.some((dump) => dump.buffer === range.buffer));
  const shownY = shown && yOf(sections, shown.buffer, shown.start, perRow);
  useEffect(() => {
    const element = scroller.current;
    if (!element || shownY === undefined) return;
    const isInSight =
      shownY >= element.scrollTop && shownY + HEX_ROW <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = Math.max(0, shownY - HEX_ROW);
  }, [shownY]);

  const cursorY = cursor && yOf(sections, cursor.buffer, cursor.offset, perRow);
  useEffect(() => {
    const element = scroller.current;
    if (!element || cursorY === undefined) return;
    element.scrollTop = scrolledTo(cursorY, element.scrollTop, element.clientHeight);
  }, [cursorY]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor ?? { buffer: shown?.buffer ?? dumps[0]?.buffer ?? 0, offset: shown?.start ?? 0 };
    const length = sections.find((section) => section.buffer === at.buffer)?.length ?? 0;
    if (event.key === 'Enter') onField(tellingLeaf(dissected, at.buffer, at.offset));
    else if (event.key === 'Escape' && cursor) onCursor(undefined);
    else {
      const next = cursor
        ? byteAfterKey(event.key, at.offset, perRow, length)
        : isArrow(event.key)
          ? Math.min(at.offset, length - 1)
          : undefined;
      if (next === undefined) return;
      onCursor({ buffer: at.buffer, offset: next });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function onPointerMove(event: PointerEvent): void {
    const byte = byteOf(event, sections, scroller.current);
    onLight(byte && tellingLeaf(dissected, byte.buffer, byte.offset));
  }

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-4 py-2.5 font-mono text-[13px] leading-6">
      <div
        role="application"
        aria-roledescription="hex dump"
        aria-label="Bytes. Arrow keys move from byte to byte, Enter selects the field."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk over the bytes
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onLight(undefined)}
        onBlur={() => onCursor(undefined)}
        onClick={(event) => {
          const byte = byteOf(event, sections, scroller.current);
          onCursor(byte);
          onField(byte && tellingLeaf(dissected, byte.buffer, byte.offset));
        }}
        className="relative w-max min-w-full rounded-sm"
        style={{ height: sections.at(-1)?.bottom ?? 0 }}
      >
        {sections.map((section) => (
          <Section
            key={section.buffer}
            section={section}
            dissected={dissected}
            perRow={perRow}
            marks={marks}
            top={top}
            bottom={bottom}
            onMore={() => setLimit(limit + LIMIT_STEP)}
          />
        ))}
      </div>
    </div>
  );
}

interface SectionProps {
  readonly section: HexSection;
  readonly dissected: Dissected;
  readonly perRow: number;
  readonly marks: Marks;
  readonly top: number;
  readonly bottom: number;
  readonly onMore: () => void;
}

function Section({ section, dissected, perRow, marks, top, bottom, onMore }: SectionProps) {
  const { buffer, title, length, more, rowsTop } = section;
  const first = Math.max(0, Math.floor((top - rowsTop) / HEX_ROW));
  const last = Math.min(Math.ceil(length / perRow), Math.ceil((bottom - rowsTop) / HEX_ROW));
  const starts = Array.from({ length: Math.max(0, last - first) }, (_, i) => (first + i) * perRow);
  return (
    <div data-slot="hex" data-buffer={buffer}>
      {rowsTop > section.top && (
        <p
          className="absolute left-0 m-0 flex items-center text-[13px] font-normal text-faint"
          style={{ top: section.top, height: SECTION_TITLE }}
        >
          {title}
        </p>
      )}
      <div className="absolute left-0" style={{ top: rowsTop + first * HEX_ROW }}>
        {starts.map((start) => (
          <HexRow
            key={start}
            dissected={dissected}
            buffer={buffer}
            start={start}
            perRow={perRow}
            marks={marks}
          />
        ))}
      </div>
      {more > 0 && (
        <button
          type="button"
          onClick={(event) => {
            event.stopPropagation();
            onMore();
          }}
          className="absolute left-0 rounded-md border border-line px-2.5 py-0.5 text-xs text-dim hover:text-ink"
          style={{ top: section.bottom - 28 }}
        >
          Show more of the {grouped(more)} bytes left
        </button>
      )}
    </div>
  );
}

function marksOf(
  dissected: Dissected,
  selected: FieldRef | undefined,
  lit: FieldRef | undefined,
  cursor: Byte | undefined,
): Marks {
  const under: ByteRange | undefined =
    lit ?? (cursor && { buffer: cursor.buffer, start: cursor.offset, end: cursor.offset + 1 });
  return {
    lit: under ? spread(dissected.buffers, under) : [],
    chosen: selected ? spread(dissected.buffers, selected) : [],
  };
}

/** The byte under the pointer: the run says where it begins, its width where in it the pointer is. */
function byteOf(
  event: { readonly target: EventTarget; readonly clientX: number },
  sections: readonly HexSection[],
  scroller: HTMLElement | null,
): Byte | undefined {
  if (!(event.target instanceof HTMLElement) || !scroller) return undefined;
  const { start, length, form } = event.target.dataset;
  const buffer = event.target.closest<HTMLElement>('[data-buffer]')?.dataset.buffer;
  if (start === undefined || buffer === undefined) return undefined;
  if (!sections.some((section) => section.buffer === Number(buffer))) return undefined;
  const box = event.target.getBoundingClientRect();
  const place = byteUnder(
    form === 'text' ? 'text' : 'hex',
    event.clientX - box.left,
    box.width,
    Number(length),
  );
  return { buffer: Number(buffer), offset: Number(start) + place };
}

function yOf(
  sections: readonly HexSection[],
  buffer: number,
  offset: number,
  perRow: number,
): number | undefined {
  const section = sections.find((candidate) => candidate.buffer === buffer);
  return section && section.rowsTop + Math.floor(Math.min(offset, section.length) / perRow) * HEX_ROW;
}

function isArrow(key: string): boolean {
  return key.startsWith('Arrow');
}
