import type { AnyNode, Program as Ast } from 'acorn';
import { childrenOf } from './children';

/** What a file asks for by name, wherever it does: `import … from 'x'`, `import('x')`, `require('x')`. */
export function importsOf(ast: Ast): readonly string[] {
  const names = new Set<string>();
  visit(ast);
  return [...names];

  function visit(node: AnyNode): void {
    const name = requested(node);
    if (name?.type === 'Literal' && typeof name.value === 'string') names.add(name.value);
    childrenOf(node).forEach(visit);
  }
}

function requested(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source ?? undefined;
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? node.arguments[0]
        : undefined;
    default:
      return undefined;
  }
}
