'use client';

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { followProgress, type LessonProgress, type ProgressState, progressStore } from './progress';

const NOTHING: LessonProgress = {};

/** What was done of one lesson; nothing until this browser's memory was read. */
export function useLessonProgress(lesson: string): LessonProgress {
  return useProgress().lessons[lesson] ?? NOTHING;
}

export function useProgress(): ProgressState {
  useEffect(followProgress, []);
  return useStore(progressStore);
}
