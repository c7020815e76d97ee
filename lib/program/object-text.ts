import type { AnyNode, Program as Ast, ObjectExpression, Property } from 'acorn';
import type MagicString from 'magic-string';
import { childrenOf } from './children';

/** Finding and editing an object literal in a program's own text, with as little as possible changed. */

/** The first node, from the top of the text, that is as wanted. */
export function findNode(node: AnyNode, matches: (node: AnyNode) => boolean): AnyNode | undefined {
  if (matches(node)) return node;
  for (const child of childrenOf(node)) {
    const found = findNode(child, matches);
    if (found) return found;
  }
  return undefined;
}

/** What a name was declared to be. */
export function declaredAs(name: string, ast: Ast): AnyNode | undefined {
  const found = findNode(
    ast,
    (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name,
  );
  return found?.type === 'VariableDeclarator' ? (found.init ?? undefined) : undefined;
}

export function propertyOf(object: ObjectExpression, name: string): Property | undefined {
  return object.properties.find(
    (property): property is Property =>
      property.type === 'Property' &&
      !property.computed &&
      ((property.key.type === 'Identifier' && property.key.name === name) ||
        (property.key.type === 'Literal' && property.key.value === name)),
  );
}

/** The quote that the source uses most. */
export function quoteOf(source: string): string {
  return source.split('"').length > source.split("'").length ? '"' : "'";
}

/** Adds `key: value` as the last property, on a line of its own where the others have theirs. */
export function addProperty(text: MagicString, object: ObjectExpression, property: string): void {
  const source = text.original;
  const last = object.properties.at(-1);
  if (!last) {
    const isBlank = source.slice(object.start + 1, object.end - 1).trim() === '';
    if (isBlank) text.update(object.start, object.end, `{ ${property} }`);
    else text.appendLeft(object.start + 1, ` ${property},`);
    return;
  }
  const { comma, lineEnd } = tailOf(source, last.end, object.end - 1);
  const gap = gapBefore(source, last.start);
  if (comma === undefined) text.appendLeft(last.end, ',');
  // What stands behind the last one on its line is about that one.
  const place = gap.includes('\n') ? lineEnd : comma === undefined ? last.end : comma + 1;
  text.appendLeft(place, gap + property + (comma === undefined ? '' : ','));
}

/** Removes a property with its comma, and with its line where it has one of its own. */
export function removeProperty(text: MagicString, object: ObjectExpression, property: Property): void {
  const source = text.original;
  const { properties } = object;
  const index = properties.indexOf(property);
  const [previous, next] = [properties[index - 1], properties[index + 1]];
  const { comma, lineEnd } = tailOf(source, property.end, next?.start ?? object.end - 1);
  const before = source.slice(0, property.start);
  const lineStart = /\r?\n[ \t]*$/.exec(before)?.index;
  if (lineStart !== undefined && /^\r?\n/.test(source.slice(lineEnd))) {
    text.remove(lineStart, lineEnd);
  } else if (next) {
    text.remove(property.start, property.end);
    const after = (comma ?? property.end) + 1;
    const blanks = /^[ \t]*/.exec(source.slice(after))?.[0].length ?? 0;
    if (comma !== undefined) text.remove(comma, after + blanks);
  } else {
    text.remove(before.trimEnd().length, property.end);
    if (comma !== undefined) text.remove(comma, comma + 1);
  }
  // It was the last one and had no comma, so the one that is the last now has none either.
  if (next || comma !== undefined || !previous) return;
  const left = tailOf(source, previous.end, property.start).comma;
  if (left !== undefined) text.remove(left, left + 1);
}

const COMMENT = /^(?:\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/;

/** Behind a property: where its comma is, and where the line of it ends, comments on it included. */
function tailOf(source: string, from: number, to: number): { comma: number | undefined; lineEnd: number } {
  const comma = scan(source, from, to, (char) => char === ',');
  const lineEnd = scan(source, (comma ?? from - 1) + 1, to, (char) => char === '\n' || char === '\r') ?? to;
  return { comma, lineEnd };
}

/** The first character as wanted that is in no comment. */
function scan(source: string, from: number, to: number, isIt: (char: string) => boolean): number | undefined {
  for (let at = from; at < to; at += 1) {
    const comment = COMMENT.exec(source.slice(at, to))?.[0];
    if (comment) at += comment.length - 1;
    else if (isIt(source.charAt(at))) return at;
  }
  return undefined;
}

/** What stands between an option and what is before it, so that the next one lines up. */
export function gapBefore(source: string, offset: number): string {
  const gap = /\s*$/.exec(source.slice(0, offset))?.[0] ?? '';
  return gap.includes('\n') ? gap : ' ';
}
