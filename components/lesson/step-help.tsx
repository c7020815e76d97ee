'use client';

import { Lightbulb, RotateCcw, Wand2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Hunk } from '@/lib/lessons/difference';
import { Difference } from './difference';
import type { StepView } from './lesson-context';

interface StepHelpProps {
  readonly step: StepView;
  readonly solution: () => readonly string[] | undefined;
  readonly changes: () => readonly { readonly file: string; readonly hunks: readonly Hunk[] }[];
  onSolve(): void;
  onAgain(): void;
}

/** First a hint, then what to do in words, then a hand that does it. */
export function StepHelp({ step, solution, changes, onSolve, onAgain }: StepHelpProps) {
  const [shown, setShown] = useState<'nothing' | 'hint' | 'solution'>('nothing');
  if (step.state === 'done') {
    return (
      <Button look="quiet" className="-ml-2" onClick={onAgain}>
        <RotateCcw size={13} aria-hidden="true" /> Do this step again
      </Button>
    );
  }

  const acts = shown === 'nothing' ? undefined : solution();
  return (
    <div className="mt-2 text-[13px]">
      {shown !== 'nothing' && <p className="text-dim">{step.outline.hint}</p>}
      {shown === 'solution' && acts && (
        <ol className="mb-2 list-decimal pl-5 text-dim marker:text-faint">
          {acts.map((act) => (
            <li key={act}>{act}</li>
          ))}
        </ol>
      )}
      {shown === 'solution' && changes().map((change) => <Difference key={change.file} {...change} />)}
      {shown === 'solution' && step.outline.kind === 'change' && (
        <p className="mb-2 text-dim">
          This is one way. Any other program that makes the wire say it counts as well.
        </p>
      )}
      <div className="flex flex-wrap gap-1.5">
        {shown === 'nothing' && (
          <Button look="quiet" className="-ml-2" onClick={() => setShown('hint')}>
            <Lightbulb size={13} aria-hidden="true" /> Hint
          </Button>
        )}
        {shown === 'hint' && acts && (
          <Button look="quiet" className="-ml-2" onClick={() => setShown('solution')}>
            <Lightbulb size={13} aria-hidden="true" /> Show solution
          </Button>
        )}
        {shown === 'solution' && (
          <Button onClick={onSolve}>
            <Wand2 size={13} aria-hidden="true" /> Do it for me
          </Button>
        )}
      </div>
    </div>
  );
}
