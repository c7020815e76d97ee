import jwt from 'jsonwebtoken';

/** Acts on behalf of the `jsonwebtoken` of a sandbox: JSON in, `{ value }` or `{ error }` as JSON out. */
export function actOnToken(action: string, json: string): string {
  const [subject, second, third]: unknown[] = JSON.parse(json);
  try {
    return JSON.stringify({ value: act(action, subject, second, third) });
  } catch (error) {
    return JSON.stringify({ error: told(error) });
  }
}

function act(action: string, subject: unknown, second: unknown, third: unknown): unknown {
  switch (action) {
    case 'sign':
      return jwt.sign(subject as string | object, secretOf(second), third as jwt.SignOptions);
    case 'verify':
      return jwt.verify(String(subject), secretOf(second), third as jwt.VerifyOptions & { complete: false });
    default:
      return jwt.decode(String(subject), second as jwt.DecodeOptions);
  }
}

function secretOf(crossed: unknown): string | Buffer {
  const { text, base64 } = crossed as { text?: string; base64?: string };
  return base64 === undefined ? String(text) : Buffer.from(base64, 'base64');
}

function told(error: unknown) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  if (error instanceof jwt.TokenExpiredError) return { name, message, at: error.expiredAt };
  if (error instanceof jwt.NotBeforeError) return { name, message, at: error.date };
  return { name, message };
}
