import type { Program } from '@/lib/lab/program';
import { parseProblem } from '@/lib/program/parse';
import type { Failure } from '../answer';
import { ProgramError } from '../lab/lab';

/** Runs `run` if every script of the program parses; answers the first that does not. */
export async function parseFailure(program: Program, run: () => Promise<void>): Promise<Failure | undefined> {
  for (const [file, source] of Object.entries(program.files)) {
    const problem = isScript(file) ? parseProblem(file, source) : undefined;
    if (problem) return failureOf(problem);
  }
  try {
    await run();
    return undefined;
  } catch (error) {
    // The sandbox's own parser may refuse what ours lets through.
    if (error instanceof ProgramError) return failureOf(error);
    throw error;
  }
}

function isScript(file: string): boolean {
  return /\.[cm]?js$/.test(file);
}

function failureOf({ message, place }: Pick<ProgramError, 'message' | 'place'>): Failure {
  return { code: 'does-not-parse', message, path: `files.${place.file}`, place };
}
