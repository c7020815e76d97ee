'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Modal } from '@/components/ui/modal';

interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly before: string;
  readonly hint: string;
  /** Why a file cannot have this name. */
  problemOf(name: string): string | undefined;
  onName(name: string): void;
  onClose(): void;
}

/** Asks what a file is to be called. */
export function NameDialog({ title, action, before, hint, problemOf, onName, onClose }: NameDialogProps) {
  const id = useId();
  const [name, setName] = useState(before);
  const problem = name === before ? undefined : problemOf(name.trim());

  return (
    <Modal open title={title} onOpenChange={(open) => !open && onClose()}>
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === before || problemOf(name.trim()) !== undefined) return;
          onName(name.trim());
          onClose();
        }}
      >
        <label htmlFor={id} className="text-[13px] text-dim">
          Name
        </label>
        <input
          id={id}
          value={name}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          onChange={(event) => setName(event.currentTarget.value)}
          className="rounded-md border border-line bg-bg px-2.5 py-1.5 font-mono text-[13px] outline-none focus:border-note"
        />
        <p
          id={`${id}-problem`}
          role="status"
          className={`text-[12.5px] ${problem ? 'text-error' : 'text-dim'}`}
        >
          {problem ?? hint}
        </p>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === before || problemOf(name.trim()) !== undefined}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
