import type { AnyNode, Program as Ast } from 'acorn';
import { childrenOf } from '@/lib/program/children';

const LONGEST = 40; // characters that are quoted of what was called

/** The message of QuickJS where something that is called or constructed cannot be; it does not say what. */
export const NOT_CALLABLE = /^not a (function|constructor)$/;

/** What a call at this offset calls, as it is written; `undefined` where that is not sure. */
export function calleeAt(ast: Ast, source: string, offset: number): string | undefined {
  let found: string | undefined;
  const visit = (node: AnyNode): void => {
    if (node.start > offset || node.end < offset) return;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const { callee } = node;
      // QuickJS points to the name: of the function, or of the method.
      const at =
        callee.type === 'MemberExpression' && !callee.computed ? callee.property.start : callee.start;
      if (at === offset || node.start === offset) found ??= quoted(callee, source);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(ast);
  return found;
}

/** A chain of names is quoted whole; what is computed is left out. */
function quoted(callee: AnyNode, source: string): string {
  const text = source.slice(callee.start, callee.end);
  if (/^[\w$.?]+$/.test(text) && text.length <= LONGEST) return text;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
    ? `(…).${callee.property.name}`
    : '(…)';
}
