import type { Timeline } from '@/lib/session/timeline';
import { type Exchange, exchanges, grouped, type Rule } from './finding';
import { pair, refusals, whoAsked } from './findings-handshake';

/** What a browser keeps from a page, and what it does not. */
export const CORS_RULES: readonly Rule[] = [
  {
    code: 'preflight-refused',
    level: 'error',
    title: 'The browser asked for permission and got none',
    remedy: 'Set the cors option of the server: without it, Engine.IO takes a preflight for a bad handshake.',
    *find(timeline) {
      for (const exchange of refusals(timeline, 2)) {
        if (exchange.request.unit.http?.method !== 'OPTIONS') continue;
        yield {
          text: `A preflight of ${whoAsked(exchange)} was refused, so the request it asked for is never sent.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'cors-missing',
    level: 'error',
    title: 'The browser may not read the answer',
    remedy:
      'Set cors.origin on the server to the origin of the page. The option is called origin, without an s.',
    *find(timeline) {
      for (const { exchange, origin, allowed } of foreign(timeline)) {
        if (allowed === '*' || allowed === origin) continue;
        yield {
          text: `The page of ${origin} asked, the server answered, and the browser throws the answer away: it ${allowed === undefined ? 'names no origin that may read it' : `may be read by ${allowed} only`}. On the server a session was opened all the same.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'cors-credentials',
    level: 'error',
    title: 'Credentials need an origin by name',
    remedy:
      'Set cors.origin to the page’s origin instead of "*", and cors.credentials to true. A client without withCredentials sends no cookie, and then "*" will do.',
    *find(timeline) {
      for (const { exchange, origin, allowed } of foreign(timeline)) {
        if (allowed !== '*' || !hasCookie(exchange)) continue;
        yield {
          text: `The page of ${origin} sent a cookie, and the answer may be read by “*”. To a request with credentials a browser takes that for a no.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'cors-any',
    level: 'note',
    title: 'Every page in the world may read the answers',
    remedy:
      'Right for a public server. If it is not meant: the option is cors.origin. Misspelt as origins it is ignored, and what is left lets everybody in.',
    *find(timeline) {
      for (const { exchange, origin, allowed } of foreign(timeline)) {
        if (allowed !== '*' || hasCookie(exchange)) continue;
        yield { text: `The page of ${origin} was let in by “*”.`, evidence: pair(exchange) };
      }
    },
  },
];

/** The first answer to each client from each page that is not the server's own, and who may read it. */
function* foreign(timeline: Timeline) {
  const answered = [...exchanges(timeline)].flatMap((exchange) => {
    const origin = foreignOrigin(exchange);
    const allowed = exchange.response.unit.http?.headers['access-control-allow-origin'];
    return origin === undefined || exchange.status >= 400 ? [] : [{ exchange, origin, allowed }];
  });
  const keyOf = ({ exchange, origin, allowed }: (typeof answered)[number]) =>
    `${exchange.request.from} ${origin} ${allowed}`;
  for (const [first] of grouped(answered, keyOf)) if (first) yield first;
}

/** The origin of a page that is not the server's own. CORS does not bind WebSockets. */
function foreignOrigin({ request }: Exchange): string | undefined {
  const { headers } = request.unit.http ?? {};
  const origin = headers?.origin;
  if (origin === undefined || request.transport !== 'polling') return undefined;
  return origin.replace(/^\w+:\/\//, '') === headers?.host ? undefined : origin;
}

function hasCookie({ request }: Exchange): boolean {
  return request.unit.http?.headers.cookie !== undefined;
}
