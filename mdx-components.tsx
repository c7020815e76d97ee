import type { MDXComponents } from 'mdx/types';
import { Myth, Use } from '@/components/lesson/myth';
import { Step } from '@/components/lesson/step';

/** What the prose of a lesson may use beside plain Markdown. */
export function useMDXComponents(): MDXComponents {
  return { Myth, Step, Use };
}
