import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface BenchApp {
  /** Of the page. */
  readonly url: string;
  close(): void;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The app as `npm start` serves it, on free ports; `APP_URL` names one that runs already. */
export async function benchApp(): Promise<BenchApp> {
  if (process.env.APP_URL) return { url: process.env.APP_URL, close: () => undefined };
  await ended(
    spawn(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  const server = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', LAB_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of server.stdout) {
    printed += String(chunk);
    const url = /app\s+(http:\S+)/.exec(printed)?.[1];
    if (url) return { url, close: () => server.kill() };
  }
  throw new Error(`The app did not start: ${printed}`);
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The build ended with ${code}`))));
  });
}
