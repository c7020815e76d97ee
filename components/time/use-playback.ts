'use client';

import { useEffect, useRef } from 'react';
import { micros } from '@/lib/base/micros';
import { playOn } from './play';
import { lastOf, type Stops, type TimePlace } from './stops';

interface Playback {
  readonly playing: boolean;
  readonly speed: number;
  readonly stops: Stops;
  /** Where it goes on from, asked for at each frame. */
  readonly from: () => TimePlace | undefined;
  readonly onGo: (place: TimePlace) => void;
  readonly onEnd: () => void;
}

/** A page that was not drawn for a while goes on as if this many milliseconds had passed. */
const LONGEST_FRAME = 1_000;

/** Moves the moment on with each frame of the screen. */
export function usePlayback(playback: Playback): void {
  const { playing } = playback;
  const latest = useRef(playback);
  useEffect(() => {
    latest.current = playback;
  });

  useEffect(() => {
    if (!playing) return;
    let before: number | undefined;
    let frame = requestAnimationFrame(function next(now: number) {
      const { stops, speed, from, onGo, onEnd } = latest.current;
      const passed = Math.min(now - (before ?? now), LONGEST_FRAME);
      before = now;
      const place = from();
      const after = place && playOn(stops, place, passed, speed);
      if (!after) {
        const last = lastOf(stops);
        if (last !== undefined) onGo({ n: last, after: micros(0) });
        onEnd();
        return;
      }
      onGo(after);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}
