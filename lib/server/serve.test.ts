import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServeOptions, type Serving, serveLabs } from './serve';
import { plainLab } from './testing/plain-lab';

const startLab = plainLab(() => {});
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(options: Partial<ServeOptions> = {}): Promise<Serving> {
  const serving = await serveLabs({ startLab, port: 0, labPort: 0, ...options });
  open.push(serving);
  return serving;
}

describe('serving', () => {
  it.each(['127.0.0.1', '::1'])('goes on to the next port where %s has it in use', async (address) => {
    const other = createServer();
    open.push(other);
    await once(other.listen(0, address), 'listening');
    const bound = other.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const serving = await serve({ port, labPort: port });
    expect(serving.labPort).toBeGreaterThan(port);
    expect(serving.port).toBeGreaterThan(serving.labPort);
    expect((await fetch(`${serving.app.main}/api/labs`)).status).toBe(404);
  });

  it('has two addresses, and goes by the public ones where they are told', async () => {
    const plain = await serve();
    expect([plain.app.main, plain.lab.main]).toEqual([
      `http://localhost:${plain.port}`,
      `http://localhost:${plain.labPort}`,
    ]);
    const behindProxy = await serve({
      appOrigin: 'https://scope.example',
      labOrigin: 'https://labs.example/',
    });
    expect([behindProxy.app.main, behindProxy.lab.main]).toEqual([
      'https://scope.example',
      'https://labs.example',
    ]);
    const response = await fetch(`http://localhost:${behindProxy.port}/api/labs/abcdefghijklmnop`, {
      method: 'PUT',
      headers: { Origin: 'https://scope.example' },
      body: '{"files":{"server.js":""},"cast":["alice"]}',
    });
    expect((await response.json()).urls).toEqual({ alice: 'https://labs.example/l/abcdefghijklmnop/alice/' });
  });

  it('closes although somebody holds an upgraded connection open', async () => {
    const serving = await serveLabs({
      startLab,
      port: 0,
      labPort: 0,
      pages: {
        request: (_req, res) => res.end(),
        upgrade: (_req, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      },
    });
    const client = connect(serving.port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write(
      'GET /pages HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    await once(client, 'data');
    const gone = once(client, 'close');
    await serving.close();
    await gone;
  });

  it('hands everything else to the pages', async () => {
    const asked: (string | undefined)[] = [];
    const { app } = await serve({
      pages: {
        request(req, res) {
          asked.push(req.url);
          res.end('a page');
        },
        upgrade: (_req, socket) => socket.destroy(),
      },
    });
    expect(await (await fetch(`${app.main}/learn/engine-io/upgrade?step=2`)).text()).toBe('a page');
    expect(await (await fetch(`${app.main}/api/labsy`)).text()).toBe('a page');
    expect(asked).toEqual(['/learn/engine-io/upgrade?step=2', '/api/labsy']);
  });

  it('closes while clients are connected', async () => {
    const serving = await serve();
    await fetch(`${serving.app.main}/api/labs`);
    await serving.close();
    await expect(fetch(`${serving.app.main}/api/labs`)).rejects.toThrow('fetch failed');
  });
});
