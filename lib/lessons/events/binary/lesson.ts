import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  argsOf,
  from,
  hasAttachments,
  isAttachment,
  isCloseFrame,
  isEvent,
  isEventWith,
  isFrame,
  isServerDisconnect,
  overTransport,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const photos = and(isEvent('photos', 'alice'), hasAttachments);
const filling = and(isAttachment, from('alice'));
const fillingInFrame = and(
  filling,
  isFrame('binary', (length) => length === 3000),
);
const fillingByPolling = and(filling, overTransport('polling'));
const thumbnail = and(isEvent('thumbnail', 'server'), hasAttachments);
const thumbnailFilling = and(isAttachment, from('server'));
const facts = isEventWith('facts', (args) => args.length === 3 && args[2] === null, 'alice');
const hungUp = and(isCloseFrame, from('server'));
const forced = isServerDisconnect('forced close');
const tooMany = and(photos, (entry) => photosIn(entry) > 10);
const asManyAsAllowed = and(photos, (entry) => photosIn(entry) === 10);
const several = and(photos, (entry) => photosIn(entry) > 1);

const STILL_FRAMES = 'That went over WebSocket. Choose “polling” above the ladder, and run again.';
const ONE_PHOTO = 'One photo crossed, and all is well. Give emit more of them: "photos", "cats", cat, cat, …';
const ALLOWED = 'Ten are allowed. One more!';
const NOT_YET = 'Several photos in one event are fine. Send more than ten.';

const SEND = 'socket.emit("photos", "cat", cat);';

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'binary',
  title: 'Binary: a hole in the JSON, and what fills it',
  goal: 'You can read an event with attachments over both transports, and say what JSON does to the rest.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'frames',
      kind: 'predict',
      title: 'Predict how bytes travel in an event, then run',
      question: 'Alice emits "photos" with a name and 3000 bytes. What crosses the wire?',
      choices: [
        {
          text: 'One text frame, with the bytes as 4000 letters of base64 in the JSON',
          right: false,
          because: 'Look at how short the text frame is. The bytes are not in it, in no spelling.',
        },
        {
          text: 'One binary frame, with the name and the bytes in it',
          right: false,
          because: 'The binary frame has 3000 bytes of payload: the photo and not a letter of the name.',
        },
        {
          text: 'A text frame with a hole where the bytes were, then a binary frame with nothing but them',
          right: true,
          because:
            'The 1 in 451- announces it: one attachment follows. Bytes stay bytes, and JSON stays JSON.',
        },
      ],
      claim: {
        says: 'An event announced an attachment, a binary frame brought it, and the server sent a part of it back',
        holds: (seen) =>
          seen.all(
            seen.linked('attachment', photos, fillingInFrame),
            seen.linked('attachment', thumbnail, thumbnailFilling),
          ),
      },
      hint: 'Choose first. Then run, and look at the frame with “photos” and at the one right behind it.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'hole',
      kind: 'find',
      title: 'Find the hole in the JSON',
      asks: 'Select Alice’s event “photos”, and in it the part that stands where the bytes were.',
      matches: photos,
      field: 'sio.placeholder',
      hint: 'In its Socket.IO layer, behind the event and its first argument: Placeholder.',
      solution: runAndFind(photos),
      wrong: [
        {
          acts: runAndSelect(fillingInFrame),
          hint: 'These are the bytes themselves. The hole is in the text that came before them.',
        },
        {
          acts: runAndSelect(thumbnail),
          hint: 'This one has a hole as well, but it is the server’s. Take Alice’s “photos”.',
        },
      ],
    },
    {
      id: 'polling',
      kind: 'predict',
      title: 'Predict what the photo weighs over polling, then take Alice there',
      question: 'Over polling there are only texts. How long does the attachment of 3000 bytes become?',
      choices: [
        {
          text: '3000: a body of HTTP may hold any bytes',
          right: false,
          because:
            'It may, but here one body holds several packets, joined as text. Read how this one begins.',
        },
        {
          text: '4001: a “b”, and base64',
          right: true,
          because: 'Three bytes become four letters: a third more. And a b in front, where a type would be.',
        },
        {
          text: '6001: a “b”, and two hex digits for each byte',
          right: false,
          because: 'Compare the content-length of that POST: it is well below 6000.',
        },
      ],
      claim: {
        says: 'The attachment crossed in the body of a POST',
        holds: (seen) =>
          seen.all(
            seen.linked('attachment', photos, fillingByPolling, seen.when(fillingInFrame, STILL_FRAMES)),
            seen.eventually(thumbnail),
          ),
      },
      hint: 'Choose. Then pick “polling” above the ladder, which rewrites the sample, and run.',
      solution: [{ act: 'choose', choice: 1 }, { act: 'transport', choice: 'polling' }, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: STILL_FRAMES }],
    },
    {
      id: 'facts',
      kind: 'predict',
      title: 'Predict what is left of a Date, a Map and undefined, then run again',
      question: 'Alice also emits new Date(0), a Map of one entry, and undefined. What does the server get?',
      choices: [
        {
          text: 'A Date, a Map and undefined: any data may be sent',
          right: false,
          because:
            'Read the packet: there is nothing in it by which the server could know that it was a Date.',
        },
        {
          text: 'A text, an empty object, and null',
          right: true,
          because: 'What is not binary goes through JSON.stringify, and that is what it makes of them.',
        },
        {
          text: 'Nothing: emit throws',
          right: false,
          because: 'It would, for a BigInt or a circle. These three are changed without a word.',
        },
      ],
      claim: {
        says: 'The facts crossed the wire as JSON',
        holds: (seen) => seen.all(seen.eventually(facts), seen.eventually(thumbnailFilling)),
      },
      hint: 'Choose, run, and read the packet “facts”. The server prints what it got.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'too-many',
      kind: 'change',
      title: 'Put more photos into one event than the server takes',
      hint: 'socket.emit("photos", "cats", ...Array(11).fill(cat)); in client.js.',
      untouched: thumbnailFilling,
      claim: {
        says: 'An event announced more than ten attachments, and the server closed the connection',
        holds: (seen) =>
          seen.all(
            seen.before(
              tooMany,
              hungUp,
              seen.when(asManyAsAllowed, ALLOWED) ??
                seen.when(several, NOT_YET) ??
                seen.when(thumbnail, ONE_PHOTO),
            ),
            seen.eventually(forced),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: ONE_PHOTO },
        { acts: [send('socket.emit("photos", "cats", cat, cat);'), RUN], hint: NOT_YET },
        { acts: [send('socket.emit("photos", "cats", ...Array(10).fill(cat));'), RUN], hint: ALLOWED },
        {
          acts: [send('for (let i = 0; i < 11; i++) socket.emit("photos", "cat", cat);'), RUN],
          hint: ONE_PHOTO,
        },
      ],
    },
  ],
};

function send(line: string): Act {
  return { act: 'replace', file: 'client.js', from: SEND, to: line };
}

/** How many photos an event brings: its arguments behind the name. */
function photosIn(entry: Entry): number {
  return (argsOf(entry, 'photos')[0]?.length ?? 1) - 1;
}
