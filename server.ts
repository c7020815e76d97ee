import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { openPool } from '@/lib/server/lab/pool';
import { type Pages, serveLabs } from '@/lib/server/serve';

/** Starts the app, the labs and the stream. */
const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
const { PORT = '3000', LAB_PORT = '3001', HOST = 'localhost', APP_ORIGIN, LAB_ORIGIN } = process.env;

// Next hangs its upgrade listener on the server it is given. This one never listens: it hears only what is handed on.
const hollow = createServer();
const app = next({ dev: values.dev, dir: import.meta.dirname, httpServer: hollow });
const ready = app.prepare();

const pages: Pages = {
  async request(req, res) {
    await ready;
    await app.getRequestHandler()(req, res);
  },
  async upgrade(req, socket, head) {
    await ready;
    // Not `getUpgradeHandler()`: that one passes by the router, where the development server's reloading is answered.
    if (!hollow.emit('upgrade', req, socket, head)) socket.destroy();
  },
};

const pool = await openPool();
const serving = await serveLabs({
  startLab: pool.startLab,
  pages,
  port: portOf('PORT', PORT),
  labPort: portOf('LAB_PORT', LAB_PORT),
  host: HOST,
  ...(APP_ORIGIN !== undefined && { appOrigin: APP_ORIGIN }),
  ...(LAB_ORIGIN !== undefined && { labOrigin: LAB_ORIGIN }),
});
await ready;

console.log(`
  Socketscope is running.

    app   ${serving.app.main}${movedFrom(PORT, serving.port)}
    labs  ${serving.lab.main}${movedFrom(LAB_PORT, serving.labPort)}
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await Promise.all([serving.close(), app.close()]);
    await pool.close();
    process.exit(0);
  });
}

function portOf(variable: string, value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  console.error(`${variable} is ${JSON.stringify(value)}, which is no port: a number from 0 to 65535.`);
  process.exit(1);
}

function movedFrom(wanted: string, port: number): string {
  return ['0', String(port)].includes(wanted) ? '' : `   (port ${wanted} is in use)`;
}
