import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * How much of the library's interface the client blocks of the browser tests use. The interface is what its type
 * definitions say; what is private there, or begins with `_`, is not of it.
 */
const LIBRARY = dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json'));
const BLOCKS = fileURLToPath(new URL('../../../e2e/fixtures/client-blocks/', import.meta.url));

const definitions = {
  socket: readFileSync(join(LIBRARY, 'build/esm/socket.d.ts'), 'utf8'),
  manager: readFileSync(join(LIBRARY, 'build/esm/manager.d.ts'), 'utf8'),
  emitter: readFileSync(
    createRequire(join(LIBRARY, 'package.json'))
      .resolve('@socket.io/component-emitter')
      .replace('cjs', 'esm')
      .replace('.js', '.d.ts'),
    'utf8',
  ),
};
const blocks = readdirSync(BLOCKS)
  .filter((file) => file.endsWith('.html'))
  .map((file) => readFileSync(join(BLOCKS, file), 'utf8'))
  .join('\n');

/** The names that a class or an interface declares. */
function membersOf(source: string, declaration: string): string[] {
  const start = source.indexOf(declaration);
  const body = source.slice(source.indexOf('{\n', start), source.indexOf('\n}', start));
  const names = body
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/^ {4}(?:readonly |get |set )*([a-zA-Z]\w*)\??(?:<|\(|:)/gm);
  return [...new Set(Array.from(names, ([, name = '']) => name))].filter((name) => name !== 'constructor');
}

const INTERFACE = {
  'the Socket': membersOf(definitions.socket, 'declare class Socket<'),
  'the Socket, as an emitter': membersOf(definitions.emitter, 'class Emitter<'),
  'the Socket’s own events': membersOf(definitions.socket, 'interface SocketReservedEvents'),
  'the Socket’s options': membersOf(definitions.socket, 'interface SocketOptions'),
  'the Manager': membersOf(definitions.manager, 'declare class Manager<'),
  'the Manager’s own events': membersOf(definitions.manager, 'interface ManagerReservedEvents'),
  'the Manager’s options': membersOf(definitions.manager, 'interface ManagerOptions'),
} as const;

/** Each is used in at least one block, and what the blocks print says that they ran to their end. */
const COVERED: { readonly [K in keyof typeof INTERFACE]: readonly string[] } = {
  'the Socket': [
    'io',
    'id',
    'connected',
    'recovered',
    'auth',
    'receiveBuffer',
    'sendBuffer',
    'disconnected',
    'active',
    'connect',
    'open',
    'send',
    'emit',
    'emitWithAck',
    'disconnect',
    'close',
    'compress',
    'volatile',
    'timeout',
    'onAny',
    'prependAny',
    'offAny',
    'listenersAny',
    'onAnyOutgoing',
    'prependAnyOutgoing',
    'offAnyOutgoing',
    'listenersAnyOutgoing',
  ],
  'the Socket, as an emitter': [
    'on',
    'once',
    'off',
    'emit',
    'listeners',
    'hasListeners',
    'removeListener',
    'removeAllListeners',
  ],
  'the Socket’s own events': ['connect', 'connect_error', 'disconnect'],
  'the Socket’s options': ['auth', 'retries', 'ackTimeout'],
  'the Manager': [
    'engine',
    'opts',
    'reconnection',
    'reconnectionAttempts',
    'reconnectionDelay',
    'randomizationFactor',
    'reconnectionDelayMax',
    'timeout',
    'open',
    'connect',
    'socket',
  ],
  'the Manager’s own events': [
    'open',
    'error',
    'packet',
    'close',
    'ping',
    'reconnect_failed',
    'reconnect_attempt',
    'reconnect_error',
    'reconnect',
  ],
  'the Manager’s options': [
    'forceNew',
    'multiplex',
    'path',
    'reconnection',
    'timeout',
    'reconnectionAttempts',
    'reconnectionDelay',
    'reconnectionDelayMax',
    'randomizationFactor',
    'autoConnect',
  ],
};

describe('the client blocks', () => {
  it.each(Object.entries(INTERFACE))('use, of %s, only what the library has', (part, members) => {
    const covered = Object.entries(COVERED).find(([name]) => name === part)?.[1] ?? [];
    expect(covered.length).toBeGreaterThan(0);
    expect(covered.filter((name) => !members.includes(name))).toEqual([]);
    expect(covered.filter((name) => !new RegExp(`\\b${name}\\b`).test(blocks))).toEqual([]);
  });

  it('use nearly all of it', () => {
    const covered = Object.values(COVERED).flat().length;
    const all = Object.values(INTERFACE).flat().length;
    const left = Object.entries(INTERFACE).flatMap(([part, members]) => {
      const names = Object.entries(COVERED).find(([name]) => name === part)?.[1] ?? [];
      return members.filter((name) => !names.includes(name)).map((name) => `${name} of ${part}`);
    });
    console.log(`covered ${covered} of ${all}; not covered: ${left.join(', ')}`);
    // Both ends must have the same parser, and the lab's has the library's own.
    expect(left).toEqual(['parser of the Manager’s options']);
  });
});
