/** The paths of routes: `/users/:id`, `/files/*path`, `{/:optional}`, `/a?`, `*`, regular expressions, lists of these. */

export type Path = string | RegExp | readonly (string | RegExp)[];

export interface Match {
  readonly params: Record<string, string>;
  /** The part of the path that matched. */
  readonly path: string;
}

/** `whole`: a route wants all of the path, a middleware its beginning. */
export function compile(path: Path, whole: boolean): (url: string) => Match | undefined {
  const list = [path].flat().map((one) => compileOne(one, whole));
  return (url) => {
    for (const match of list) {
      const found = match(url);
      if (found) return found;
    }
    return undefined;
  };
}

function compileOne(path: string | RegExp, whole: boolean): (url: string) => Match | undefined {
  const names: string[] = [];
  const pattern =
    path instanceof RegExp ? path : new RegExp(`^${sourceOf(path, names)}${whole ? '/?$' : '(?=/|$)'}`, 'i');
  return (url) => {
    const found = pattern.exec(url);
    if (!found) return undefined;
    const params: Record<string, string> = {};
    for (let i = 1; i < found.length; i++) {
      const value = found[i];
      if (value !== undefined) params[names[i - 1] ?? String(i - 1)] = decode(value);
    }
    Object.assign(params, found.groups);
    return { params, path: found[0] };
  };
}

const TOKEN = /:(\w+)(?:\(([^)]*)\))?(\?)?|\*(\w*)|\{|\}|\(|\)|\?|\+|[^:*{}()?+]/g;

function sourceOf(path: string, names: string[]): string {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path === '/' ? '' : path;
  return trimmed.replace(TOKEN, (token, name?: string, own?: string, optional?: string, wild?: string) => {
    if (name !== undefined) {
      names.push(name);
      return `(${own ?? '[^/]+?'})${optional ? '?' : ''}`;
    }
    if (wild !== undefined) {
      names.push(wild === '' ? String(names.length) : wild);
      return '(.*)';
    }
    if (token === '{') return '(?:';
    if (token === '}') return ')?';
    if (token === '(') return '(?:';
    if (token === ')' || token === '?' || token === '+') return token;
    return token.replace(/[.\\^$|[\]]/g, '\\$&');
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
