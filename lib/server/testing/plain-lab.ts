import { createServer, type Server } from 'node:http';
import type { StartLab } from '../hosted-lab';
import { WireEnd } from '../lab/wire-end';

/** For tests: a lab without a sandbox, whose server answers exactly as the test says. */
export function plainLab(setUp: (server: Server) => void): StartLab {
  return async () => {
    const server = createServer();
    setUp(server);
    const ends = new Set<WireEnd>();
    return {
      dial() {
        const [ours, theirs] = WireEnd.pair();
        ends.add(theirs);
        server.emit('connection', theirs);
        return ours;
      },
      stop() {
        for (const end of ends) end.destroy();
      },
    };
  };
}
