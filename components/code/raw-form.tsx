'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { RawTalk } from '@/lib/state/clients';
import { dissectTyped } from '@/lib/state/raw-packet';
import { MarkedInput } from './marked-input';
import { PacketFields } from './packet-fields';
import { PacketText } from './packet-text';

interface RawFormProps {
  readonly text: string;
  readonly state: RawTalk['state'];
  readonly transport: 'polling' | 'websocket';
  /** The server's ping waits for its answer. */
  readonly pinged: boolean;
  /** What the arrow keys bring back, oldest first. */
  readonly typed: readonly string[];
  onText(text: string): void;
  /** One packet; over polling several, each in its line. */
  onSend(text: string): void;
}

/** A packet is typed, told what it means while it is, and sent. */
export function RawForm({ text, state, transport, pinged, typed, onText, onSend }: RawFormProps) {
  const id = useId();
  /** How far back the reader has gone; 0 is what is being typed. */
  const [back, setBack] = useState(0);
  const manyLines = transport === 'polling';
  const packets = (manyLines ? text.split('\n') : [text]).map((line, place) => ({
    key: `${place} ${line}`,
    packet: dissectTyped(line, 'client'),
  }));
  const isOpen = state === 'open';

  function send(packet: string): void {
    if (!isOpen || packet === '') return;
    onSend(packet);
    if (packet === text) onText('');
    setBack(0);
  }

  function recall(direction: 'older' | 'newer'): void {
    const next = Math.min(Math.max(back + (direction === 'older' ? 1 : -1), 0), typed.length);
    if (next === back) return;
    setBack(next);
    onText(next === 0 ? '' : (typed[typed.length - next] ?? ''));
  }

  return (
    <div className="flex min-h-[45px] flex-col gap-1.5 border-t border-line bg-bg/60 px-3 py-2">
      {pinged && (
        <p
          role="status"
          className="flex shrink-0 items-center gap-2 rounded-md bg-warn/10 px-2 py-1 text-[12.5px]"
        >
          <span className="flex-1">
            The server pinged: <code className="font-mono text-eio">2</code>. Without a{' '}
            <code className="font-mono text-eio">3</code> within its pingTimeout it ends the session.
          </span>
          <Button onClick={() => send('3')}>Send 3</Button>
        </p>
      )}
      <section
        id={id}
        aria-label="What the packet says"
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by the keyboard
        tabIndex={0}
        className="max-h-40 min-h-0 overflow-auto empty:hidden"
      >
        {text !== '' && packets.map(({ key, packet }) => <PacketFields key={key} packet={packet} />)}
      </section>
      <form
        aria-label="Packet by hand"
        className="flex shrink-0 items-start gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          send(text);
        }}
      >
        <MarkedInput
          label="Packet"
          placeholder={'42["hello"]'}
          value={text}
          marked={packets.map(({ key, packet }, place) => (
            <PacketText key={key} packet={packet} rest={place < packets.length - 1 ? '\n' : ''} />
          ))}
          invalid={
            text !== '' && packets.some(({ packet }) => packet.issues.some(({ level }) => level === 'error'))
          }
          describedBy={id}
          manyLines={manyLines}
          onChange={(next) => {
            onText(next);
            setBack(0);
          }}
          onEnter={() => send(text)}
          onRecall={recall}
        />
        <Button type="submit" disabled={!isOpen || text === ''}>
          Send
        </Button>
      </form>
    </div>
  );
}
