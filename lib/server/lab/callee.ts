import type { AnyNode, Program as Ast, CallExpression, NewExpression } from 'acorn';
import { childrenOf } from '@/lib/program/children';

const LONGEST = 40; // characters that are quoted of what was called

/** The message of QuickJS where something that is called or constructed cannot be; it does not say what. */
export const NOT_CALLABLE = /^not a (function|constructor)$/;

type Call = CallExpression | NewExpression;

export interface Callee {
  readonly name: string;
  /** What it is not. */
  readonly wanted: 'function' | 'constructor';
}

/**
 * What the call at this offset calls, as it is written. QuickJS points to the last name that it met before the call:
 * that of what is called, or one in the arguments. Where it may mean either of two calls, both are named.
 *
 *     socket.emitt("hi")   socket.emitt(text)   send(render(text))
 *            ▲                          ▲                   ▲      render, or what it gave was no matter: send
 */
export function calleeAt(ast: Ast, source: string, offset: number): Callee | undefined {
  const found: Call[] = [];
  const visit = (node: AnyNode): void => {
    if (node.start > offset || node.end < offset) return;
    // The calls around a function are not of its turn.
    if (/Function/.test(node.type) && node.start < offset) found.length = 0;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      if (isMeant(node, offset)) found.push(node);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(ast);
  // The inner ones are called first.
  const names = found.reverse().map(({ callee }) => quoted(callee, source));
  const unsure = names.length > 1 ? names.filter((name) => !isBuiltin(name)) : names;
  if (unsure.length === 0 || unsure.length > 2) return undefined;
  const wanted = found.every(({ type }) => type === 'NewExpression') ? 'constructor' : 'function';
  return { name: [...new Set(unsure)].join(' or '), wanted };
}

function isMeant(call: Call, offset: number): boolean {
  const { callee } = call;
  const isNamed = callee.type === 'MemberExpression' && !callee.computed;
  if (call.type === 'NewExpression') {
    if (callee.start === offset || call.start === offset) return true;
  } else if ((isNamed ? callee.property.start : callee.start) === offset) return true;
  // A computed name, or what another call gives.
  const isInside = isNamed ? offset >= callee.end : offset > callee.start;
  return isInside && call.arguments.every((argument) => !callsAfter(argument, offset));
}

/** The names of these would have been met later. */
function callsAfter(node: AnyNode, offset: number): boolean {
  if (node.end < offset || /Function/.test(node.type)) return false;
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const { callee } = node;
    const at = callee.type === 'MemberExpression' && !callee.computed ? callee.property.start : callee.start;
    if (at > offset) return true;
  }
  return childrenOf(node).some((child) => callsAfter(child, offset));
}

/** A chain of names is quoted whole; of what is longer, the last name. */
function quoted(callee: AnyNode, source: string): string {
  const text = source
    .slice(callee.start, callee.end)
    .replace(/\[(['"])([A-Za-z_$][\w$]*)\1\]/g, (_, _quote, name) => `.${name}`);
  if (/^[\w$.?]+(\[[\w$.]+\])?$/.test(text) && text.length <= LONGEST) return text;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
    ? `(…).${callee.property.name}`
    : '(…)';
}

const BUILTINS: { readonly [name: string]: object } = {
  ...{ Array, console, JSON, Math, Number, Object, Promise },
  globalThis: { Boolean, Number, parseFloat, parseInt, String },
};

/** What can be called for sure. */
function isBuiltin(name: string): boolean {
  const [, of = 'globalThis', last = ''] = /^(?:(\w+)\.)?(\w+)$/.exec(name) ?? [];
  return Object.hasOwn(BUILTINS, of) && typeof Reflect.get(BUILTINS[of] ?? {}, last) === 'function';
}
