import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import type { FieldRef } from './field-ref';
import { Inspector } from './inspector';

const FRAMES = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 2probe
  1 > text 42["<script>alert(1)</script>"]
  1 > bytes 81 01 32
  server traces {"kind":"exception","phase":"turn","name":"TypeError","message":"ack is not a function"}
`;

function drawn(n: number | undefined, field?: FieldRef): string {
  const timeline = timelineOf(FRAMES);
  return renderToStaticMarkup(
    createElement(Inspector, {
      timeline,
      ...(n !== undefined && { entry: timeline.entries.nth(n) }),
      ...(field && { field }),
      onField: () => {},
      onSelect: () => {},
    }),
  );
}

/** The pieces of the dumps that are marked as the selected field: `93` on the wire and `32` without its mask. */
function chosen(markup: string): string[] {
  return Array.from(
    markup.matchAll(/<span [^>]*data-chosen="true"[^>]*>([^<]*)<\/span>/g),
    ([, text]) => text ?? '',
  );
}

describe('the inspector', () => {
  it('asks for an entry', () => {
    expect(drawn(undefined)).toContain('Select an entry');
  });

  it('shows a masked frame as it was sent and as it was meant', () => {
    const markup = drawn(5);
    expect(markup).toContain('WebSocket frame');
    expect(markup).toContain('Engine.IO packet');
    expect(markup).toContain('32</span>');
    expect(markup).toContain('70 72 6f 62 65');
    expect(markup).toContain('probe');
  });

  it('marks a field in every buffer that holds its bytes', () => {
    const type = { key: 'eio.type', buffer: 1, start: 0, end: 1 };
    const [wire, text, unmasked, meant, ...more] = chosen(drawn(5, type));
    expect(wire).toMatch(/^[0-9a-f]{2}$/);
    expect(text).toHaveLength(1);
    expect([unmasked, meant]).toEqual(['32', '2']);
    expect(more).toEqual([]);
  });

  it('says what is wrong with the bytes, and marks them', () => {
    const markup = drawn(7);
    expect(markup).toMatch(/data-slot="issue"[^>]*>/);
    expect(markup).toMatch(/data-issue="error"/);
  });

  it('takes a payload for text, whatever it looks like', () => {
    expect(drawn(6)).not.toContain('<script>');
  });

  it('has a view of its own for what was not on the wire', () => {
    const markup = drawn(8);
    expect(markup).toContain('Not on the wire');
    expect(markup).toContain('ack is not a function');
  });
});
