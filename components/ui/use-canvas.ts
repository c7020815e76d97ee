'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** What a drawing is made with: CSS pixels, whatever the screen's own are, and the theme's colours by name. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly colour: (token: string) => string;
}

const RECOLOURING = ['(prefers-color-scheme: light)', '(forced-colors: active)'];

/** Draws anew when what is drawn, the size of the canvas or the theme has changed, at most once a frame. */
export function useCanvas(draw: (pen: Pen) => void): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  const redraw = useRef<() => void>(undefined);

  useEffect(() => {
    latest.current = draw;
    redraw.current?.();
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let frame = 0;
    let box = { width: 0, height: 0 };
    const colours = new Map<string, string>();
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => drawOn(element, box, colours, latest.current));
    };
    redraw.current = again;
    // Told of here rather than asked of the element, which would lay out the page in the middle of a frame.
    const size = new ResizeObserver(([seen]) => {
      if (seen) box = seen.contentRect;
      again();
    });
    size.observe(element);
    const recoloured = () => {
      colours.clear();
      again();
    };
    const theme = new MutationObserver(recoloured);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    const preferred = RECOLOURING.map((query) => window.matchMedia(query));
    for (const query of preferred) query.addEventListener('change', recoloured);
    return () => {
      cancelAnimationFrame(frame);
      size.disconnect();
      theme.disconnect();
      for (const query of preferred) query.removeEventListener('change', recoloured);
    };
  }, []);

  return canvas;
}

function drawOn(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  colours: Map<string, string>,
  draw: (pen: Pen) => void,
): void {
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  // A canvas that is given a size is made anew, also where it had that size.
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const colour = (token: string) => {
    const known = colours.get(token) ?? getComputedStyle(canvas).getPropertyValue(`--${token}`);
    colours.set(token, known);
    return known;
  };
  draw({ context, width, height, colour });
}
