'use client';

import { Pause } from 'lucide-react';
import { useState } from 'react';
import { ConsoleView } from '../code/console-view';
import { RawForm } from '../code/raw-form';
import { Difference } from '../lesson/difference';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Kbd } from '../ui/kbd';
import { Modal } from '../ui/modal';
import { NewerButton } from '../ui/newer-button';
import { Segmented } from '../ui/segmented';
import { TabList, TabPanel } from '../ui/tabs';
import { FaultBar } from '../wire/fault-bar';
import { FaultPanel } from '../wire/fault-panel';
import { FaultsInForce } from '../wire/faults-in-force';
import { TransportSwitch } from '../wire/transport-switch';
import { WhoseMenu } from '../wire/whose-menu';
import { Exhibit, Room } from './exhibit';

const nothing = () => undefined;

/** What everything is made of. */
export function SmallPieces() {
  const [tab, setTab] = useState<'one' | 'two'>('one');
  const [open, setOpen] = useState(false);
  return (
    <Room title="Small pieces">
      <Exhibit title="Buttons: each look, at rest and when they cannot be pressed">
        <div className="flex flex-wrap gap-2">
          {(['plain', 'quiet', 'run', 'lead'] as const).map((look) => (
            <Button key={look} look={look}>
              {look}
            </Button>
          ))}
          {(['plain', 'quiet', 'run', 'lead'] as const).map((look) => (
            <Button key={look} look={look} disabled>
              {look}
            </Button>
          ))}
          <Button look="quiet" aria-pressed={true} className="aria-pressed:bg-sel">
            <Pause size={13} aria-hidden="true" /> pressed
          </Button>
        </div>
      </Exhibit>
      <Exhibit title="Facts and keys">
        <div className="flex flex-wrap gap-2">
          {(['dim', 'ok', 'warn', 'error', 'note'] as const).map((tone) => (
            <Chip key={tone} tone={tone}>
              {tone}
            </Chip>
          ))}
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </div>
      </Exhibit>
      <Exhibit title="One of a few: chosen, none chosen, not to be changed">
        <div className="flex flex-wrap gap-3">
          {(
            [
              ['a', 'chosen', false],
              [undefined, 'none chosen', false],
              ['b', 'not to be changed', true],
            ] as const
          ).map(([value, label, disabled]) => (
            <Segmented
              key={label}
              label={label}
              value={value}
              disabled={disabled}
              onChange={nothing}
              options={[
                { value: 'a', label: 'the one' },
                { value: 'b', label: 'the other' },
              ]}
            />
          ))}
        </div>
      </Exhibit>
      <Exhibit title="Tabs">
        <TabList
          id="gallery"
          label="Tabs"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'one', label: 'One' },
            { value: 'two', label: 'Two' },
          ]}
        />
        <TabPanel id="gallery" value={tab} className="p-2">
          What {tab} shows.
        </TabPanel>
      </Exhibit>
      <Exhibit title="What came meanwhile" height={56}>
        <NewerButton newer={12} paused={false} onPress={nothing} />
      </Exhibit>
      <Exhibit title="A view that is held still" height={56}>
        <NewerButton newer={3} paused onPress={nothing} />
      </Exhibit>
      <Exhibit title="A dialog">
        <Button onClick={() => setOpen(true)}>Open the dialog</Button>
        <Modal open={open} onOpenChange={setOpen} title="A dialog">
          <p>It holds what needs all attention.</p>
        </Modal>
      </Exhibit>
    </Room>
  );
}

/** What is done to the wire. */
export function WirePieces() {
  const faults = [
    { kind: 'latency', direction: 'both', ms: 200, jitterMs: 50 },
    { kind: 'freeze', direction: 'down', client: 'bob' },
    { kind: 'hold', packet: 'ping' },
  ] as const;
  return (
    <Room title="Wire">
      <Exhibit title="Transports: as in the program, and where it has no io() to change">
        <div className="flex flex-wrap gap-3">
          <TransportSwitch value="upgrade" disabled={false} onChange={nothing} />
          <TransportSwitch value={undefined} disabled onChange={nothing} />
        </div>
      </Exhibit>
      <Exhibit title="Faults: none, before a run">
        <div className="@container">
          <FaultBar faults={[]} client={undefined} live={false} onFaults={nothing} />
        </div>
      </Exhibit>
      <Exhibit title="Whose wire: everybody's, and one client's">
        <div className="@container flex gap-3">
          <WhoseMenu cast={['alice', 'bob']} client={undefined} onChange={nothing} />
          <WhoseMenu cast={['alice', 'bob']} client="bob" onChange={nothing} />
        </div>
      </Exhibit>
      <Exhibit title="All faults, some in force" height={420}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <section tabIndex={0} aria-label="All faults" className="h-full overflow-auto bg-panel">
          <FaultPanel faults={faults} client={undefined} live onFaults={nothing} />
        </section>
      </Exhibit>
      <Exhibit title="Faults: some in force while it runs">
        <div className="@container">
          <FaultBar faults={faults} client={undefined} live onFaults={nothing} />
        </div>
        <FaultsInForce
          faults={faults}
          many
          holds={({ kind }) => kind === 'hold'}
          onClear={nothing}
          onClearAll={nothing}
        />
      </Exhibit>
    </Room>
  );
}

/** What stands beside the program. */
export function ProgramPieces() {
  const [text, setText] = useState('42["hello",{"to":"bob"}]');
  const [wrong, setWrong] = useState('42["hello",]');
  return (
    <Room title="Program">
      <Exhibit title="A console in which nothing was said" height={90}>
        <ConsoleView
          label="Console of nobody"
          lines={[]}
          count={0}
          selected={undefined}
          empty="Press Run: what the program logs appears here."
          onSelect={nothing}
          onPlace={nothing}
        />
      </Exhibit>
      <Exhibit title="A packet by hand">
        <RawForm
          text={text}
          state="open"
          transport="websocket"
          pinged
          typed={[]}
          onText={setText}
          onSend={nothing}
        />
      </Exhibit>
      <Exhibit title="A packet by hand that is none, and nobody to send it to">
        <RawForm
          text={wrong}
          state="closed"
          transport="websocket"
          pinged={false}
          typed={[]}
          onText={setWrong}
          onSend={nothing}
        />
      </Exhibit>
      <Exhibit title="A solution as a difference">
        <Difference
          file="client.js"
          hunks={[
            {
              before: 1,
              after: 1,
              lines: [
                { kind: 'same', text: 'const socket = io();' },
                { kind: 'gone', text: 'socket.emit("hello");' },
                { kind: 'new', text: 'socket.emit("hello", "Alice", (answer) => console.log(answer));' },
              ],
            },
          ]}
        />
      </Exhibit>
    </Room>
  );
}
