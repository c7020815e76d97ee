'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** What a drawing is made with: CSS pixels, whatever the screen's own are, and the theme's colours by name. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly colour: (token: string) => string;
}

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
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => drawOn(element, latest.current));
    };
    redraw.current = again;
    again();
    const size = new ResizeObserver(again);
    size.observe(element);
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    const preferred = window.matchMedia('(prefers-color-scheme: light)');
    preferred.addEventListener('change', again);
    return () => {
      cancelAnimationFrame(frame);
      size.disconnect();
      theme.disconnect();
      preferred.removeEventListener('change', again);
    };
  }, []);

  return canvas;
}

function drawOn(canvas: HTMLCanvasElement, draw: (pen: Pen) => void): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const style = getComputedStyle(canvas);
  draw({ context, width, height, colour: (token) => style.getPropertyValue(`--${token}`) });
}
