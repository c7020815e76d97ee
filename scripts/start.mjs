import { spawn } from 'node:child_process';
import { buildIfStale, installIfStale, ROOT, requireNode } from './prepare.mjs';

/** `npm start` and `npm run dev` (--dev): installs, builds what is stale, serves. */

const dev = process.argv.includes('--dev');

requireNode();
installIfStale();
if (!dev) buildIfStale();

const server = spawn(process.execPath, ['--import', 'tsx', 'server.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: dev ? 'development' : 'production' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
