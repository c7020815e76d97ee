'use client';

import { type ReactNode, useId } from 'react';
import { Button } from '@/components/ui/button';
import type { Arguments } from '@/lib/state/arguments';
import type { EmitDraft, HandEmit } from '@/lib/state/clients';
import { MarkedInput } from './marked-input';

interface EmitFormProps {
  readonly name: string;
  readonly nsp: string;
  readonly draft: EmitDraft;
  readonly args: Arguments;
  /** There is a socket to emit on. */
  readonly ready: boolean;
  /** The latest ones, oldest first. */
  readonly emits: readonly HandEmit[];
  onDraft(draft: EmitDraft): void;
  onEmit(): void;
}

const FIELD =
  'min-h-[28px] rounded-md border border-line bg-bg px-2 font-mono text-[12.5px] text-ink outline-none placeholder:text-faint focus:border-note';

/** Emits an event that the program does not: `socket.emit(event, ...args)`. */
export function EmitForm({ name, nsp, draft, args, ready, emits, onDraft, onEmit }: EmitFormProps) {
  const id = useId();
  const canEmit = ready && args.ok && draft.event !== '';
  const emit = () => {
    if (canEmit) onEmit();
  };

  return (
    <form
      aria-label={`Emit as ${name}`}
      data-slot="emit-form"
      onSubmit={(event) => {
        event.preventDefault();
        emit();
      }}
      className="max-h-[70%] shrink-0 overflow-auto border-t border-line bg-bg/60 px-3 py-2"
    >
      <div className="flex items-start gap-1.5">
        <input
          aria-label="Event"
          placeholder="event"
          value={draft.event}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => onDraft({ ...draft, event: event.currentTarget.value })}
          className={`${FIELD} w-[34%] min-w-0`}
        />
        <MarkedInput
          label="Arguments, as JSON"
          placeholder={'"Alice", { "n": 1 }'}
          value={draft.args}
          marked={markedAt(draft.args, args)}
          invalid={!args.ok}
          describedBy={`${id}-problem`}
          onChange={(text) => onDraft({ ...draft, args: text })}
          onEnter={emit}
        />
      </div>
      <p id={`${id}-problem`} role="status" className="text-[12px] text-error">
        {!args.ok && (
          <span className="block pt-1">
            Argument text, column {args.at + 1}: {args.message}
          </span>
        )}
      </p>
      <div className="mt-1.5 flex items-center gap-3 text-[12.5px] text-dim">
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={draft.ack}
            onChange={(event) => onDraft({ ...draft, ack: event.currentTarget.checked })}
          />
          ask for an ack
        </label>
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={draft.volatile}
            onChange={(event) => onDraft({ ...draft, volatile: event.currentTarget.checked })}
          />
          volatile
        </label>
        <span className="flex-1" />
        <Button type="submit" disabled={!canEmit}>
          Emit
        </Button>
      </div>
      {!ready && (
        <p className="pt-1 text-[12px] text-dim">
          {name} has no socket {nsp === '/' ? '' : `in ${nsp} `}to emit on: press Run, or look into client.js.
        </p>
      )}
      {emits.length > 0 && (
        <ol aria-label="What was emitted by hand" className="mt-1.5 grid gap-0.5 font-mono text-[12px]">
          {emits.map((one) => (
            <li key={one.id} data-slot="hand-emit" className="break-words">
              <span className="text-dim">
                {one.command.event}({one.command.args.slice(1, -1)})
              </span>{' '}
              {answerText(one)}
            </li>
          ))}
        </ol>
      )}
    </form>
  );
}

function markedAt(text: string, args: Arguments): ReactNode {
  if (args.ok) return <span className="text-ws">{text}</span>;
  return (
    <>
      <span className="text-ws">{text.slice(0, args.at)}</span>
      <mark className="rounded-[2px] bg-error/25 text-error underline decoration-wavy underline-offset-2">
        {text.charAt(args.at) || ' '}
      </mark>
      <span className="text-dim">{text.slice(args.at + 1)}</span>
    </>
  );
}

function answerText({ command, answer }: HandEmit): ReactNode {
  if (answer?.outcome === 'acked') return <span className="text-sio">ack {answer.text ?? ''}</span>;
  if (answer?.outcome === 'failed') return <span className="text-error">{answer.text ?? 'failed'}</span>;
  if (command.ack) return <span className="text-faint">no ack yet</span>;
  return <span className="text-faint">emitted</span>;
}
