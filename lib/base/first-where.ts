/** The first place whose item holds, where all items after one that holds do as well; how many there are, where none does. By halving. */
export function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return firstPlace(items.length, (place) => {
    const item = items[place];
    return item !== undefined && holds(item);
  });
}

/** The same of what has no list: of `count` places. */
export function firstPlace(count: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
