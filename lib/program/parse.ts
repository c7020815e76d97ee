import type { SourcePlace } from '@/lib/capture/record';
import { parseFile } from './syntax';

/** Why a file cannot run, or `undefined` where it parses. */
export function parseProblem(
  file: string,
  source: string,
): { message: string; place: SourcePlace } | undefined {
  const syntax = parseFile(file, source);
  if (syntax.ok) return undefined;
  const { message, line, column } = syntax.problem;
  return { message, place: { file, line, column } };
}
