/** What the free lab can begin with: each a folder beside this file, with the program in it. */
export interface Starter {
  readonly slug: string;
  readonly title: string;
  /** What there is to see, in one sentence. */
  readonly says: string;
  readonly cast: readonly string[];
}

export const STARTERS: readonly Starter[] = [
  {
    slug: 'echo',
    title: 'Echo',
    says: 'An event goes up, the same one comes back: the smallest program with something to see.',
    cast: ['alice'],
  },
  {
    slug: 'rooms-and-acks',
    title: 'Rooms and acknowledgements',
    says: 'Three clients in two rooms; each asks and is answered, and one message reaches one room only.',
    cast: ['alice', 'bob', 'carol'],
  },
  {
    slug: 'namespaces',
    title: 'Namespaces',
    says: 'One connection, two namespaces joined on it, and a third that does not exist.',
    cast: ['alice'],
  },
  {
    slug: 'binary',
    title: 'Binary',
    says: 'The same bytes twice: as base64 over polling, and as a frame of their own over WebSocket.',
    cast: ['alice'],
  },
  {
    slug: 'tokens',
    title: 'Tokens and middleware',
    says: 'Two clients at the door: the token rides in CONNECT, and one of them is refused.',
    cast: ['alice', 'bob'],
  },
  {
    slug: 'chat',
    title: 'Chat with a page',
    says: 'Two pages with a text field each: type in one, and watch the arrows to the other.',
    cast: ['alice', 'bob'],
  },
  {
    slug: 'recovery',
    title: 'Connection state recovery',
    says: 'The line breaks for a moment; the client comes back with its id, its room and what it missed.',
    cast: ['alice'],
  },
  {
    slug: 'raw-websocket',
    title: 'WebSocket alone',
    says: 'Frames with text and bytes, a close with its code, and nothing of Socket.IO: what is left to you.',
    cast: ['alice', 'bob'],
  },
  {
    slug: 'sse',
    title: 'Server-Sent Events',
    says: 'One answer that never ends, event by event, and a browser that comes back with the last id it saw.',
    cast: ['alice'],
  },
  {
    slug: 'long-polling',
    title: 'Long polling by hand',
    says: 'A GET that is held until there is news, and a POST to say some: what Engine.IO does, in 29 lines.',
    cast: ['alice', 'bob'],
  },
];
