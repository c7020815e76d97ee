import { compileFunction } from 'node:vm';
import { Manager, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Cast } from './stage';

/** Plays each client in this process: the real `client.js` and the real library, without a page. */
export function openNodeCast(): Cast {
  let leaving: (() => void)[] = [];
  return {
    async enter({ files, urls }) {
      const source = files['client.js'] ?? '';
      for (const url of Object.values(urls)) {
        const page = openPage(new URL(url));
        leaving.push(page.leave);
        compileFunction(source, Object.keys(page.globals), { filename: 'client.js' })(
          ...Object.values(page.globals),
        );
      }
    },
    async leave() {
      for (const leave of leaving) leave();
      leaving = [];
    },
  };
}

type Options = Partial<ManagerOptions & SocketOptions>;

function openPage(url: URL) {
  const timers: NodeJS.Timeout[] = [];
  const managers: Manager[] = [];
  const taken = new Set<string>();

  /** As the library's own `io`, which remembers its managers for as long as a page lives; here that is one run. */
  function io(to?: string | Options, options?: Options): Socket {
    if (typeof to === 'object') return io(undefined, to);
    const nsp = new URL(to ?? '/', url).pathname;
    const known = managers[0];
    if (known && !taken.has(nsp)) {
      taken.add(nsp);
      return known.socket(nsp, options);
    }
    const manager = new Manager(url.origin, { ...options, path: `${url.pathname}socket.io` });
    managers.push(manager);
    if (!known) taken.add(nsp);
    return manager.socket(nsp, options);
  }

  return {
    globals: {
      io,
      location: url,
      console: { log: () => undefined },
      setTimeout: (run: () => void, ms: number) => timers.push(setTimeout(run, ms)),
      setInterval: (run: () => void, ms: number) => timers.push(setInterval(run, ms)),
    },
    leave() {
      for (const timer of timers) clearTimeout(timer);
      for (const manager of managers) {
        manager.reconnection(false);
        manager.engine?.close();
      }
    },
  };
}
