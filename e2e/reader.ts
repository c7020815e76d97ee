import { expect, type Locator, type Page } from '@playwright/test';

/** High enough for every row of a short run: the ladder draws only what is in sight. */
export const TALL = { width: 1440, height: 3600 };

/** Somebody at the workbench, and what they do there. */
export class Reader {
  private constructor(readonly page: Page) {}

  static async at(page: Page, path: string): Promise<Reader> {
    const base = process.env.APP_URL;
    if (!base) throw new Error('The server’s address was not read from what it prints.');
    await page.goto(base + path);
    const reader = new Reader(page);
    await expect(reader.runButton).toBeEnabled();
    return reader;
  }

  get runButton(): Locator {
    return this.page
      .getByRole('region', { name: 'Program' })
      .getByRole('button', { name: 'Run', exact: true });
  }

  async run(): Promise<void> {
    await this.runButton.click();
  }

  /** The rows of the ladder whose label begins with, or holds, this text. */
  entry(label: string): Locator {
    return this.page.locator(`[data-slot="entry"][data-label*="${quoted(label)}"]`);
  }

  get wireRows(): Locator {
    return this.page.locator('[data-slot="entry"][data-kind="unit"]');
  }

  /** Rows that crossed the wire, as `alice>server 2 ping probe …`, top to bottom. */
  async wire(): Promise<string[]> {
    return this.wireRows.evaluateAll((rows) =>
      rows.map((row) => `${row.dataset.from}>${row.dataset.to} ${row.dataset.label}`),
    );
  }

  /** The console of a client or of the server. */
  async console(party: string): Promise<Locator> {
    await this.page.getByRole('tab', { name: party, exact: true }).click();
    return this.page.getByRole('log', { name: `Console of ${party}` });
  }

  /** Replaces the whole of a file, as a reader who pastes. */
  async write(file: string, source: string): Promise<void> {
    const editor = await this.editor(file);
    await editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(source);
  }

  async editor(file: string): Promise<Locator> {
    await this.page.getByRole('tab', { name: file }).click();
    return this.page.getByRole('textbox', { name: `${file}, editor` });
  }

  fault(kind: string): Locator {
    return this.page.locator(`[data-fault="${kind}"]`);
  }

  async freeze(direction: string): Promise<void> {
    await this.fault('freeze').click();
    await this.page.getByRole('menuitemradio', { name: direction }).click();
  }

  transport(label: string): Locator {
    return this.page.getByRole('radio', { name: label, exact: true });
  }

  step(id: string): Locator {
    return this.page.locator(`[data-slot="step"][data-step="${id}"]`);
  }

  async expectDone(id: string): Promise<void> {
    await expect(this.step(id)).toHaveAttribute('data-state', 'done');
  }

  /**
   * Runs until the step is done. A race on the wire may go the other way: news that comes just in time answers
   * the last GET, say, and then there is no noop. The lesson's hint says so, and to run again.
   */
  async runUntilDone(id: string): Promise<void> {
    await expect(async () => {
      await this.run();
      await expect(this.step(id)).toHaveAttribute('data-state', 'done', { timeout: 12_000 });
    }).toPass({ timeout: 45_000 });
  }

  async choose(id: string, answer: string): Promise<void> {
    await this.step(id).getByRole('radio', { name: answer }).check();
  }

  /** The bytes that the inspector shows of a buffer, in hex: 0 is the wire, the others are made from it. */
  bytes(buffer: number): Locator {
    return this.page.locator(`[data-slot="hex"][data-buffer="${buffer}"]`);
  }

  /** Says that a buffer in the inspector begins with these bytes: `32 70 72 …`. */
  async expectBytes(buffer: number, hex: string): Promise<void> {
    const runs = this.bytes(buffer).locator('[data-form="hex"]');
    await expect.poll(async () => (await runs.allTextContents()).join(' ')).toMatch(new RegExp(`^${hex}`));
  }
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

/** Says that the patterns are found in this order, with anything between them. */
export function expectInOrder(lines: readonly string[], patterns: readonly (string | RegExp)[]): void {
  const missing: string[] = [];
  let from = 0;
  for (const pattern of patterns) {
    const found = lines.findIndex(
      (line, place) =>
        place >= from && (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)),
    );
    if (found === -1) missing.push(String(pattern));
    else from = found + 1;
  }
  expect({ missing, lines: missing.length > 0 ? lines : [] }).toEqual({ missing: [], lines: [] });
}
