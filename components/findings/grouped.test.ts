import { expect, it } from 'vitest';
import { findingsOf } from '@/lib/explain/findings';
import { timelineOf } from '@/lib/session/transcript';
import { grouped } from './grouped';

const REFUSED = (conn: number) => `
  alice opens ${conn}
  ${conn} > UPGRADE /socket.io/?EIO=4&transport=websocket
  ${conn} < 403 no
`;

it('says once what one rule found, in the words of each case, with all its entries', () => {
  const findings = findingsOf(timelineOf([1, 2, 3].map(REFUSED).join('')));
  expect(findings.length).toBeGreaterThan(1);
  const groups = grouped(findings).map(({ code, cases }) => [
    code,
    ...cases.map(({ times, evidence }) => `×${times} #${evidence.join(' #')}`),
  ]);
  expect(groups).toEqual([['upgrade-refused', '×3 #2 #3 #5 #6 #8 #9']]);
});

it('leaves the worst where it stands', () => {
  const finding = (code: string, text: string, evidence: readonly number[]) =>
    ({ code, level: 'warn', title: code, remedy: 'none', text, evidence }) as const;
  const told = grouped([finding('b', 'two', [2]), finding('a', 'one', [1]), finding('b', 'three', [3])]);
  expect(told.map(({ code, cases }) => `${code}: ${cases.map(({ text }) => text).join(', ')}`)).toEqual([
    'b: two, three',
    'a: one',
  ]);
});

it('makes nothing of nothing', () => {
  expect(grouped([])).toEqual([]);
});
