import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The lessons take as long to play as all the rest together, mostly waiting: they go first, beside the others. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('lib/lessons/play.test.ts');
    return (await super.sort(files)).toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
    setupFiles: ['./vitest.setup.ts'],
    testTimeout: 20_000,
    // The first lab of a process compiles the library for the sandbox.
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Modules are read once a worker: to read them for each file takes longer than half of the tests. So a test puts back
    // whatever it changes of a module, of the clock or of the platform.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
