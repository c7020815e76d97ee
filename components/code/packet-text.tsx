import { TEXT_TONE } from '@/components/ui/tone';
import type { TypedPacket } from '@/lib/state/raw-packet';

/** A packet's text in the colours of its layers; what is at fault is underlined. */
export function PacketText({ packet, rest = '' }: { readonly packet: TypedPacket; readonly rest?: string }) {
  return (
    <>
      {packet.pieces.map((piece) => (
        <span
          key={piece.start}
          data-key={piece.key}
          title={piece.label}
          className={
            piece.faulty
              ? 'rounded-[2px] bg-error/10 text-error underline decoration-wavy underline-offset-2'
              : TEXT_TONE[piece.layer]
          }
        >
          {piece.text}
        </span>
      ))}
      {rest}
    </>
  );
}
