import type { Dissection } from '@/lib/dissect/layer';
import { counted } from '@/lib/explain/words';
import { type BytePiece, type ByteRow, bytePieces } from './byte-diff';
import type { FieldPair } from './field-diff';

interface BytesBesideProps {
  readonly pairs: readonly FieldPair[];
  readonly a: Dissection;
  readonly b: Dissection;
}

/** The bytes of A and B, buffer by buffer. */
export function BytesBeside({ pairs, a, b }: BytesBesideProps) {
  return (
    <section aria-label="Bytes" className="rounded-md border border-line bg-panel p-3">
      <h3 className="mb-2 text-[14px] font-semibold">
        Bytes <span className="text-[13px] font-normal text-dim">marked where a field differs</span>
      </h3>
      <div className="grid gap-4 @min-[620px]:grid-cols-2">
        <Side side="A" dissection={a} pairs={pairs} />
        <Side side="B" dissection={b} pairs={pairs} />
      </div>
    </section>
  );
}

interface SideProps {
  readonly side: 'A' | 'B';
  readonly dissection: Dissection;
  readonly pairs: readonly FieldPair[];
}

function Side({ side, dissection, pairs }: SideProps) {
  return (
    <div className="min-w-0 overflow-x-auto font-mono text-[12px] leading-[18px]">
      {dissection.buffers.map(({ name, bytes }, buffer) => {
        const { pieces, left } = bytePieces(dissection, buffer, pairs, side === 'A' ? 'a' : 'b');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a buffer's place is its name
          <div key={buffer} data-slot="bytes-beside" data-side={side} className="mb-2">
            <h4 className="font-sans text-dim">
              {side}, {name}: {counted(bytes.length, 'byte')}
            </h4>
            {pieces.map((piece) => (
              <Piece key={piece.kind === 'row' ? piece.row.offset : piece.offset} piece={piece} />
            ))}
            {left > 0 && <p className="text-dim">and {counted(left, 'more byte')}</p>}
          </div>
        );
      })}
    </div>
  );
}

function Piece({ piece }: { readonly piece: BytePiece }) {
  if (piece.kind === 'same')
    return <p className="pl-[5ch] text-dim">⋯ {counted(piece.length, 'byte')} the same</p>;
  const { offset, bytes } = piece.row;
  return (
    <div className="flex whitespace-pre">
      <span className="w-[5ch] shrink-0 text-dim">{offset.toString(16).padStart(4, '0')}</span>
      <span className="w-[24ch] shrink-0">
        {bytes.map(({ value, differs }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte's place in its row is its name
          <Byte key={i} differs={differs} text={value.toString(16).padStart(2, '0')} after=" " />
        ))}
      </span>
      <span>
        {bytes.map(({ value, differs }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Byte key={i} differs={differs} text={printed(value)} after="" />
        ))}
      </span>
    </div>
  );
}

interface ByteProps {
  readonly differs: boolean;
  readonly text: string;
  readonly after: string;
}

function Byte({ differs, text, after }: ByteProps) {
  if (!differs) return <span className="text-dim">{text + after}</span>;
  return (
    <>
      <mark className="bg-sel font-semibold text-ink underline decoration-note underline-offset-2">
        {text}
      </mark>
      {after}
    </>
  );
}

function printed(value: ByteRow['bytes'][number]['value']): string {
  return value > 0x20 && value < 0x7f ? String.fromCharCode(value) : '·';
}
