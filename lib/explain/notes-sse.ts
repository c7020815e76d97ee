import type { JSONP_FIELDS } from '@/lib/dissect/jsonp';
import type { PAYLOAD_FIELDS } from '@/lib/dissect/payload';
import type { SSE_FIELDS } from '@/lib/dissect/sse';
import type { FieldNote } from './about';
import { code, para } from './note';
import { counted, millisText } from './words';

/** Event streams: Server-Sent Events over one answer that does not end. */
export const SSE_NOTES: { readonly [K in keyof typeof SSE_FIELDS]: FieldNote } = {
  'sse.event': ({ field }) => ({
    title: 'What the event is called',
    paragraphs: [
      para`A page hears it with ${code(`addEventListener(${JSON.stringify(field.value)}, …)`)}. Without this line the event is called \`message\`, and \`onmessage\` hears it.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.data': ({ field, client }) => ({
    title: 'What the event carries',
    paragraphs: [
      para`${client} gets ${code(field.text)} as text. There is no other kind: whoever wants objects writes JSON, whoever wants bytes writes base64.`,
      para`A line feed would end the line, so text of several lines comes in several \`data\` lines; the browser joins them again.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.id': ({ field, client }) => ({
    title: 'How far this has got',
    paragraphs: [
      para`When the connection breaks, the browser of ${client} comes back by itself and says ${code(`Last-Event-ID: ${field.text}`)}. What the server does with it is the server's own affair: nothing is sent again unless the program does so.`,
      para`Socket.IO has the same idea in its connection state recovery: there the offset is the last item of each event.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.retry': ({ field }) => ({
    title: 'When to come back',
    paragraphs: [
      /^\d+$/.test(field.text)
        ? para`If this answer ends, the browser waits ${millisText(Number(field.text))} and asks again. The server decides it, where Socket.IO leaves it to the client's \`reconnectionDelay\`.`
        : para`${code(field.text)} is not a whole number of milliseconds, so the browser ignores it and waits as long as it did before.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.comment': ({ client }) => ({
    title: 'A line for nobody',
    paragraphs: [
      para`It begins with a colon, and no program of ${client} ever sees it. Servers send one every few seconds, because a proxy ends a connection on which nothing moves: the heartbeat of those who have none.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.field': ({ field }) => ({
    title: 'A word that event streams do not have',
    paragraphs: [
      para`${code(field.text)} is not one of \`event\`, \`data\`, \`id\` and \`retry\`. A browser skips it without a word, so a slip of the pen here shows nowhere but on the wire.`,
    ],
    lesson: 'server-sent-events',
  }),

  'sse.end': ({ client }) => ({
    title: 'The empty line that lets it go',
    paragraphs: [
      para`Only now does the browser of ${client} dispatch the event. Lines without an empty line behind them wait, and are dropped when the connection ends.`,
    ],
    lesson: 'server-sent-events',
  }),
};

/** What is around the packets of an HTTP body in older ways to speak. */
export const WRAPPING_NOTES: {
  readonly [K in keyof typeof PAYLOAD_FIELDS | keyof typeof JSONP_FIELDS]: FieldNote;
} = {
  'eio.length': ({ field }) => ({
    title: 'How long the next packet is',
    paragraphs: [
      para`Version 3 of Engine.IO writes the length before each packet and a colon after it: here ${code(field.text)}. In a text body it counts characters, not bytes, so “é” counts as one.`,
      para`Version 4 has no lengths: it puts U+001E between packets. A client of the one version reads nothing sensible in the body of the other, and says \`parse error\` or less.`,
    ],
    lesson: 'clinic-config',
  }),

  'http.jsonp': ({ field, entry, to }) => ({
    title: 'The wrapping of JSONP',
    paragraphs: [
      entry.unit.from === 'server'
        ? para`The answer is a script: it calls a function that the page has made, with the payload as its text. ${counted(field.end - field.start, 'byte')} of it are the call. So a page could once read from another origin what it was not allowed to fetch.`
        : para`A form without a page of its own sends the payload to ${to} as the field \`d\`, because only a form could be posted to another origin.`,
      para`The server still speaks it; the JavaScript client gave it up in its version 3, as every browser has had CORS for years.`,
    ],
    lesson: 'cors-and-origins',
  }),
};
