import type { IncomingMessage } from 'node:http';

/** After a body that is too large this much more is read and thrown away, so that the answer is heard. */
const PATIENCE_BYTES = 8 * 2 ** 20;

export type Body =
  | { readonly is: 'json'; readonly value: unknown }
  | { readonly is: 'too-large' }
  | { readonly is: 'not-json' }
  | { readonly is: 'cut-off' };

/** The whole body as JSON, up to `limit` bytes of it. */
export function readBody(req: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else resolve({ is: 'too-large' });
      if (length > limit + PATIENCE_BYTES) req.destroy();
    });
    req.on('end', () => resolve(parse(Buffer.concat(chunks))));
    req.on('error', () => resolve({ is: 'cut-off' }));
    req.on('close', () => resolve({ is: 'cut-off' }));
  });
}

function parse(bytes: Buffer): Body {
  try {
    return { is: 'json', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { is: 'not-json' };
  }
}
