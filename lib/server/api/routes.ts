import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS } from '@/lib/lab/limits';
import { LAB_ID, type LabTicket, type Program } from '@/lib/lab/program';
import { answerFailure, answerJson, type Failure } from '../answer';
import type { HostedLab } from '../hosted-lab';
import { type Origins, refusalOf } from '../origins';
import type { Registry } from '../registry';
import { oversizedFile, readFaults, readProgram } from './bodies';
import { readBody } from './body';
import { sendCapture } from './capture';
import { openPace } from './pace';
import { parseFailure } from './parse-failure';

interface ApiParts {
  readonly registry: Registry;
  readonly origins: () => { readonly app: Origins; readonly lab: Origins };
}

type Handler = (req: IncomingMessage, res: ServerResponse, id: string) => Promise<void> | void;

/** `/api/labs/…`. Answers whether the request was for it. */
export function openApi({
  registry,
  origins,
}: ApiParts): (req: IncomingMessage, res: ServerResponse) => boolean {
  const pace = openPace(LIMITS.callsASecond);
  const routes: { readonly [path: string]: { readonly [method: string]: Handler } } = {
    '': { PUT: putLab, DELETE: withLab(deleteLab) },
    '/capture': { GET: withLab(getCapture), HEAD: withLab(getCapture) },
    '/faults': { PUT: withLab(putFaults) },
  };

  async function putLab(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    if (!LAB_ID.test(id)) {
      return answerFailure(res, 400, {
        code: 'bad-id',
        message: 'A lab is named by 16 to 32 small letters and digits.',
        path: 'id',
      });
    }
    // Before the body: a stranger's is not worth reading.
    if (isTaken(id, req)) return answerTaken(res);
    if (!pace.admit(id)) return answerTooMany(res);
    const body = await jsonBody(req, res);
    if (!body) return;
    const program = readProgram(body.value);
    if (!program.ok) return answerFailure(res, 400, program.failure);
    const tooLarge = oversizedFile(program.value);
    if (tooLarge !== undefined) return answerFailure(res, 413, tooMuchSource(tooLarge));
    // Another call may have made the lab while the body was read.
    if (isTaken(id, req)) return answerTaken(res);
    const known = registry.find(id);
    const lab = known ?? registry.create(id);
    if (!lab) return answerFailure(res, 429, tooManyLabs);
    let failure: Failure | undefined;
    try {
      failure = await start(lab, program.value);
    } finally {
      if (!lab.hasRun) registry.remove(id);
    }
    if (failure) answerFailure(res, 400, failure);
    else answerJson(res, known ? 200 : 201, ticketOf(lab, program.value));
  }

  function isTaken(id: string, req: IncomingMessage): boolean {
    const lab = registry.find(id);
    return lab !== undefined && !lab.isKey(keyOf(req));
  }

  function ticketOf({ id, key }: HostedLab, { cast }: Program): LabTicket {
    const urls = cast.map((client) => [client, `${origins().lab.main}/l/${id}/${client}/`]);
    return { id, key, urls: Object.fromEntries(urls) };
  }

  function withLab(
    handle: (lab: HostedLab, req: IncomingMessage, res: ServerResponse) => Promise<void> | void,
  ): Handler {
    return (req, res, id) => {
      const lab = registry.find(id);
      if (!lab?.isKey(keyOf(req))) return answerFailure(res, 404, noSuchLab);
      return handle(lab, req, res);
    };
  }

  function deleteLab(lab: HostedLab, _req: IncomingMessage, res: ServerResponse): void {
    registry.remove(lab.id);
    res.writeHead(204, { 'Cache-Control': 'no-store' }).end();
  }

  function getCapture(lab: HostedLab, _req: IncomingMessage, res: ServerResponse): Promise<void> {
    return sendCapture(lab, res);
  }

  async function putFaults(lab: HostedLab, req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!pace.admit(lab.id)) return answerTooMany(res);
    const body = await jsonBody(req, res);
    if (!body) return;
    const wanted = readFaults(body.value);
    if (!wanted.ok) return answerFailure(res, 400, wanted.failure);
    const stranger = wanted.value.faults.findIndex(
      ({ client }) => client !== undefined && !lab.program.cast.includes(client),
    );
    if (stranger >= 0) {
      const path = `faults.${stranger}.client`;
      return answerFailure(res, 400, {
        code: 'bad-body',
        message: 'No client of this lab has this name.',
        path,
      });
    }
    answerJson(res, 200, { faults: await lab.setFaults(wanted.value.faults) });
  }

  return (req, res) => {
    const [path = ''] = (req.url ?? '').split('?');
    const found = /^\/api\/labs(?:\/([^/]+)(\/.*)?)?\/?$/.exec(path);
    if (!found) return false;
    const [, id = '', rest = ''] = found;
    const refusal = refusalOf(req, origins().app, [origins().app]);
    const methods = routes[rest];
    const handle = methods?.[req.method ?? ''];
    if (refusal) answerFailure(res, 403, refusal);
    else if (!methods || id === '') answerFailure(res, 404, noSuchPlace);
    else if (!handle) {
      const allow = Object.keys(methods).join(', ');
      answerFailure(res, 405, { code: 'bad-method', message: `Here one may ${allow}.` }, { Allow: allow });
    } else {
      const handled = async () => handle(req, res, id);
      handled().catch((error: unknown) => {
        // Ours, and to be seen; the other labs go on.
        console.error(error);
        if (res.headersSent) res.destroy();
        else answerFailure(res, 500, broken);
      });
    }
    return true;
  };
}

/** Runs the program; answers why it could not be. */
async function start(lab: HostedLab, program: Program): Promise<Failure | undefined> {
  const problem = await parseFailure(program, () => lab.run(program));
  if (problem?.place) {
    const { message, place } = problem;
    lab.trace('server', { kind: 'exception', phase: 'parse', name: 'SyntaxError', message, place });
  }
  return problem;
}

async function jsonBody(
  req: IncomingMessage,
  res: ServerResponse,
): Promise<{ readonly value: unknown } | undefined> {
  const body = await readBody(req, LIMITS.bodyBytes);
  switch (body.is) {
    case 'json':
      return body;
    case 'too-large':
      answerFailure(res, 413, bodyTooLarge, { Connection: 'close' });
      return undefined;
    case 'not-json':
      answerFailure(res, 400, { code: 'not-json', message: 'The body is not JSON in UTF-8.' });
      return undefined;
    case 'cut-off':
      return undefined;
  }
}

function keyOf(req: IncomingMessage): string | undefined {
  return /^Bearer ([\w-]+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

function answerTaken(res: ServerResponse): void {
  const message = 'This lab is running already. Restarting it takes its key: "Authorization: Bearer <key>".';
  answerFailure(res, 401, { code: 'unauthorized', message }, { 'WWW-Authenticate': 'Bearer' });
}

function answerTooMany(res: ServerResponse): void {
  answerFailure(res, 429, tooManyCalls, { 'Retry-After': '1' });
}

const tooManyCalls: Failure = {
  code: 'too-many-calls',
  message: `A lab may be changed ${LIMITS.callsASecond} times a second. Try again in a second.`,
};
const noSuchPlace: Failure = { code: 'no-such-place', message: 'Labs live under /api/labs/<id>.' };
const noSuchLab: Failure = { code: 'unknown-lab', message: 'No lab of this name and key is running.' };
const tooManyLabs: Failure = {
  code: 'too-many-labs',
  message: `${LIMITS.labs} labs are running, as many as may be. Idle ones end after a quarter of an hour.`,
};
const broken: Failure = {
  code: 'broken',
  message: 'Something went wrong in this server. Its log says what.',
};
const bodyTooLarge: Failure = {
  code: 'body-too-large',
  message: `The body is larger than ${LIMITS.bodyBytes / 1024} kB.`,
};

function tooMuchSource(file: string): Failure {
  const message = `The program is larger than ${LIMITS.sourceBytes / 1024} kB of source.`;
  return { code: 'source-too-large', message, path: `files.${file}` };
}
