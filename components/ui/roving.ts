/** The item to which an arrow key, Home or End leads in a row of items that begins anew at its end. */
export function neighbour<T>(items: readonly T[], current: T | undefined, key: string): T | undefined {
  const place = current === undefined ? -1 : items.indexOf(current);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return items[(place + 1) % items.length];
    case 'ArrowLeft':
    case 'ArrowUp':
      return items.at(Math.max(place, 0) - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}
