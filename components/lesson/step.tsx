'use client';

import { Check, ChevronDown, LinkIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { readViewLink, writeViewLink } from '@/lib/state/view-link';
import { type StepView, useLesson } from './lesson-context';
import { MythProvider } from './myth';
import { Prediction } from './prediction';
import { StepHelp } from './step-help';

interface StepProps {
  readonly id: string;
  /** The prose of the step. */
  readonly children?: ReactNode;
}

/** One step of a lesson. The current one is unfolded, and what was done in this visit; the reader may unfold any. */
export function Step({ id, children }: StepProps) {
  const lesson = useLesson();
  const step = lesson.step(id);
  if (!step) throw new Error(`Broken invariant: the lesson has no step "${id}"`);
  const { outline, state, expanded, follows, isLast, advice } = step;
  const isPrediction = outline.kind === 'predict';
  const isAnswered = state === 'done' || step.answered;
  const card = useRef<HTMLElement>(null);
  const before = useRef(state);
  const goesOn = useRef(state === 'now' && follows !== undefined);

  // What comes next comes into sight when the step before it is done; after a prediction the reason is what comes next.
  useEffect(() => {
    if (state === 'now' && before.current === 'open' && follows !== 'predict') bringNear(card.current);
    if (state === 'done' && before.current === 'now') {
      if (isPrediction) revealSoon(card.current, 'because');
      else if (isLast) revealSoon(card.current, 'seen');
    }
    before.current = state;
  }, [state, follows, isPrediction, isLast]);

  useEffect(() => {
    if (advice !== undefined) revealSoon(card.current, 'advice');
  }, [advice]);

  // The address may name a step: it comes into sight, wherever the reader has got to. Else one goes on where one was.
  useEffect(() => {
    const named = readViewLink(location.search).step;
    if (named === undefined ? goesOn.current : named === id) bringNear(card.current);
  }, [id]);

  return (
    <section
      ref={card}
      data-slot="step"
      data-step={id}
      data-state={state}
      aria-labelledby={`step-${id}`}
      className="my-2 grid grid-cols-[22px_1fr] gap-2 rounded-md border border-line bg-panel px-2.5 py-2 data-[state=now]:border-note data-[state=now]:bg-raised"
    >
      <Tick state={state} />
      <div className="min-w-0">
        <h2
          id={`step-${id}`}
          className={`group/step flex items-start gap-1 text-[14px] leading-snug ${state === 'done' ? 'text-dim' : ''}`}
        >
          <button
            type="button"
            aria-expanded={expanded}
            aria-controls={`step-${id}-body`}
            onClick={() => lesson.expand(id, !expanded)}
            className="flex min-w-0 flex-1 items-start gap-1 rounded text-left"
          >
            <span className={`flex-1 ${state === 'now' ? 'font-medium' : ''}`}>
              {outline.title}
              <span className="sr-only">{SPOKEN[state]}</span>
            </span>
            <ChevronDown
              size={14}
              aria-hidden="true"
              className={`mt-0.5 shrink-0 text-faint transition-transform ${expanded ? 'rotate-180' : ''}`}
            />
          </button>
          <a
            href={writeViewLink({ step: id })}
            aria-label={`Link to the step: ${outline.title}`}
            title="Link to this step"
            onClick={(event) => {
              // The view is already there: only the address is to be taken along.
              event.preventDefault();
              lesson.expand(id, true);
            }}
            className="mt-0.5 rounded text-faint opacity-0 group-hover/step:opacity-100 focus-visible:opacity-100"
          >
            <LinkIcon size={13} aria-hidden="true" />
          </a>
        </h2>
        {!expanded && <SeenLine step={step} onShow={lesson.showEntry} />}
      </div>
      <div
        id={`step-${id}-body`}
        hidden={!expanded}
        className={`step-body col-span-2 ${isPrediction ? 'flex flex-col' : ''}`}
      >
        <MythProvider value={!isPrediction ? 'here' : isAnswered ? 'below' : 'later'}>
          {children}
        </MythProvider>
        {outline.asks !== undefined && <p className="font-medium">{outline.asks}</p>}
        {isPrediction && <Prediction step={step} onChoose={(i) => lesson.choose(id, i)} />}
        {advice !== undefined && (
          <p role="status" data-slot="advice" className="border-l-2 border-warn pl-2.5 text-[13px] text-warn">
            {advice}
            {/* Of a prediction it would be the answer. */}
            {outline.says !== undefined && !isPrediction && (
              <span className="mt-1 block text-dim">Looked for: {outline.says}</span>
            )}
          </p>
        )}
        <div className="order-2">
          {state === 'done' && outline.says !== undefined && (
            <p className="my-0 text-[13px] text-ok">{outline.says}</p>
          )}
          {expanded && <SeenLine step={step} onShow={lesson.showEntry} />}
          <StepHelp
            step={step}
            solution={() => lesson.solution(id)}
            changes={() => lesson.changes(id)}
            onSolve={() => lesson.solve(id)}
            onAgain={() => lesson.again(id)}
          />
        </div>
      </div>
    </section>
  );
}

const SPOKEN = { done: ' (done)', now: ' (current step)', open: '' } as const;

function Tick({ state }: { readonly state: StepView['state'] }) {
  const look = {
    done: 'bg-ok border-ok text-on-ok',
    now: 'border-note ring-3 ring-note/20',
    open: 'border-faint',
  }[state];
  return (
    <span
      aria-hidden="true"
      className={`mt-[3px] grid size-4 place-items-center rounded-full border-[1.5px] ${look}`}
    >
      {state === 'done' && <Check size={10} strokeWidth={3.5} />}
    </span>
  );
}

/** What proved it; a link to the entry while that is on the screen. */
function SeenLine({ step, onShow }: { readonly step: StepView; onShow(n: number): void }) {
  const { seen, evidence } = step;
  if (seen === undefined) return undefined;
  const look = 'mt-0.5 line-clamp-2 max-w-full text-left font-mono text-[12px] wrap-anywhere text-ok';
  if (evidence === undefined)
    return (
      <span data-slot="seen" className={look}>
        ✓ {seen}
      </span>
    );
  return (
    <button
      type="button"
      data-slot="seen"
      className={`${look} min-h-6 hover:underline`}
      onClick={() => onShow(evidence)}
    >
      ✓ {seen}
    </button>
  );
}

const ABOVE_PX = 96; // the step before, with what was seen, stays in sight
const EDGE_PX = 12;
const TITLE_PX = 56;

/** Scrolls the lesson alone: `scrollIntoView` would move every box around it as well. */
function bringNear(card: HTMLElement | null): void {
  whenInSight(card, (lesson, place) => {
    lesson.scrollBy({
      top: place.getBoundingClientRect().top - lesson.getBoundingClientRect().top - ABOVE_PX,
    });
  });
}

/** Scrolls no further than what was just said needs to be seen, when the panels have the size they get by it. */
function revealSoon(card: HTMLElement | null, slot: 'because' | 'seen' | 'advice'): void {
  whenInSight(card, (lesson, place) => {
    const said = place.querySelector(`[data-slot="${slot}"]`);
    if (!said) return;
    const { top, bottom } = said.getBoundingClientRect();
    const room = lesson.getBoundingClientRect();
    // Behind a reason come the myth and the title of the next step: as much of them as there is room for.
    const end = slot === 'advice' ? bottom + EDGE_PX : place.getBoundingClientRect().bottom + TITLE_PX;
    const toTop = top - room.top - (slot === 'advice' ? EDGE_PX : ABOVE_PX);
    if (end > room.bottom) lesson.scrollBy({ top: Math.min(end - room.bottom, toTop) });
    else if (toTop < 0) lesson.scrollBy({ top: toTop });
  });
}

/** With the next frame, or when the reader comes back to the lesson from another panel. */
function whenInSight(card: HTMLElement | null, act: (lesson: Element, card: HTMLElement) => void): void {
  const lesson = card?.closest('[data-slot="lesson"]');
  if (!card || !lesson) return;
  const sight = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    sight.disconnect();
    act(lesson, card);
  });
  sight.observe(lesson);
}
