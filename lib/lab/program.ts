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
