interface WireTextProps {
  readonly text: string;
}

/** Packets as text: the digit of Engine.IO, that of Socket.IO, and the rest, each in the colour of its layer. */
export function WireText({ text }: WireTextProps) {
  const [, engine = '', socket = '', rest = text] = /^([0-6])(?:(?<=4)([0-6]))?(.*)$/s.exec(text) ?? [];
  return (
    <code className="font-mono text-[12.5px] break-all">
      <span className="text-eio">{engine}</span>
      <span className="text-sio">{socket}</span>
      {rest}
    </code>
  );
}
