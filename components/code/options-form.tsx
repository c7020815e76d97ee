'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { grouped } from '@/lib/base/grouped';
import type { GivenValues, OptionKey, OptionSpec, OptionValue } from '@/lib/program/options';

interface OptionsFormProps {
  readonly specs: readonly OptionSpec[];
  /** What `new Server(…)` is given. */
  readonly given: GivenValues;
  /** `undefined` takes the option out. */
  onOption(key: OptionKey, value: OptionValue | undefined): void;
}

/** The options of the server as the program gives them; a change is a change of the program's text. */
export function OptionsForm({ specs, given, onOption }: OptionsFormProps) {
  return (
    <ul className="-mx-5 grid max-h-[calc(85dvh-150px)] divide-y divide-line overflow-auto px-5">
      {specs.map((spec) => {
        const isGiven = Object.hasOwn(given, spec.key);
        const value = given[spec.key];
        return (
          <li
            key={spec.key}
            data-option={spec.key}
            className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 py-2.5"
          >
            <span className="flex items-baseline gap-2">
              <label htmlFor={`option-${spec.key}`} className="font-mono text-[13px] text-ink">
                {spec.key}
              </label>
              {isGiven && value === undefined && (
                <span className="text-[12px] text-warn">
                  set in server.js to what is not known before it runs
                </span>
              )}
            </span>
            <Control
              // What the program says now is what the control begins with.
              key={String(value)}
              spec={spec}
              value={value}
              onValue={(next) => onOption(spec.key, next)}
            />
            <p className="text-[12.5px] text-dim">{spec.help}</p>
            <p className="flex items-baseline justify-end gap-2 text-[12px] whitespace-nowrap text-dim">
              {isGiven && (
                <button
                  type="button"
                  className="text-note hover:underline"
                  aria-label={`Take ${spec.key} out of server.js`}
                  onClick={() => onOption(spec.key, undefined)}
                >
                  take out
                </button>
              )}
              default {defaultText(spec)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

const FIELD =
  'rounded-md border border-line bg-bg px-2 py-[3px] font-mono text-[12.5px] text-ink outline-none focus:border-note';

interface ControlProps {
  readonly spec: OptionSpec;
  readonly value: OptionValue | undefined;
  onValue(value: OptionValue): void;
}

function Control({ spec, value, onValue }: ControlProps) {
  const id = `option-${spec.key}`;
  switch (spec.kind) {
    case 'number':
      return <NumberField spec={spec} value={Number(value ?? spec.default)} onValue={onValue} />;
    case 'flag':
      return (
        <input
          id={id}
          type="checkbox"
          checked={Boolean(value ?? spec.default)}
          onChange={(event) => onValue(event.currentTarget.checked)}
          className="size-4 justify-self-end"
        />
      );
    case 'choice':
      return (
        <select
          id={id}
          value={String(value ?? spec.default)}
          onChange={(event) => onValue(event.currentTarget.value)}
          className={FIELD}
        >
          {spec.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
  }
}

interface NumberFieldProps {
  readonly spec: Extract<OptionSpec, { kind: 'number' }>;
  readonly value: number;
  onValue(value: number): void;
}

/** Written when it is left, or with Enter: each key would be a change of the program. */
function NumberField({ spec, value, onValue }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const [least, most] = spec.range;
  const number = Number(text);
  const isRight = /^\d+$/.test(text.trim()) && number >= least && number <= most;
  const commit = () => {
    if (isRight && number !== value) onValue(number);
  };

  return (
    <span className="flex items-baseline justify-end gap-1.5 text-[12.5px] text-dim">
      {!isRight && (
        <span role="alert" className="text-error">
          {grouped(least)} to {grouped(most)}
        </span>
      )}
      <input
        id={`option-${spec.key}`}
        inputMode="numeric"
        value={text}
        aria-invalid={!isRight}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
        className={`${FIELD} w-24 text-right`}
      />
      {spec.unit}
    </span>
  );
}

function defaultText(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'number':
      return `${grouped(spec.default)} ${spec.unit}`;
    case 'flag':
      return spec.default ? 'on' : 'off';
    case 'choice':
      return spec.choices.find(({ value }) => value === spec.default)?.label ?? spec.default;
  }
}

interface OptionsFootProps {
  readonly undoable: string | undefined;
  readonly running: boolean;
  onUndo(): void;
  onRun(): void;
}

/** What to do with the changed program. */
export function OptionsFoot({ undoable, running, onUndo, onRun }: OptionsFootProps) {
  return (
    <div className="-mx-5 -mb-5 flex items-center gap-2 border-t border-line px-5 py-3">
      <p className="flex-1 text-[12.5px] text-dim">
        The changes are in server.js; they count from the next Run.
      </p>
      <Button disabled={undoable === undefined} onClick={onUndo}>
        Undo
      </Button>
      <Button look="run" onClick={onRun}>
        {running ? 'Run again' : 'Run'}
      </Button>
    </div>
  );
}
