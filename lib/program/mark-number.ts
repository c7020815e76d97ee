/** The function that the marks call. */
export const MARK = '__line';
const LINES_A_FILE = 2 ** 16; // a file of 64 KiB has fewer

/** The number a mark carries: a file, by its place in the program's list, and a line of it. */
export function markOf(file: number, line: number): number {
  return file * LINES_A_FILE + line;
}

export function unmark(mark: number): { readonly file: number; readonly line: number } {
  return { file: Math.floor(mark / LINES_A_FILE), line: mark % LINES_A_FILE };
}
