interface TaskStripProps {
  readonly done: number;
  readonly steps: number;
  /** Of the current step; absent when all are done. */
  readonly title: string | undefined;
  readonly advice: string | undefined;
  onReturn(): void;
}

/** The current step in one line, for somebody who had to leave the lesson to do it. */
export function TaskStrip({ done, steps, title, advice, onReturn }: TaskStripProps) {
  return (
    <button
      type="button"
      onClick={onReturn}
      data-slot="task"
      className="block w-full border-b border-line bg-raised px-3.5 py-1.5 text-left text-[13px]"
    >
      <span role="status" className="block">
        <span className={`flex gap-2 ${done > 0 ? 'text-ok' : 'text-dim'}`}>
          <span className="shrink-0 font-mono text-[12px] leading-5">
            {done > 0 && '✓ '}
            {done} of {steps}
          </span>
          <span className="line-clamp-2 min-w-0 text-ink">
            {title ?? 'All steps done: back to the lesson'}
          </span>
        </span>
        {advice !== undefined && <span className="mt-0.5 line-clamp-3 text-warn">{advice}</span>}
      </span>
    </button>
  );
}
