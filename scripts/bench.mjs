import { installIfStale, ROOT, requireNode, run } from './prepare.mjs';

/** `npm run bench [name …]`: one JSON line a figure. */

requireNode();
installIfStale();
run(process.execPath, ['--expose-gc', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...process.env, NODE_ENV: 'production' },
});
