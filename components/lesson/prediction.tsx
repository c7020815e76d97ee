'use client';

import { useId } from 'react';
import type { StepView } from './lesson-context';

/** The choices of a prediction; why each is right or wrong is told when the run has answered. */
export function Prediction({ step, onChoose }: { readonly step: StepView; onChoose(choice: number): void }) {
  const group = useId();
  const { outline, choice, state, answered } = step;
  const open = state === 'done' || answered;

  return (
    <fieldset className="mb-2">
      <legend className="mb-1.5 font-medium">{outline.question}</legend>
      {outline.choices?.map(({ text, right, because }, index) => {
        const shown = open && (index === choice || (right && state === 'done'));
        return (
          <div key={text} className="mb-1.5">
            <label className="flex cursor-pointer items-start gap-2 rounded-md border border-line bg-panel px-2.5 py-1.5 hover:border-faint has-checked:border-note has-checked:bg-sel">
              <input
                type="radio"
                name={group}
                checked={index === choice}
                onChange={() => onChoose(index)}
                className="mt-1 accent-(--note)"
              />
              <span>{text}</span>
            </label>
            {shown && (
              <p
                data-slot={index === choice ? 'because' : undefined}
                className={`mt-1 border-l-2 pl-2.5 text-[13px] ${right ? 'border-ok text-ok' : 'border-warn text-warn'}`}
              >
                {because}
              </p>
            )}
          </div>
        );
      })}
      {choice !== undefined && !open && step.advice === undefined && (
        <p className="text-[13px] text-dim">Now press Run and see.</p>
      )}
      {answered && state !== 'done' && (
        <p className="text-[13px] text-dim">Choose again: what the run has shown still stands.</p>
      )}
    </fieldset>
  );
}
