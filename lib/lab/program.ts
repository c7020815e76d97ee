import type { SourcePlace } from '@/lib/capture/record';

/** What a lab runs: the learner's files by name, and who plays. */
export interface Program {
  readonly files: { readonly [name: string]: string };
  readonly cast: readonly string[];
}

/** The answer to `PUT /api/labs/<id>`. */
export interface LabTicket {
  readonly id: string;
  readonly key: string;
  /** Where each client's frame lives. */
  readonly urls: { readonly [client: string]: string };
}

/** What any refused API call answers: `{"error": …}`. */
export interface ApiError {
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** Which part of the request: `files.server.js`. */
    readonly path?: string;
    /** Where in the program, for one that does not parse. */
    readonly place?: SourcePlace;
  };
}

export const LAB_ID = /^[a-z0-9]{16,32}$/;
export const CLIENT_NAME = /^[a-z][a-z0-9-]{0,15}$/;
export const MAX_CAST = 4;

/** Who may play, in the order in which they come. */
export const CAST_NAMES = ['alice', 'bob', 'carol', 'dave'] as const;

/** What a client has of its own, where the program has it; all others share `client.js`. */
export function ownFile(client: string): string {
  return `client.${client}.js`;
}

/** The file that a client runs. */
export function clientFile(files: Program['files'], client: string): string {
  const own = ownFile(client);
  return files[own] === undefined ? 'client.js' : own;
}
