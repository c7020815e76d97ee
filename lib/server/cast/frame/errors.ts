import type { TraceEvent } from '@/lib/capture/record';
import { shortened, shown } from './console';
import type { Places } from './places';
import type { Tell } from './post';

export function watchErrors(tell: Tell, places: Places): void {
  addEventListener('error', ({ error, message, filename, lineno, colno }) => {
    const place = places.of(filename, lineno, colno);
    tell(exception(isParsing(error) ? 'parse' : 'turn', error ?? message, places, place));
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    tell(exception('rejection', reason, places, undefined));
  });
  // A script or style that could not be loaded says so only on the way down.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement) && !(target instanceof HTMLLinkElement)) return;
      const url = target instanceof HTMLScriptElement ? target.src : target.href;
      tell({ kind: 'log', level: 'error', text: `Could not load ${places.readable(url)}` });
    },
    true,
  );
  addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    const text = `Blocked: ${blockedURI} (${effectiveDirective}). A client reaches its own lab and nothing else.`;
    tell({ kind: 'log', level: 'error', text });
  });
}

function exception(
  phase: 'parse' | 'turn' | 'rejection',
  thrown: unknown,
  places: Places,
  known: ReturnType<Places['of']>,
): TraceEvent {
  const isError = thrown instanceof Error;
  const stack = isError && thrown.stack !== undefined ? shortened(places.readable(thrown.stack)) : undefined;
  const place = known ?? (isError ? places.inStack(thrown.stack) : undefined);
  return {
    kind: 'exception',
    phase,
    name: isError ? thrown.name : 'Thrown',
    message: isError ? shortened(thrown.message) : shown([thrown], places),
    ...(place && { place }),
    ...(stack !== undefined && { stack }),
  };
}

/** A file that does not parse: its error comes from no function. */
function isParsing(error: unknown): boolean {
  return error instanceof SyntaxError && !/\n\s+at /.test(error.stack ?? '');
}
