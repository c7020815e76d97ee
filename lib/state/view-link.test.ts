import { describe, expect, it } from 'vitest';
import { readViewLink, type ViewLink, writeViewLink } from './view-link';

describe('the address of a view', () => {
  it.each<[string, ViewLink]>([
    ['', {}],
    ['?v=1&step=proof', { step: 'proof' }],
    ['?v=1&entry=9&field=eio.type', { entry: 9, field: 'eio.type' }],
    ['?v=1&entry=9&field=sio.arg&nth=2', { entry: 9, field: 'sio.arg', nth: 2 }],
    ['?v=1&entry=9&after=1200', { entry: 9, after: 1200 }],
    ['?v=1&filter=eio.type+%3D%3D+%22ping%22', { filter: 'eio.type == "ping"' }],
    ['?v=1&step=proof&entry=9&field=eio.type', { step: 'proof', entry: 9, field: 'eio.type' }],
    ['?v=1&sample=upgrade&entry=27', { sample: 'upgrade', entry: 27 }],
    ['?v=1&as=list&run=2', { as: 'list', run: 2 }],
    ['?v=1&zoom=1000&lanes=namespaces', { zoom: 1000, laidOpen: true }],
  ])('%s is written and read the same', (search, link) => {
    expect(readViewLink(search)).toEqual(link);
    expect(writeViewLink(link)).toBe(search);
  });

  it.each([
    ['another version', '?v=2&entry=9'],
    ['no version', '?entry=9'],
    ['an entry that is no number', '?v=1&entry=nine'],
    ['an entry before the first', '?v=1&entry=0'],
    ['a moment before its entry', '?v=1&after=-5'],
    ['half an entry', '?v=1&entry=1.5'],
    ['an empty field', '?v=1&field='],
    ['entries as nothing we know', '?v=1&as=poem'],
    ['a scale that no key leads to', '?v=1&zoom=7'],
    ['a run before the first', '?v=1&run=-1'],
    ['lanes of something else', '?v=1&lanes=rooms'],
    ['the second of no field', '?v=1&nth=2'],
  ])('%s is a plain view', (_what, search) => {
    expect(readViewLink(search)).toEqual({});
  });
});
