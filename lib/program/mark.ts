import type { AnyNode, Program as Ast, CallExpression, Expression, NewExpression, Node } from 'acorn';
import MagicString from 'magic-string';
import { childrenOf } from './children';
import { Lines } from './syntax';

/*
 * A marked program tells which of its lines is being executed. `__line(n)` says "line n begins";
 * `__line(n, value)` says "value is here, line n goes on" and is the value; `__line(n, value, 1)`
 * says as well that the value is about to be awaited.
 *
 *   socket.on('join', (room, ack) => ack(nameOf(room)));
 *   __line(4);socket.on('join', (room, ack) => (__line(4),ack(__line(4,nameOf(room)))));
 *
 * A mark stands on the line it speaks of and adds none, so lines stay as they were; `toSource` takes
 * a column back. Callees are never wrapped: an engine quotes them in "x.y is not a function".
 */

/** The function that the marks call. */
export const MARK = '__line';
const LINES_A_FILE = 2 ** 16; // a file of 64 KiB has fewer

export interface Marked {
  readonly code: string;
  /** Takes a position in the marked code back to the source. Both count from 1. */
  toSource(line: number, column: number): { line: number; column: number };
}

/** The number a mark carries: a file, by its place in the program's list, and a line of it. */
export function markOf(file: number, line: number): number {
  return file * LINES_A_FILE + line;
}

export function unmark(mark: number): { readonly file: number; readonly line: number } {
  return { file: Math.floor(mark / LINES_A_FILE), line: mark % LINES_A_FILE };
}

/** Puts the marks into a file that parsed to `ast`. `file` is its place in the program's list. */
export function markLines(source: string, ast: Ast, file: number): Marked {
  const text = new MagicString(source);
  const lines = new Lines(source);
  const inserts: { offset: number; length: number }[] = [];

  const call = (line: number) => `${MARK}(${markOf(file, line)}`;
  const lineOf = (offset: number) => lines.positionAt(offset).line;
  // Parents are visited first: their opening goes before, their closing after those of the children.
  const open = (offset: number, inserted: string) => {
    text.appendRight(offset, inserted);
    inserts.push({ offset, length: inserted.length });
  };
  const close = (offset: number, inserted: string) => {
    text.prependLeft(offset, inserted);
    inserts.push({ offset, length: inserted.length });
  };
  const wrap = (node: Node, line: number, tail = ')') => {
    open(node.start, `${call(line)},`);
    close(node.end, tail);
  };

  visit(ast, undefined, 0);
  return { code: text.toString(), toSource: sourcePosition(lines, inserts) };

  /** `marked` is the line that the nearest mark before this node has told. */
  function visit(node: AnyNode, parent: AnyNode | undefined, marked: number): void {
    let told = marked;
    if (parent && isInList(node, parent) && isMarkable(node)) {
      told = lineOf(node.start);
      open(node.start, `${call(told)});`);
    }
    switch (node.type) {
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        if (node.test) tell(node.test);
        break;
      case 'ForStatement':
        if (node.test) tell(node.test);
        if (node.update) tell(node.update);
        break;
      case 'ReturnStatement':
      case 'ThrowStatement':
        if (parent && !isInList(node, parent) && node.argument) tell(node.argument);
        break;
      case 'ExpressionStatement':
        if (parent && !isInList(node, parent)) tell(node.expression);
        else if (isCall(node.expression)) wrap(node.expression, told); // nobody else sees what it returns
        break;
      case 'VariableDeclarator':
        if (node.init && isCall(node.init)) wrap(node.init, lineOf(node.init.start));
        break;
      case 'AssignmentExpression':
        if (isCall(node.right)) wrap(node.right, lineOf(node.right.start));
        break;
      case 'ArrowFunctionExpression':
        if (node.expression) {
          told = lineOf(node.body.start);
          open(node.body.start, `(${call(told)}),`);
          close(node.body.end, ')');
        }
        break;
      case 'AwaitExpression':
        if (parent && !isCallee(node, parent)) wrap(node, lineOf(node.start));
        wrap(node.argument, lineOf(node.start), ',1)');
        break;
      case 'YieldExpression':
        if (parent && !isCallee(node, parent)) wrap(node, lineOf(node.start));
        break;
      case 'CallExpression':
      case 'NewExpression':
        markLastArgument(node, told);
        break;
    }
    for (const child of childrenOf(node)) visit(child, node, told);
  }

  function tell(expression: Expression): void {
    open(expression.start, `${call(lineOf(expression.start))}),`);
  }

  /** What was called to make the arguments has moved the line: it is told again just before the call. */
  function markLastArgument(node: CallExpression | NewExpression, told: number): void {
    const last = node.arguments.at(-1);
    if (!last) return;
    const { callee } = node;
    const line = lineOf(callee.type === 'MemberExpression' ? callee.property.start : callee.start);
    if (line === told && !containsCall(callee) && !node.arguments.some(containsCall)) return;
    wrap(last.type === 'SpreadElement' ? last.argument : last, line);
  }
}

/** Is the node one of a list of statements, so that another may stand before it? */
function isInList(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return true;
    case 'SwitchCase':
      return node !== parent.test;
    default:
      return false;
  }
}

function isMarkable(node: AnyNode): boolean {
  switch (node.type) {
    case 'ExpressionStatement':
      return node.directive === undefined; // 'use strict' must stay first
    case 'ExportNamedDeclaration':
      return node.declaration?.type === 'VariableDeclaration';
    case 'ExportDefaultDeclaration':
      return node.declaration.type !== 'FunctionDeclaration' && node.declaration.type !== 'ClassDeclaration';
    case 'FunctionDeclaration': // hoisted: it runs nothing where it stands
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'EmptyStatement':
    case 'BlockStatement':
      return false;
    default:
      return true;
  }
}

function isCall(node: AnyNode): boolean {
  if (node.type === 'ChainExpression') return isCall(node.expression);
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}

function isCallee(node: AnyNode, parent: AnyNode): boolean {
  return parent.type === 'MemberExpression' || (parent.type === 'CallExpression' && parent.callee === node);
}

/** Does evaluating the node run other code? A function that is only mentioned does not run. */
function containsCall(node: AnyNode): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
      return true;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return false;
    default:
      return childrenOf(node).some(containsCall);
  }
}

function sourcePosition(
  lines: Lines,
  inserts: readonly { offset: number; length: number }[],
): Marked['toSource'] {
  return (line, column) => {
    let shift = 0;
    const here = inserts
      .map(({ offset, length }) => ({ ...lines.positionAt(offset), length }))
      .filter((insert) => insert.line === line)
      .sort((a, b) => a.column - b.column);
    for (const insert of here) {
      if (insert.column + shift > column) break;
      // A position inside of a mark is that of what follows it.
      if (insert.column + shift + insert.length > column) return { line, column: insert.column };
      shift += insert.length;
    }
    return { line, column: column - shift };
  };
}
