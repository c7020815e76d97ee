import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { LabTicket } from '@/lib/lab/program';
import type { TestServer } from './test-server';

export type ClientOptions = Partial<ManagerOptions & SocketOptions>;

/** For tests: Socket.IO's own clients of a lab, which leave when the test is over. */
export interface TestClients {
  join(ticket: LabTicket, client: string, options?: ClientOptions, nsp?: string): Socket;
  leave(): void;
}

export function openTestClients(server: TestServer): TestClients {
  const sockets: Socket[] = [];
  return {
    join({ id }, client, options = {}, nsp = '/') {
      const url = `${server.serving.lab.main}${nsp}`;
      const socket = io(url, { path: `/l/${id}/${client}/socket.io`, forceNew: true, ...options });
      sockets.push(socket);
      return socket;
    },
    leave() {
      for (const socket of sockets) socket.disconnect();
    },
  };
}

/** The first argument of the next such event. */
export function heard(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}
