'use client';

import { useState } from 'react';
import { toBase64 } from '@/lib/base/base64';
import { utf8Text } from '@/lib/base/bytes';
import { grouped } from '@/lib/base/grouped';
import { malformedIn } from '@/lib/base/utf8';
import type { Unit } from '@/lib/dissect/layer';
import { Button } from '../ui/button';
import { Segmented } from '../ui/segmented';
import type { Dissected } from './dissected';
import { meantBy } from './meant';
import { payloadJson } from './payload-json';
import { type VisiblePart, visibleParts } from './visible-text';

export interface RawViewProps {
  /** The number of its entry. */
  readonly n: number;
  readonly unit: Unit;
  readonly dissected: Dissected;
}

type Form = 'text' | 'JSON' | 'base64';

/** The content in one piece: as it was sent, with what is invisible made visible; as values; or fit to be passed on. */
export function RawView({ n, unit, dissected }: RawViewProps) {
  const [chosen, setChosen] = useState<Form>('text');
  const bytes = meantBy(unit, dissected.buffers);
  const json = payloadJson(unit, dissected);
  const form = chosen === 'JSON' && json === undefined ? 'text' : chosen;
  return (
    <>
      <div className="px-3 pt-2">
        <Segmented
          label="Show the content as"
          value={form}
          onChange={setChosen}
          options={[
            { value: 'text', label: 'text' },
            { value: 'JSON', label: 'JSON', disabled: json === undefined, title: 'The values it carries' },
            { value: 'base64', label: 'base64' },
          ]}
        />
      </div>
      <Content key={`${n} ${form}`} form={form} bytes={bytes} json={json ?? ''} />
    </>
  );
}

/** Bytes or characters that are drawn at once, and more of them each time more is asked for: it is for reading. */
const STEP = 16 * 1024;
/** The same of bytes that are no text, where most of them need a mark of their own. */
const BINARY_STEP = 2 * 1024;

interface ContentProps {
  readonly form: Form;
  readonly bytes: Uint8Array;
  readonly json: string;
}

function Content({ form, bytes, json }: ContentProps) {
  const [steps, setSteps] = useState(1);
  const limit = steps * (form === 'text' && !isText(bytes) ? BINARY_STEP : STEP);
  const left = (form === 'JSON' ? json.length : bytes.length) - limit;
  return (
    <pre
      data-slot="raw"
      data-form={form}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="m-0 min-h-0 flex-1 overflow-auto whitespace-pre-wrap break-all px-3 py-2.5 font-mono text-[12.5px] leading-5 text-ink -outline-offset-2!"
    >
      {form === 'JSON' && json.slice(0, limit)}
      {form === 'base64' && toBase64(bytes.subarray(0, limit - (limit % 3)))}
      {form === 'text' &&
        visibleParts(utf8Text(bytes.subarray(0, limit))).map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name, and no state
          <Part key={i} part={part} />
        ))}
      {left > 0 && (
        <Button className="mt-2 block font-sans" onClick={() => setSteps(steps * 4)}>
          {`Show more of the ${grouped(left)} ${form === 'JSON' ? 'characters' : 'bytes'} left`}
        </Button>
      )}
    </pre>
  );
}

function isText(bytes: Uint8Array): boolean {
  return malformedIn(bytes.subarray(0, BINARY_STEP), true) === undefined;
}

function Part({ part }: { readonly part: VisiblePart }) {
  if (part.kind === 'text') return part.text;
  return (
    <span
      title={`U+${part.code.toString(16).toUpperCase().padStart(4, '0')}`}
      className="mx-px rounded-[2px] bg-raised px-0.5 text-[9px] tracking-wide text-dim"
    >
      {part.name}
    </span>
  );
}
