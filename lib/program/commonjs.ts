import type { AnyNode, Program as Ast } from 'acorn';
import { childrenOf } from './children';

/**
 * The names that a CommonJS file exports, as far as its text tells, which is how Node finds them, too:
 * `exports.a = …`, `module.exports.a = …`, `module.exports = { a, b: … }`.
 */
export function commonJsExports(ast: Ast): readonly string[] {
  const names = new Set<string>();
  visit(ast);
  names.delete('default');
  return [...names];

  function visit(node: AnyNode): void {
    if (node.type === 'AssignmentExpression') {
      const { left, right } = node;
      if (left.type === 'MemberExpression' && isExports(left.object)) add(left.property);
      if (isExports(left) && right.type === 'ObjectExpression') {
        for (const property of right.properties) if (property.type === 'Property') add(property.key);
      }
    }
    childrenOf(node).forEach(visit);
  }

  function add(key: AnyNode): void {
    if (key.type === 'Identifier') names.add(key.name);
  }
}

function isExports(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  if (node.type !== 'MemberExpression') return false;
  const { object, property } = node;
  return (
    object.type === 'Identifier' &&
    object.name === 'module' &&
    property.type === 'Identifier' &&
    property.name === 'exports'
  );
}
