import type { Lesson } from './lesson';

/** The table of contents. A lesson is one folder and one line here. */
export interface Chapter {
  readonly slug: string;
  readonly title: string;
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
  { slug: 'under-socket-io', title: 'Under Socket.IO', lessons: [] },
  { slug: 'websocket', title: 'WebSocket', lessons: [] },
  {
    slug: 'engine-io',
    title: 'Engine.IO',
    lessons: [
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
    ],
  },
  {
    slug: 'events',
    title: 'Events',
    lessons: [
      {
        chapter: 'events',
        slug: 'first-connection',
        title: 'The first connection: two handshakes, two ids',
        minutes: 9,
        load: async () => (await import('./events/first-connection/lesson')).lesson,
      },
    ],
  },
  { slug: 'many-clients', title: 'Many clients', lessons: [] },
  { slug: 'when-things-break', title: 'When things break', lessons: [] },
  { slug: 'who-are-you', title: 'Who are you?', lessons: [] },
  { slug: 'in-production', title: 'In production', lessons: [] },
  { slug: 'build-it', title: 'Build it', lessons: [] },
];
