import type { CSSProperties, ReactNode } from 'react';
import { TEXT_TONE } from '../ui/tone';
import { type BitBox, type Figure, figuresOf, type TextBox } from './diagram';
import type { Dissected } from './dissected';
import { type FieldRef, sameField } from './field-ref';
import { visibleParts } from './visible-text';

interface DiagramViewProps {
  readonly dissected: Dissected;
  readonly selected: FieldRef | undefined;
  readonly lit: FieldRef | undefined;
  readonly onLight: (field: FieldRef | undefined) => void;
  readonly onField: (field: FieldRef | undefined) => void;
}

/** The packet as boxes in the order in which it is sent; each is the field it shows. */
export function DiagramView({ dissected, ...marks }: DiagramViewProps) {
  return (
    <section
      aria-label="Diagram"
      data-slot="diagram"
      onPointerLeave={() => marks.onLight(undefined)}
      className="min-h-0 flex-1 overflow-auto px-3 py-2.5 font-mono text-[12px]"
    >
      {figuresOf(dissected).map((figure, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: figures of one entry have no other name, and no state
        <figure key={i} className="m-0 mb-4">
          <figcaption className={`mb-1 font-semibold ${TEXT_TONE[figure.layer]}`}>{figure.title}</figcaption>
          {figure.kind === 'bits' ? (
            <Bits rows={figure.rows} {...marks} />
          ) : (
            <Boxes figure={figure} {...marks} />
          )}
        </figure>
      ))}
    </section>
  );
}

type Marks = Omit<DiagramViewProps, 'dissected'>;

const RULER = Array.from({ length: 32 }, (_, bit) => bit);

function Bits({ rows, ...marks }: Marks & { readonly rows: readonly (readonly BitBox[])[] }) {
  return (
    <div className="min-w-[21rem]">
      <div
        aria-hidden="true"
        className="grid grid-cols-[repeat(32,minmax(0,1fr))] text-center text-[9px] text-dim"
      >
        {RULER.map((bit) => (
          <span key={bit}>{bit % 8 === 0 || bit === 31 ? bit : '·'}</span>
        ))}
      </div>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and no state
        <div key={i} className="-mt-px grid grid-cols-[repeat(32,minmax(0,1fr))]">
          {row.map((box) => (
            <Box
              key={box.from}
              fieldRef={box.ref}
              label={bitWords(box)}
              style={{ gridColumn: `${box.from + 1} / span ${box.bits}` }}
              tight={box.bits < 4}
              {...marks}
            >
              {box.bits < 4 ? (
                // Letter below letter, as in RFC 6455 §5.2.
                <span className="mx-auto block w-[1ch] pt-0.5 text-[9px] leading-[10px] break-all text-dim">
                  {box.label.slice(0, 4)}
                </span>
              ) : (
                <span className="block truncate text-[10.5px] text-dim">{box.label}</span>
              )}
              <span className="block truncate text-ink">
                {box.bits < 4 ? box.value.slice(0, 1) : box.value}
              </span>
            </Box>
          ))}
        </div>
      ))}
    </div>
  );
}

/** `Masking key, 16 of 32 bits: a1 5e 09 c4` */
function bitWords({ label, bits, of, value }: BitBox): string {
  const size = of === undefined ? `${bits} ${bits === 1 ? 'bit' : 'bits'}` : `${bits} of ${of} bits`;
  return `${label}, ${size}${value === '' ? '' : `: ${value}`}`;
}

function Boxes({ figure, ...marks }: Marks & { readonly figure: Extract<Figure, { kind: 'text' }> }) {
  const isStack = figure.layer === 'http';
  return (
    <div className={isStack ? 'flex flex-col' : 'flex flex-wrap'}>
      {figure.boxes.map((box) => (
        <Box
          key={`${box.ref.buffer} ${box.ref.start} ${box.ref.key}`}
          fieldRef={box.ref}
          label={textWords(box)}
          style={isStack ? { marginTop: -1 } : { marginLeft: -1, marginTop: -1 }}
          {...marks}
        >
          <span className="block text-[10.5px] whitespace-nowrap text-dim">{box.label}</span>
          <span className={`block ${TEXT_TONE[layerTone(box.ref.key)]} break-all`}>
            {visibleParts(box.text).map((part, i) =>
              part.kind === 'text' ? (
                part.text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span key={i} className="mx-px rounded-[2px] bg-raised px-0.5 text-[9px] text-dim">
                  {part.name}
                </span>
              ),
            )}
          </span>
        </Box>
      ))}
    </div>
  );
}

function textWords({ label, text, ref }: TextBox): string {
  const bytes = ref.end - ref.start;
  return `${label}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}: ${text}`;
}

function layerTone(key: string): 'http' | 'eio' | 'sio' | 'data' {
  const [layer] = key.split('.');
  return layer === 'http' || layer === 'eio' || layer === 'sio' ? layer : 'data';
}

interface BoxProps extends Marks {
  readonly fieldRef: FieldRef;
  readonly label: string;
  readonly style: CSSProperties;
  /** A bit or three: no room for a margin. */
  readonly tight?: boolean;
  readonly children: ReactNode;
}

function Box({ fieldRef, label, style, tight = false, selected, lit, onLight, onField, children }: BoxProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={selected !== undefined && sameField(selected, fieldRef)}
      data-key={fieldRef.key}
      data-lit={(lit !== undefined && sameField(lit, fieldRef)) || undefined}
      onClick={() => onField(fieldRef)}
      onFocus={() => onLight(fieldRef)}
      onBlur={() => onLight(undefined)}
      onPointerEnter={() => onLight(fieldRef)}
      style={style}
      className={`${tight ? 'px-0 text-center' : 'px-1 text-left'} -ml-px min-w-0 overflow-hidden border border-line bg-bg py-0.5 leading-4 -outline-offset-2! hover:bg-raised data-lit:bg-raised aria-pressed:relative aria-pressed:border-ink aria-pressed:bg-sel`}
    >
      {children}
    </button>
  );
}
