import { FIRST_STATE, type SessionEvent, type SessionState, TRANSITIONS } from '@/lib/session/state';

/**
 * The life of an Engine.IO session, drawn from the table that the timeline itself goes by: the states in a row in the
 * table's order, steps forward as lines and wider arcs below, steps back as arcs above, the end underneath.
 */
export function SessionDiagram() {
  return (
    <figure className="overflow-x-auto rounded-lg border border-line bg-panel p-4">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="mx-auto block min-w-[760px] max-w-[980px] font-sans"
        role="img"
        aria-label="States of a session; the table below tells the same in words"
      >
        <defs>
          <marker
            id="head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" className="fill-dim" />
          </marker>
        </defs>
        {BEGINNINGS.map(({ state, says }) => (
          <Beginning key={state} state={state} says={says} />
        ))}
        {edges().map((edge) => (
          <Edge key={`${edge.from} ${edge.event}`} {...edge} />
        ))}
        <text x={middle('closed').x - BOX} y={BOTTOM - 12} textAnchor="end" className="fill-dim text-[13px]">
          ended, whatever it was
        </text>
        {STATES.map((state) => (
          <State key={state} state={state} />
        ))}
      </svg>
    </figure>
  );
}

const STATES = Object.keys(TRANSITIONS).filter(isState);
const ROW: readonly SessionState[] = STATES.filter((state) => state !== 'closed');

interface Begun {
  readonly state: SessionState;
  readonly says: string;
}

const BEGINNINGS: readonly Begun[] = [
  { state: FIRST_STATE.polling, says: '0 over polling' },
  { state: FIRST_STATE.websocket, says: '0 in a frame' },
];

const [STEP, BOX, TALL, TOP, BOTTOM] = [268, 124, 40, 130, 330];
const WIDTH = STEP * (ROW.length - 1) + BOX + 60;
const HEIGHT = BOTTOM + TALL + 10;

interface EdgeView {
  readonly from: SessionState;
  readonly to: SessionState;
  readonly event: SessionEvent;
}

/** What ends a session lies underneath the rest. */
function edges(): readonly EdgeView[] {
  const all = STATES.flatMap((from) =>
    Object.entries(TRANSITIONS[from]).flatMap(([event, { to }]) =>
      isEvent(event, from) ? [{ from, to, event }] : [],
    ),
  );
  return all.toSorted((a, b) => Number(b.event === 'ended') - Number(a.event === 'ended'));
}

function isState(name: string): name is SessionState {
  return name in TRANSITIONS;
}

function isEvent(name: string, state: SessionState): name is SessionEvent {
  return name in TRANSITIONS[state];
}

function middle(state: SessionState): { readonly x: number; readonly y: number } {
  if (state === 'closed') return { x: WIDTH / 2, y: BOTTOM + TALL / 2 };
  return { x: 30 + BOX / 2 + ROW.indexOf(state) * STEP, y: TOP + TALL / 2 };
}

function State({ state }: { readonly state: SessionState }) {
  const { x, y } = middle(state);
  return (
    <g>
      <rect
        x={x - BOX / 2}
        y={y - TALL / 2}
        width={BOX}
        height={TALL}
        rx={9}
        strokeWidth={1.5}
        className={`fill-raised ${OUTLINE[state]}`}
      />
      <text x={x} y={y + 5} textAnchor="middle" className="fill-ink text-[15px] font-semibold">
        {state}
      </text>
    </g>
  );
}

const OUTLINE: { readonly [S in SessionState]: string } = {
  polling: 'stroke-http',
  probing: 'stroke-eio',
  upgrading: 'stroke-eio',
  websocket: 'stroke-ws',
  closed: 'stroke-line',
};

function Beginning({ state, says }: Begun) {
  const { x, y } = middle(state);
  const side = state === 'polling' ? -1 : 1;
  const start = { x: x + side * 20, y: y - TALL / 2 - 76 };
  return (
    <g>
      <path
        d={`M${start.x} ${start.y}V${y - TALL / 2 - 3}`}
        className="fill-none stroke-dim"
        strokeWidth={1.5}
        markerEnd="url(#head)"
      />
      <text x={start.x} y={start.y - 8} textAnchor="middle" className="fill-dim text-[13px]">
        {says}
      </text>
    </g>
  );
}

function Edge({ from, to, event }: EdgeView) {
  const [a, b] = [middle(from), middle(to)];
  const { path, label } = to === 'closed' ? down(a, b, event) : along(a, b, from, to);
  return (
    <g>
      <path
        d={path}
        className={`fill-none ${event === 'ended' ? 'stroke-line' : 'stroke-dim'}`}
        strokeWidth={1.5}
        markerEnd="url(#head)"
      />
      {event !== 'ended' && (
        <text
          x={label.x}
          y={label.y}
          textAnchor="middle"
          // The panel's colour around the letters keeps the lines they cross from running through them.
          className="fill-dim stroke-panel text-[13px] [paint-order:stroke]"
          strokeWidth={5}
        >
          {event}
        </text>
      )}
    </g>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Between states of the row. */
function along(a: Point, b: Point, from: SessionState, to: SessionState) {
  const far = ROW.indexOf(to) - ROW.indexOf(from);
  const x = (a.x + b.x) / 2;
  if (far === 1) {
    return {
      path: `M${a.x + BOX / 2} ${a.y}H${b.x - BOX / 2 - 3}`,
      label: { x, y: a.y - 8 },
    };
  }
  // Back above, farther on below, each as high as it is wide.
  const way = far < 0 ? -1 : 1;
  const height = far < 0 ? 34 * -far : 56;
  const [y, peak] = [a.y + (way * TALL) / 2, a.y + way * (TALL / 2 + height * 1.33)];
  const inset = far < 0 ? 26 : -26;
  return {
    path: `M${a.x + inset * 0.6} ${y}C${a.x} ${peak} ${b.x} ${peak} ${b.x - inset * 0.6} ${y + way * 3}`,
    label: { x, y: a.y + way * (TALL / 2 + height) + (far < 0 ? -6 : 16) },
  };
}

/** To the end, from underneath a state. */
function down(a: Point, b: Point, event: SessionEvent) {
  const shift = event === 'ended' ? 0 : 36;
  const landing = b.x + Math.max(-BOX / 2 + 14, Math.min(BOX / 2 - 14, (a.x + shift - b.x) / 8));
  const [start, end] = [a.y + TALL / 2, b.y - TALL / 2 - 3];
  const half = (start + end) / 2 + 22;
  return {
    path: `M${a.x + shift} ${start}C${a.x + shift} ${half} ${landing} ${half} ${landing} ${end}`,
    label: { x: a.x + shift - 30, y: start + 92 },
  };
}
