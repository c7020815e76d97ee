import { describe, expect, it } from 'vitest';
import { parseProgress } from './progress';

describe('stored progress', () => {
  it('is read as it was written', () => {
    const stored = '{"version":1,"lessons":{"engine-io/upgrade":{"proof":"#9 3probe"}}}';
    expect(parseProgress(stored)).toEqual({ 'engine-io/upgrade': { proof: '#9 3probe' } });
  });

  it.each([
    ['nothing stored', undefined],
    ['no JSON', '{"version":1'],
    ['a bare value', '7'],
    ['a newer version', '{"version":2,"lessons":{"engine-io/upgrade":{"proof":"#9 3probe"}}}'],
    ['lessons that are a list', '{"version":1,"lessons":[1]}'],
  ])('%s counts as nothing done', (_what, stored) => {
    expect(parseProgress(stored)).toEqual({});
  });

  it('drops what is no step and keeps the rest', () => {
    const stored = '{"version":1,"lessons":{"a/b":{"one":"#1 GET","two":7},"c/d":null}}';
    expect(parseProgress(stored)).toEqual({ 'a/b': { one: '#1 GET' } });
  });
});
