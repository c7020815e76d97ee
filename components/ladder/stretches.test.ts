import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStretches } from './stretches';

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 5000 }))
  .map(([top, height]) => ({ top, bottom: top + height }));

describe('stretches', () => {
  it('finds those that touch a part, in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(stretch), stretch, (all, { top, bottom }) => {
        const stretches = openStretches();
        for (const one of all) stretches.add(one);
        expect(stretches.between(top, bottom)).toEqual(
          all.filter((one) => one.bottom > top && one.top < bottom),
        );
      }),
    );
  });
});
