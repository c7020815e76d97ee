import type { AnyNode, Program as Ast, CallExpression, NewExpression, ObjectExpression } from 'acorn';
import { childrenOf } from './children';
import { declaredAs, findNode } from './object-text';
import { parseFile } from './syntax';

/** Where a program makes its Socket.IO server, and with which options. */
export interface ServerCall {
  readonly ast: Ast;
  readonly call: NewExpression | CallExpression;
  readonly options: GivenOptions;
}

export type GivenOptions =
  | { readonly kind: 'none' }
  | { readonly kind: 'object'; readonly object: ObjectExpression }
  /** An expression whose value cannot be seen from the source. */
  | { readonly kind: 'unknown'; readonly given: AnyNode };

/** The first `new Server(…)` of socket.io, under whatever name it was imported or required. */
export function findServerCall(source: string): ServerCall | undefined {
  const syntax = parseFile('server.js', source);
  if (!syntax.ok) return undefined;
  const { ast } = syntax;
  const names = namesIn(ast);
  const call = findNode(
    ast,
    (node) =>
      (node.type === 'NewExpression' || node.type === 'CallExpression') && isServer(node.callee, names),
  );
  if (call?.type !== 'NewExpression' && call?.type !== 'CallExpression') return undefined;
  return { ast, call, options: optionsOf(call, ast) };
}

/** What the program calls the class, and what it calls the whole package, which may be called like the class. */
interface Names {
  readonly classes: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

function namesIn(ast: Ast): Names {
  const classes = new Set<string>();
  const packages = new Set<string>();
  visit(ast);
  return { classes, packages };

  function visit(node: AnyNode): void {
    if (node.type === 'ImportDeclaration' && node.source.value === 'socket.io') {
      for (const { type, local, ...rest } of node.specifiers) {
        const imported = 'imported' in rest ? nameOf(rest.imported) : 'default';
        if (type === 'ImportNamespaceSpecifier' || imported === 'default') packages.add(local.name);
        else if (imported === 'Server') classes.add(local.name);
      }
    }
    if (node.type === 'VariableDeclarator' && node.init) bind(node.id, node.init);
    childrenOf(node).forEach(visit);
  }

  function bind(id: AnyNode, init: AnyNode): void {
    if (id.type === 'Identifier') {
      if (isPackage(init)) packages.add(id.name);
      else if (isClass(init)) classes.add(id.name);
    } else if (id.type === 'ObjectPattern' && isPackage(init)) {
      for (const property of id.properties) {
        if (property.type !== 'Property' || nameOf(property.key) !== 'Server') continue;
        if (property.value.type === 'Identifier') classes.add(property.value.name);
      }
    }
  }

  function isPackage(node: AnyNode): boolean {
    if (node.type === 'Identifier') return packages.has(node.name);
    if (node.type === 'AwaitExpression') {
      const { argument } = node;
      return argument.type === 'ImportExpression' && isName(argument.source);
    }
    return isRequire(node);
  }

  function isClass(node: AnyNode): boolean {
    return node.type === 'MemberExpression' && nameOf(node.property) === 'Server' && isPackage(node.object);
  }
}

function isServer(callee: AnyNode, { classes, packages }: Names): boolean {
  if (callee.type === 'Identifier') return classes.has(callee.name) || packages.has(callee.name);
  if (isRequire(callee)) return true;
  if (callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'Server') return false;
  const { object } = callee;
  return isRequire(object) || (object.type === 'Identifier' && packages.has(object.name));
}

function isRequire(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  return node.callee.name === 'require' && isName(node.arguments[0]);
}

function isName(node: AnyNode | undefined): boolean {
  return node?.type === 'Literal' && node.value === 'socket.io';
}

function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : undefined;
}

/** `Server()`, `Server(options)`, `Server(port or server)`, `Server(port or server, options)`. */
function optionsOf({ arguments: given }: NewExpression | CallExpression, ast: Ast): GivenOptions {
  const [first, second] = given;
  const last = second ?? first;
  if (!last) return { kind: 'none' };
  const value = last.type === 'Identifier' ? declaredAs(last.name, ast) : last;
  if (value?.type === 'ObjectExpression') return { kind: 'object', object: value };
  return second ? { kind: 'unknown', given: second } : { kind: 'none' };
}
