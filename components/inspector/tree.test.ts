import { describe, expect, it } from 'vitest';
import type { Dissection, Field } from '@/lib/dissect/layer';
import { rowHolding, treeMove, treeRows } from './tree';

function field(
  label: string,
  start: number,
  end: number,
  more: { quiet?: true; children?: Field[] } = {},
): Field {
  const { quiet, children } = more;
  return {
    key: `ws.${label}`,
    spec: { label, help: '', ...(quiet && { quiet }) },
    buffer: 0,
    start,
    end,
    value: undefined,
    text: '',
    ...(children && { children }),
  };
}

const FIN = field('fin', 0, 1);
const MARK = field('mark', 2, 3, { quiet: true });
const FRAME: Dissection = {
  buffers: [{ name: 'wire', bytes: new Uint8Array(8) }],
  layers: [
    {
      name: 'ws',
      title: 'Frame',
      fields: [field('head', 0, 1, { children: [FIN, field('opcode', 0, 1)] }), field('length', 1, 2), MARK],
      issues: [
        { code: 'unmasked', message: 'A client must mask', level: 'error', buffer: 0, start: 1, end: 2 },
      ],
      buffer: 0,
      start: 0,
      end: 3,
    },
    { name: 'eio', title: 'Packet', fields: [field('type', 3, 4)], issues: [], buffer: 0, start: 3, end: 4 },
  ],
};

function told(toggled: readonly string[], shown?: Field): string[] {
  return treeRows(FRAME, { toggled: new Set(toggled), shown }).map(
    ({ level, label, hasChildren, isOpen }) =>
      `${'  '.repeat(level - 1)}${hasChildren ? (isOpen ? '▾' : '▸') : ' '}${label}`,
  );
}

describe('the rows of the field tree', () => {
  it('layers are open, fields are folded, a fault stands below its layer, what only divides is left out', () => {
    expect(told([])).toEqual([
      '▾Frame',
      '  ▸head',
      '   length',
      '   A client must mask',
      '▾Packet',
      '   type',
    ]);
  });

  it('a field is unfolded, a layer folded', () => {
    expect(told(['0.0', '1'])).toEqual([
      '▾Frame',
      '  ▾head',
      '     fin',
      '     opcode',
      '   length',
      '   A client must mask',
      '▸Packet',
    ]);
  });

  it('the selected field is in sight, wherever it lies', () => {
    expect(told(['0'], FIN)).toContain('     fin');
    expect(told([], MARK)).toContain('   mark');
  });

  it('what is folded away is held by the row it is in', () => {
    const rows = treeRows(FRAME, { toggled: new Set(), shown: undefined });
    expect(rowHolding(rows, FIN)?.label).toBe('head');
    expect(rowHolding(rows, undefined)).toBeUndefined();
  });
});

describe('keys in the field tree', () => {
  const rows = treeRows(FRAME, { toggled: new Set(['0.0']), shown: undefined });
  it.each([
    ['ArrowDown', undefined, 'go 0'],
    ['ArrowDown', '0', 'go 0.0'],
    ['ArrowUp', '0', 'go 0'],
    ['ArrowRight', '0.0', 'go 0.0.0'],
    ['ArrowRight', '0.1', undefined],
    ['ArrowLeft', '0.0', 'toggle 0.0'],
    ['ArrowLeft', '0.0.1', 'go 0.0'],
    ['ArrowLeft', '0!0', 'go 0'],
    ['End', '0', 'go 1.0'],
    ['ArrowDown', '1.0', 'go 1.0'],
    ['x', '0', undefined],
  ])('%s at %s', (key, at, expected) => {
    const move = treeMove(key, rows, at);
    expect(move && `${move.act} ${move.row}`).toBe(expected);
  });
});
