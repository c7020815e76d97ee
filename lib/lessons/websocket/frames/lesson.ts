import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import { and, from, isCloseFrame, isCloseWith, isFrame, or } from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const text = isFrame('text');
const binary = isFrame('binary');
const alices = from('alice');
const servers = from('server');
const twoBytes = and(binary, alices);
const threeHundred = and(
  isFrame('text', (length) => length === 300),
  alices,
);
const long = and(
  or(
    isFrame('text', (length) => length > 65_535),
    isFrame('binary', (length) => length > 65_535),
  ),
  alices,
);
const longEchoed = and(
  or(
    isFrame('text', (length) => length > 65_535),
    isFrame('binary', (length) => length > 65_535),
  ),
  servers,
);
const justShort = and(
  isFrame('text', (length) => length > 300 && length <= 65_535),
  alices,
);
const tooLong = and(isCloseWith(1009), servers);
const goodbye = and(isCloseFrame, alices);
const masked = (entry: Entry) => entry.kind === 'unit' && entry.unit.ws?.masked === true;

const SHORTER = 'Longer than 300, but two bytes are still enough for it: they count to 65,535.';
const NOT_LONGER = 'The longest text has 300 letters. Let her send one more, of more than 65,535.';
const TOO_LONG =
  'The server closed with 1009, “message too big”: it takes 100,000 bytes. The length had eight bytes, though; now send less.';

export const lesson: Lesson = {
  chapter: 'websocket',
  slug: 'frames',
  title: 'Frames: two bytes, and what they tell',
  goal: 'You can read a WebSocket frame in hexadecimal: what it is, how long it is, and where the mask lies.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'opcodes',
      kind: 'predict',
      title: 'Predict how text and bytes are told apart, then run',
      question: 'What tells the server that “hi” is text, and the two bytes are not?',
      choices: [
        {
          text: 'A content type, agreed on in the handshake',
          right: false,
          because: 'Look at the 101: there is none. And Alice sends both on one connection.',
        },
        {
          text: 'Four bits in the first byte of each frame',
          right: true,
          because:
            'The opcode: 1 is text, 2 is binary, 8 is close. The bit in front, FIN, makes it 81, 82, 88.',
        },
        {
          text: 'Nothing: the server has to guess from the bytes',
          right: false,
          because: 'It did not guess: "hi" came back as a string, and the two bytes as bytes.',
        },
      ],
      claim: {
        says: 'Alice sent a text frame and a binary one, and got both back',
        holds: (seen) =>
          seen.all(
            seen.before(and(text, alices), and(text, servers)),
            seen.before(twoBytes, and(binary, servers)),
          ),
      },
      hint: 'Choose first. Then press Run, and select a frame: the opcode is in its first byte.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'mask',
      kind: 'find',
      title: 'Find the four bytes that mask what Alice sends',
      asks: 'Select a frame of Alice’s, and in it the key that masks the payload.',
      matches: masked,
      field: 'ws.key',
      hint: 'The masking key stands between the length and the payload, in frames from Alice only.',
      solution: runAndFind(masked),
      wrong: [
        {
          acts: runAndSelect(and(text, servers)),
          hint: 'The server’s frames have no mask: you can read the payload in the bytes. Take one of Alice’s.',
        },
      ],
    },
    {
      id: 'length',
      kind: 'predict',
      title: 'Predict how many bytes stand in front of 300 letters, then run',
      question: 'Alice’s frame with 300 letters: how long is all that is not payload?',
      choices: [
        {
          text: '2 bytes',
          right: false,
          because: 'Two would do for a short frame of the server’s. Here the length alone takes two more.',
        },
        {
          text: '6 bytes',
          right: false,
          because: 'Her “hi” has six: two, and four of the mask. But 300 does not fit into seven bits.',
        },
        {
          text: '8 bytes',
          right: true,
          because: 'Two, then 01 2c, which is 300, then four of the mask: 81 fe 01 2c, and the key.',
        },
        {
          text: '14 bytes',
          right: false,
          because: 'That is the longest header there is: it has a length of eight bytes. 300 fits into two.',
        },
      ],
      claim: {
        says: 'Alice sent a frame of 308 bytes, of which 300 were payload',
        holds: (seen) => seen.eventually(withEightBytesMore),
      },
      hint: 'Choose, then run. The inspector numbers the bytes of the frame; the payload begins after the mask.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'third-size',
      kind: 'change',
      title: 'Let Alice send a frame whose length takes eight bytes',
      hint: 'In client.js, with the other sends: ws.send("x".repeat(65536)).',
      untouched: goodbye,
      claim: {
        says: 'Alice sent a frame longer than 65,535 bytes, and got it back',
        holds: (seen) =>
          seen.before(
            long,
            longEchoed,
            seen.when(tooLong, TOO_LONG) ??
              seen.when(justShort, SHORTER) ??
              seen.when(threeHundred, NOT_LONGER),
          ),
      },
      solution: [{ act: 'edit', file: 'client.js' }, RUN],
      also: [[sending('new Uint8Array(80000)'), RUN]],
      wrong: [
        { acts: [RUN], hint: NOT_LONGER },
        { acts: [sending('"x".repeat(65535)'), RUN], hint: SHORTER },
        { acts: [sending('"x".repeat(200000)'), RUN], hint: TOO_LONG },
      ],
    },
    {
      id: 'goodbye',
      kind: 'find',
      title: 'Find the code with which Alice says goodbye',
      asks: 'Select Alice’s CLOSE frame, and in it the code.',
      matches: goodbye,
      field: 'ws.close.code',
      hint: 'Two seconds after the start. The code is in the first two bytes of the payload, unmasked: 03 e8.',
      solution: runAndFind(goodbye),
      wrong: [
        {
          acts: runAndSelect(and(isCloseFrame, servers)),
          hint: 'This is the answer: the server repeats the code that it was given. Who said it first?',
        },
      ],
    },
  ],
};

function withEightBytesMore(entry: Entry): boolean {
  return threeHundred(entry) && entry.kind === 'unit' && entry.unit.wire.length === 308;
}

function sending(what: string): Act {
  return {
    act: 'replace',
    file: 'client.js',
    from: '  ws.send("hi");',
    to: `  ws.send("hi");\n  ws.send(${what});`,
  };
}
