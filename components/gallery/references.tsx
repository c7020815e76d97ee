import { ENGINE_ERRORS } from '@/lib/lessons/reference/engine-errors';
import { SOCKET_PACKETS } from '@/lib/lessons/reference/packet-types';
import type { SheetLine } from '@/lib/lessons/reference/sheet';
import { Code, FactTable } from '../reference/fact-table';
import { PacketTable } from '../reference/packet-table';
import { SessionDiagram } from '../reference/session-diagram';
import { SheetLines } from '../reference/sheet-lines';
import { Exhibit, Room } from './exhibit';

const row = (line: string, says: string): SheetLine['row'] => ({
  file: 'client.js',
  line,
  says,
  lesson: 'events/on-and-emit',
});

const LINES: readonly (SheetLine & { readonly lessonTitle: string | undefined })[] = [
  {
    row: row('socket.volatile.emit("cursor");', 'Dropped where nobody is connected.'),
    packets: [],
    lessonTitle: undefined,
  },
  {
    row: row(
      'socket.emit("file", bytes, (err) => {});',
      'Bytes follow in a frame of their own, and an answer comes.',
    ),
    packets: [
      {
        from: 'alice',
        to: ['server'],
        text: '451-0["file",{"_placeholder":true,"num":0}]',
        isBinary: false,
        isAnswer: false,
        frame: '81 ab 00 00 00 00 34 35 31 2d 30',
      },
      {
        from: 'alice',
        to: ['server'],
        text: '01 02 03',
        isBinary: true,
        isAnswer: false,
        frame: '82 83 00 00 00 00 01 02 03',
      },
      {
        from: 'server',
        to: ['alice', 'bob'],
        text: '430[null]',
        isBinary: false,
        isAnswer: true,
        frame: '81 09 34 33',
      },
    ],
    lessonTitle: 'On and emit',
  },
];

/** What one looks things up in. */
export function ReferenceViews() {
  return (
    <Room title="Reference">
      <Exhibit title="Lines of a program: with nothing on the wire, with packets, bytes and an answer">
        <SheetLines lines={LINES} />
      </Exhibit>
      <Exhibit title="Packets, with an example and without one">
        <PacketTable
          caption="Packets of Socket.IO, as an exhibit"
          table={SOCKET_PACKETS}
          examples={new Map([['EVENT', '42["hello","Alice"]']])}
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
