import type {
  AnyNode,
  Program as Ast,
  AwaitExpression,
  CallExpression,
  Expression,
  NewExpression,
  Node,
  Statement,
} from 'acorn';
import MagicString from 'magic-string';
import { childrenOf } from './children';
import { MARK, markOf } from './mark-number';
import { type Insert, type ToSource, toSourceOf } from './position';
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
 *
 * A browser tells by itself what nobody handles, so its marks look at no values. But a function that waits is
 * resumed by nobody who could say on whose behalf, so there it keeps a mark of its own, which knows:
 *
 *   async () => { const __in=__line.here();__in(7);const [a] = await b;__in(8);c(a) }
 */

/** The mark of one call of a function that waits. */
const OWN_MARK = '__in';

export interface Marked {
  readonly code: string;
  /** Where marks were put, in the source's lines and columns. */
  readonly inserts: readonly Insert[];
  readonly toSource: ToSource;
}

/** Which end runs the program: the lab's sandbox or a client's browser. */
export type End = 'server' | 'browser';

/** Puts the marks into a file that parsed to `ast`. `file` is its place in the program's list. */
export function markLines(source: string, ast: Ast, file: number, end: End = 'server'): Marked {
  const text = new MagicString(source);
  const lines = new Lines(source);
  const inserts: Insert[] = [];
  const watches = end === 'server';
  /** What marks are called in the function being visited. */
  let mark = MARK;

  const call = (line: number) => `${mark}(${markOf(file, line)}`;
  const lineOf = (offset: number) => lines.positionAt(offset).line;
  // Parents are visited first: their opening goes before, their closing after those of the children.
  const open = (offset: number, inserted: string) => {
    text.appendRight(offset, inserted);
    inserts.push({ ...lines.positionAt(offset), length: inserted.length });
  };
  const close = (offset: number, inserted: string) => {
    text.prependLeft(offset, inserted);
    inserts.push({ ...lines.positionAt(offset), length: inserted.length });
  };
  const wrap = (node: Node, line: number, tail = ')') => {
    open(node.start, `${call(line)},`);
    close(node.end, tail);
  };

  if (!watches && waits(ast)) keepMark(ast.body);
  visit(ast, undefined, 0);
  return { code: text.toString(), inserts, toSource: toSourceOf(inserts) };

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
        // Nobody else sees what it returns.
        else if (watches && isCall(node.expression)) wrap(node.expression, told);
        break;
      case 'VariableDeclarator':
        if (watches && node.init && isCall(node.init)) wrap(node.init, lineOf(node.init.start));
        break;
      case 'AssignmentExpression':
        if (watches && isCall(node.right)) wrap(node.right, lineOf(node.right.start));
        break;
      case 'ArrowFunctionExpression':
        if (node.expression) {
          told = lineOf(node.body.start);
          open(node.body.start, `(${MARK}(${markOf(file, told)}),`);
          close(node.body.end, ')');
        }
        break;
      case 'AwaitExpression':
        if (!watches) resume(node, parent);
        else {
          if (parent && !isCallee(node, parent)) wrap(node, lineOf(node.start));
          wrap(node.argument, lineOf(node.start), ',1)');
        }
        break;
      case 'YieldExpression':
        if (parent && !isCallee(node, parent)) wrap(node, lineOf(node.start));
        break;
      case 'CallExpression':
      case 'NewExpression':
        markLastArgument(node, told);
        break;
    }
    visitChildren(node, told);
  }

  function visitChildren(node: AnyNode, told: number): void {
    const outer = mark;
    const body = bodyOf(node);
    for (const child of childrenOf(node)) {
      // Parameters are evaluated before the body, fields by whoever constructs; neither can wait.
      if (body || node.type === 'PropertyDefinition') mark = MARK;
      if (!watches && child === body && child.type === 'BlockStatement' && waits(child)) keepMark(child.body);
      visit(child, node, told);
      mark = outer;
    }
  }

  /** From here on the statements of a function that waits speak through a mark of their own. */
  function keepMark(body: Ast['body'] | readonly Statement[]): void {
    const first = body.find((node) => node.type !== 'ExpressionStatement' || node.directive === undefined);
    if (!first) return;
    mark = OWN_MARK;
    open(first.start, `const ${OWN_MARK}=${MARK}.here();`);
  }

  /** A value that was waited for is here, unless the engine would quote the mark around it. */
  function resume(node: AwaitExpression, parent: AnyNode | undefined): void {
    if (!parent || isQuoted(node, parent)) return;
    const line = markOf(file, lineOf(node.start));
    open(node.start, mark === OWN_MARK ? `${OWN_MARK}(${line},` : `${MARK}.here()(${line},`);
    close(node.end, ')');
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
    if (last.type !== 'SpreadElement') wrap(last, line);
    else if (watches) wrap(last.argument, line);
    else close(last.end, `,...${call(line)},[])`); // an engine quotes what is spread
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

/** Would an engine quote the node in an error? "(intermediate value) is not iterable". */
function isQuoted(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node;
    case 'TaggedTemplateExpression':
      return parent.tag === node;
    case 'VariableDeclarator':
      return parent.id.type !== 'Identifier';
    case 'AssignmentExpression':
      return parent.left.type !== 'Identifier' && parent.left.type !== 'MemberExpression';
    case 'ForOfStatement':
      return parent.right === node;
    case 'YieldExpression':
      return parent.delegate;
    case 'SpreadElement':
      return true;
    default:
      return false;
  }
}

function bodyOf(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.body;
    default:
      return undefined;
  }
}

/** Does the code of this function, without those within it, wait for something? */
function waits(node: AnyNode): boolean {
  return childrenOf(node).some(
    (child) =>
      child.type === 'AwaitExpression' ||
      (child.type === 'ForOfStatement' && child.await) ||
      (!bodyOf(child) && waits(child)),
  );
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
