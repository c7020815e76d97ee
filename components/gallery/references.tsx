import { ENGINE_ERRORS } from '@/lib/lessons/reference/engine-errors';
import { SOCKET_PACKETS } from '@/lib/lessons/reference/packet-types';
import type { SheetLine } from '@/lib/lessons/reference/sheet';
import { Code, FactTable } from '../reference/fact-table';
import { PacketTable } from '../reference/packet-table';
import { SessionDiagram } from '../reference/session-diagram';
import { SheetLines } from '../reference/sheet-lines';
import { Exhibit, Room } from './exhibit';

interface ReferenceViewsProps {
  readonly lines: readonly (SheetLine & { readonly lessonTitle: string | undefined })[];
  readonly examples: ReadonlyMap<string, string>;
}

/** What one looks things up in. */
export function ReferenceViews({ lines, examples }: ReferenceViewsProps) {
  return (
    <Room title="Reference">
      <Exhibit title="Lines of a program: with nothing on the wire, with bytes, with an answer">
        <SheetLines
          lines={[
            lines.find(({ packets }) => packets.length === 0),
            lines.find(({ packets }) => packets.some(({ isBinary }) => isBinary)),
            lines.find(({ packets }) => packets.some(({ isAnswer }) => isAnswer)),
          ].filter((line) => line !== undefined)}
        />
      </Exhibit>
      <Exhibit title="Packets, with an example and without one">
        <PacketTable
          caption="Packets of Socket.IO, as an exhibit"
          table={SOCKET_PACKETS}
          examples={new Map([...examples].filter(([type]) => type !== 'ACK'))}
        />
      </Exhibit>
      <Exhibit title="The life of a session">
        <SessionDiagram />
      </Exhibit>
      <Exhibit title="A table where it is narrow" width={360}>
        <FactTable
          caption="Error codes, as an exhibit"
          columns={['Code', 'Message']}
          rows={ENGINE_ERRORS.map(({ code, message }) => ({
            key: String(code),
            cells: [<Code key="code">{code}</Code>, message],
          }))}
        />
      </Exhibit>
    </Room>
  );
}
