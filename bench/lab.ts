import type { StartLab } from '@/lib/server/hosted-lab';
import { serveLabs } from '@/lib/server/serve';

export interface BenchLab {
  /** Where a Socket.IO client finds it. */
  readonly url: string;
  readonly path: string;
  close(): Promise<void>;
}

/** One lab behind its gateway and tap, served as `npm start` serves it, but without the pages. */
export async function benchLab(startLab: StartLab, server: string): Promise<BenchLab> {
  const serving = await serveLabs({ startLab, port: 0, labPort: 0 });
  const id = 'bench00000000000';
  const response = await fetch(`${serving.app.main}/api/labs/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ files: { 'server.js': server, 'client.js': '' }, cast: ['alice'] }),
  });
  if (!response.ok) throw new Error(`The lab was refused: ${await response.text()}`);
  return { url: serving.lab.main, path: `/l/${id}/alice/socket.io`, close: serving.close };
}
