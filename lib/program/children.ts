import type { AnyNode } from 'acorn';

/** The nodes directly below a node. */
export function childrenOf(node: AnyNode): AnyNode[] {
  // `{ a }` is one identifier told twice, as key and as value.
  if (node.type === 'Property' && node.shorthand) return [node.value];
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
