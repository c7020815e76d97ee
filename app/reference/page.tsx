import type { Metadata } from 'next';
import { Header } from '@/components/chrome/header';
import { Code, FactTable } from '@/components/reference/fact-table';
import { PacketTable } from '@/components/reference/packet-table';
import { Section } from '@/components/reference/section';
import { SessionDiagram } from '@/components/reference/session-diagram';
import { SheetLines } from '@/components/reference/sheet-lines';
import { TransitionTable } from '@/components/reference/transition-table';
import { grouped } from '@/lib/base/grouped';
import { ENGINE_ERRORS } from '@/lib/lessons/reference/engine-errors';
import { CLIENT_REFERENCE, type OptionRow, SERVER_REFERENCE } from '@/lib/lessons/reference/options';
import { ENGINE_PACKETS, SOCKET_PACKETS } from '@/lib/lessons/reference/packet-types';
import { CLIENT_REASONS, SERVER_REASONS } from '@/lib/lessons/reference/reasons';
import { readReference } from './read-reference';

export const metadata: Metadata = {
  title: 'Reference',
  description: 'Each line of the API with its bytes; packets, states, reasons, codes and options.',
};

const PARTS = [
  { id: 'cheat-sheet', title: 'Cheat sheet' },
  { id: 'packets', title: 'Packets' },
  { id: 'session', title: 'Life of a session' },
  { id: 'reasons', title: 'Disconnect reasons' },
  { id: 'codes', title: 'Error codes' },
  { id: 'options', title: 'Options' },
] as const;

export default async function ReferencePage() {
  const { sections, examples } = await readReference();
  return (
    <>
      <Header door="reference" />
      <div className="mx-auto grid max-w-6xl gap-x-10 px-6 py-12 max-sm:px-4 max-sm:py-8 xl:grid-cols-[11rem_minmax(0,1fr)]">
        <nav
          aria-label="On this page"
          className="mb-8 flex flex-wrap gap-x-4 gap-y-1 text-[13.5px] xl:sticky xl:top-8 xl:flex-col xl:self-start"
        >
          {PARTS.map(({ id, title }) => (
            <a key={id} href={`#${id}`} className="py-0.5 text-dim hover:text-ink hover:underline">
              {title}
            </a>
          ))}
        </nav>
        <main className="min-w-0">
          <h1 className="mb-3 text-3xl font-semibold tracking-tight">Reference</h1>
          <p className="mb-12 max-w-[66ch] text-pretty text-dim">
            What each line puts on the wire, and what each thing on the wire is called. The bytes were
            recorded from one run of a program with three clients; nothing here was typed by hand.
          </p>

          <Section
            id="cheat-sheet"
            title="Cheat sheet"
            says="Lines of that program, with the packets they caused. Engine.IO’s digit comes first, then Socket.IO’s. Ids were given out by this server in this run."
          >
            {sections.map(({ id, title, lines }) => (
              <section key={id} aria-labelledby={`sheet-${id}`} className="mb-6">
                <h3 id={`sheet-${id}`} className="mb-2 font-semibold">
                  {title}
                </h3>
                <SheetLines lines={lines} />
              </section>
            ))}
          </Section>

          <Section
            id="packets"
            title="Packets"
            says="An Engine.IO packet begins with its type, and a message carries a Socket.IO packet with a type of its own. That is why so much begins with 42."
          >
            <h3 className="mb-2 font-semibold">Engine.IO</h3>
            <PacketTable caption="Packets of Engine.IO" table={ENGINE_PACKETS} examples={examples} />
            <h3 className="mt-6 mb-2 font-semibold">Socket.IO</h3>
            <PacketTable caption="Packets of Socket.IO" table={SOCKET_PACKETS} examples={examples} />
            <p className="mt-3 max-w-[66ch] text-[13.5px] text-pretty text-dim">
              Bytes need no type: in a WebSocket they are a binary frame, in an HTTP body <Code>b</Code> and
              base64. Packets that share a body are parted by U+001E.
            </p>
          </Section>

          <Section
            id="session"
            title="Life of a session"
            says="The states of one Engine.IO session and what moves it from one to the next. It is the table that the timeline goes by; what is not in it changes nothing."
          >
            <SessionDiagram />
            <div className="mt-4">
              <TransitionTable />
            </div>
          </Section>

          <Section
            id="reasons"
            title="Disconnect reasons"
            says="The two ends see the same end differently. Each gets one of these in its disconnect handler."
          >
            <h3 className="mb-2 font-semibold">On the client</h3>
            <FactTable
              caption="Reasons on the client"
              columns={['Reason', 'What happened', 'On the wire', 'Comes back by itself']}
              rows={CLIENT_REASONS.map(({ reason, says, wire, returns }) => ({
                key: reason,
                cells: [
                  <Code key="reason">{reason}</Code>,
                  says,
                  wire,
                  returns ? 'yes' : 'no: call connect()',
                ],
              }))}
            />
            <h3 className="mt-6 mb-2 font-semibold">On the server</h3>
            <FactTable
              caption="Reasons on the server"
              columns={['Reason', 'What happened', 'On the wire']}
              rows={SERVER_REASONS.map(({ reason, says, wire }) => ({
                key: reason,
                cells: [<Code key="reason">{reason}</Code>, says, wire],
              }))}
            />
          </Section>

          <Section
            id="codes"
            title="Error codes"
            says="What Engine.IO answers to a request it refuses, before there is any namespace to refuse. The body is JSON; a refused upgrade gets the message alone."
          >
            <FactTable
              caption="Error codes of Engine.IO"
              columns={['Code', 'Message', 'Status', 'When', 'What to do']}
              rows={ENGINE_ERRORS.map(({ code, message, status, when, remedy }) => ({
                key: String(code),
                cells: [<Code key="code">{code}</Code>, message, status, when, remedy],
              }))}
            />
          </Section>

          <Section
            id="options"
            title="Options"
            says="Those that show on the wire or decide what does, with what they are where nobody sets them. Times are in milliseconds, sizes in bytes."
          >
            <h3 className="mb-2 font-semibold">new Server(…, options)</h3>
            <OptionTable caption="Options of the server" options={SERVER_REFERENCE} />
            <h3 className="mt-6 mb-2 font-semibold">io(url, options)</h3>
            <OptionTable caption="Options of the client" options={CLIENT_REFERENCE} />
          </Section>
        </main>
      </div>
    </>
  );
}

interface OptionTableProps {
  readonly caption: string;
  readonly options: readonly OptionRow[];
}

function OptionTable({ caption, options }: OptionTableProps) {
  return (
    <FactTable
      caption={caption}
      columns={['Option', 'Default', 'What it does', 'Seen in']}
      rows={options.map((option) => ({
        key: option.name,
        cells: [
          <Code key="name">{option.name}</Code>,
          <Code key="default">{defaultText(option.default)}</Code>,
          option.says,
          option.seen,
        ],
      }))}
    />
  );
}

function defaultText(value: OptionRow['default']): string {
  if (value === undefined) return '–';
  return typeof value === 'number' && Number.isFinite(value) ? grouped(value) : format(value);
}

function format(value: Exclude<OptionRow['default'], undefined>): string {
  return typeof value === 'object' ? value.map((each) => `"${each}"`).join(', ') : String(value);
}
