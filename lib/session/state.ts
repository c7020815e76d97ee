/**
 * The life of an Engine.IO session as a table. Read a row aloud: "a session that is `polling`, when
 * `websocket asked for`, is `probing`". An event without a row in a state changes nothing: the reference server
 * ignores a stray upgrade packet just so.
 *
 *                    ┌──── websocket lost ────┐
 *                    ▼                        │
 *   opened ──►   polling ── asked for ──► probing ── answered ──► upgrading
 *                    ▲                        │                    │   │
 *                    └──── websocket lost ────┼────────────────────┘   │
 *   opened ──►  websocket ◄── upgrade packet ─┴────────────────────────┘
 *                    └── websocket lost ──► closed ◄── ended ── (any)
 */
export type SessionState = 'polling' | 'probing' | 'upgrading' | 'websocket' | 'closed';

export type SessionEvent =
  | 'websocket asked for'
  | 'probe answered'
  | 'upgrade packet'
  | 'websocket lost'
  | 'ended';

interface Transition {
  readonly to: SessionState;
  /** What is seen on the wire when it happens. */
  readonly seen: string;
}

const ENDED: Transition = {
  to: 'closed',
  seen: 'a close packet, an unknown sid, or a connection lost under a request',
};

export const TRANSITIONS: {
  readonly [S in SessionState]: { readonly [E in SessionEvent]?: Transition };
} = {
  polling: {
    'websocket asked for': { to: 'probing', seen: 'GET with Upgrade: websocket and the same sid' },
    ended: ENDED,
  },
  probing: {
    'probe answered': { to: 'upgrading', seen: '3probe' },
    // A client that does not wait for the answer is let through by the reference server.
    'upgrade packet': { to: 'websocket', seen: '5' },
    'websocket lost': { to: 'polling', seen: 'the upgrade refused, or the second connection closed' },
    ended: ENDED,
  },
  upgrading: {
    'upgrade packet': { to: 'websocket', seen: '5' },
    'websocket lost': { to: 'polling', seen: 'the second connection closed before 5' },
    ended: ENDED,
  },
  websocket: {
    'websocket lost': { to: 'closed', seen: 'a close frame, or the connection closed' },
    ended: ENDED,
  },
  closed: {},
};

/** How a session begins, by the transport that carried its open packet. */
export const FIRST_STATE = { polling: 'polling', websocket: 'websocket' } as const;

export function nextState(state: SessionState, event: SessionEvent): SessionState {
  return TRANSITIONS[state][event]?.to ?? state;
}

/** The transport that carries the session's messages while it is in this state. */
export function transportIn(state: SessionState): 'polling' | 'websocket' | undefined {
  switch (state) {
    case 'polling':
    case 'probing':
    case 'upgrading':
      return 'polling';
    case 'websocket':
      return 'websocket';
    case 'closed':
      return undefined;
  }
}
