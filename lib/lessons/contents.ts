import type { Lesson } from './lesson';

/** The table of contents. A lesson is one folder and one line here. */
export interface Chapter {
  readonly slug: string;
  readonly title: string;
  /** What the chapter is about, in one sentence. */
  readonly says: string;
  readonly lessons: readonly LessonEntry[];
}

export interface LessonEntry {
  readonly chapter: string;
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly load: () => Promise<Lesson>;
}

export const CONTENTS: readonly Chapter[] = [
  {
    slug: 'under-socket-io',
    title: 'Under Socket.IO',
    says: 'What there was before: TCP, requests and answers, and the tricks by which a server could speak first.',
    lessons: [],
  },
  {
    slug: 'websocket',
    title: 'WebSocket',
    says: 'One request that turns into a conversation; its frames, byte by byte; and all that it leaves to you.',
    lessons: [
      {
        chapter: 'websocket',
        slug: 'websocket-handshake',
        title: 'The WebSocket handshake: the last words of HTTP',
        minutes: 9,
        load: async () => (await import('./websocket/websocket-handshake/lesson')).lesson,
      },
      {
        chapter: 'websocket',
        slug: 'frames',
        title: 'Frames: two bytes, and what they tell',
        minutes: 10,
        load: async () => (await import('./websocket/frames/lesson')).lesson,
      },
      {
        chapter: 'websocket',
        slug: 'alone-with-websocket',
        title: 'Alone with a WebSocket: what you must build',
        minutes: 9,
        load: async () => (await import('./websocket/alone-with-websocket/lesson')).lesson,
      },
    ],
  },
  {
    slug: 'engine-io',
    title: 'Engine.IO',
    says: 'The connection under Socket.IO: it opens by HTTP, moves house, keeps its pulse and knows its limits.',
    lessons: [
      {
        chapter: 'engine-io',
        slug: 'handshake',
        title: 'The Engine.IO handshake: five promises in one packet',
        minutes: 8,
        load: async () => (await import('./engine-io/handshake/lesson')).lesson,
      },
      {
        chapter: 'engine-io',
        slug: 'polling-transport',
        title: 'Long-polling: the GET that waits',
        minutes: 8,
        load: async () => (await import('./engine-io/polling-transport/lesson')).lesson,
      },
      {
        chapter: 'engine-io',
        slug: 'upgrade',
        title: 'The upgrade: moving house without losing the post',
        minutes: 8,
        load: async () => (await import('./engine-io/upgrade/lesson')).lesson,
      },
      {
        chapter: 'engine-io',
        slug: 'fallback',
        title: 'The fallback that is none',
        minutes: 8,
        load: async () => (await import('./engine-io/fallback/lesson')).lesson,
      },
      {
        chapter: 'engine-io',
        slug: 'heartbeat',
        title: 'The heartbeat: how silence is noticed',
        minutes: 9,
        load: async () => (await import('./engine-io/heartbeat/lesson')).lesson,
      },
      {
        chapter: 'engine-io',
        slug: 'limits-and-compression',
        title: 'Limits and compression: how much is too much',
        minutes: 9,
        load: async () => (await import('./engine-io/limits-and-compression/lesson')).lesson,
      },
    ],
  },
  {
    slug: 'events',
    title: 'Events',
    says: 'What you write with emit and on, and the packets that it becomes.',
    lessons: [
      {
        chapter: 'events',
        slug: 'first-connection',
        title: 'The first connection: two handshakes, two ids',
        minutes: 9,
        load: async () => (await import('./events/first-connection/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'on-and-emit',
        title: 'on and emit: a name, and what comes after it',
        minutes: 8,
        load: async () => (await import('./events/on-and-emit/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'packet-anatomy',
        title: 'Anatomy of a packet: type it by hand',
        minutes: 10,
        load: async () => (await import('./events/packet-anatomy/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'acknowledgements',
        title: 'Acknowledgements: which answer is whose',
        minutes: 10,
        load: async () => (await import('./events/acknowledgements/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'binary',
        title: 'Binary: a hole in the JSON, and what fills it',
        minutes: 10,
        load: async () => (await import('./events/binary/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'buffering-and-volatile',
        title: 'Buffering and volatile: what becomes of an emit offline',
        minutes: 10,
        load: async () => (await import('./events/buffering-and-volatile/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'socket-data',
        title: 'socket.data: what the server remembers, and for how long',
        minutes: 9,
        load: async () => (await import('./events/socket-data/lesson')).lesson,
      },
      {
        chapter: 'events',
        slug: 'lifecycle-events',
        title: 'Lifecycle: who is told what, and when',
        minutes: 10,
        load: async () => (await import('./events/lifecycle-events/lesson')).lesson,
      },
    ],
  },
  {
    slug: 'many-clients',
    title: 'Many clients',
    says: 'Who receives what: broadcasts, rooms and namespaces, counted on the wire.',
    lessons: [
      {
        chapter: 'many-clients',
        slug: 'broadcasting',
        title: 'Broadcasting: six ways to say it to several',
        minutes: 8,
        load: async () => (await import('./many-clients/broadcasting/lesson')).lesson,
      },
      {
        chapter: 'many-clients',
        slug: 'rooms',
        title: 'Rooms: a name for some of them',
        minutes: 9,
        load: async () => (await import('./many-clients/rooms/lesson')).lesson,
      },
      {
        chapter: 'many-clients',
        slug: 'room-internals',
        title: 'Inside a room: two maps and no packet',
        minutes: 8,
        load: async () => (await import('./many-clients/room-internals/lesson')).lesson,
      },
      {
        chapter: 'many-clients',
        slug: 'namespaces',
        title: 'Namespaces: several sockets on one wire',
        minutes: 9,
        load: async () => (await import('./many-clients/namespaces/lesson')).lesson,
      },
      {
        chapter: 'many-clients',
        slug: 'dynamic-namespaces',
        title: 'Dynamic namespaces: doors made by knocking',
        minutes: 9,
        load: async () => (await import('./many-clients/dynamic-namespaces/lesson')).lesson,
      },
      {
        chapter: 'many-clients',
        slug: 'picking-recipients',
        title: 'Picking recipients: these and no others',
        minutes: 11,
        load: async () => (await import('./many-clients/picking-recipients/lesson')).lesson,
      },
    ],
  },
  {
    slug: 'when-things-break',
    title: 'When things break',
    says: 'Cut wires, silence, wrong addresses: what each end sees, and how to tell the cause from the bytes.',
    lessons: [
      {
        chapter: 'when-things-break',
        slug: 'disconnect-reasons',
        title: 'Disconnect reasons: one parting, two stories',
        minutes: 10,
        load: async () => (await import('./when-things-break/disconnect-reasons/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'reconnection',
        title: 'Reconnection: who knocks again, and when',
        minutes: 10,
        load: async () => (await import('./when-things-break/reconnection/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'new-id-lost-rooms',
        title: 'A new id, and no rooms: what a reconnect forgets',
        minutes: 9,
        load: async () => (await import('./when-things-break/new-id-lost-rooms/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'recovery',
        title: 'Recovery: as if you had never been away',
        minutes: 10,
        load: async () => (await import('./when-things-break/recovery/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'errors-and-validation',
        title: 'Errors and validation: nobody is told but you',
        minutes: 10,
        load: async () => (await import('./when-things-break/errors-and-validation/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'debugging',
        title: 'Debugging: where did it get lost?',
        minutes: 10,
        load: async () => (await import('./when-things-break/debugging/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'clinic-transport',
        title: 'Clinic of networks: three patients, three traces',
        minutes: 11,
        load: async () => (await import('./when-things-break/clinic-transport/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'clinic-config',
        title: 'Clinic of settings: five that do not match',
        minutes: 11,
        load: async () => (await import('./when-things-break/clinic-config/lesson')).lesson,
      },
      {
        chapter: 'when-things-break',
        slug: 'clinic-handlers',
        title: 'Clinic of handlers: too often, too late, too trusting',
        minutes: 10,
        load: async () => (await import('./when-things-break/clinic-handlers/lesson')).lesson,
      },
    ],
  },
  {
    slug: 'who-are-you',
    title: 'Who are you?',
    says: 'Middleware, tokens, cookies and limits: where they travel, and what they do not protect.',
    lessons: [],
  },
  {
    slug: 'in-production',
    title: 'In production',
    says: 'Several servers, proxies, budgets and goodbyes.',
    lessons: [],
  },
  {
    slug: 'build-it',
    title: 'Build it',
    says: 'Small apps from end to end, and when another tool is the better one.',
    lessons: [],
  },
];
