import type { Note } from '@/lib/explain/note';
import { noteForEntry, noteForField } from '@/lib/explain/notes';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { dissectedOf, findField } from './dissected';
import type { FieldRef } from './field-ref';

/** What there is to say of what is under the cursor: a field, a fault in the bytes, else the entry. */
export function noteOf(timeline: Timeline, entry: Entry, ref: FieldRef | undefined): Note {
  if (!ref || entry.kind !== 'unit') return noteForEntry(entry, timeline);
  const dissected = dissectedOf(entry.unit);
  const field = findField(dissected, ref);
  if (field) return noteForField(field, entry, timeline);
  const issue = dissected.layers
    .flatMap(({ issues }) => issues)
    .find(({ code, buffer, start }) => code === ref.key && buffer === ref.buffer && start === ref.start);
  if (!issue) return noteForEntry(entry, timeline);
  return {
    title: issue.message,
    paragraphs: [
      [
        { text: 'These bytes are not as they should be. The ' },
        { text: issue.end - issue.start === 1 ? 'byte' : `${issue.end - issue.start} bytes` },
        { text: ' that show it are underlined. ' },
        { text: issue.code, as: 'code' },
      ],
    ],
  };
}
