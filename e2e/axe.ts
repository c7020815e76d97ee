import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What WCAG AA finds wrong with the page as it stands, in both themes. The light one is the same page in other colours,
 * so only these are looked at again. Pages of the cast are their authors'. `within`: only these parts.
 */
export async function accessFaults(page: Page, within: readonly string[] = []): Promise<string[]> {
  // Colours that pass into each other are none to judge.
  await page.addStyleTag({ content: '* { transition: none !important }' });
  await paint(page, 'dark');
  const all = await analysed(page, within, (axe) => axe.withTags(WCAG));
  await paint(page, 'light');
  const colours = await analysed(page, within, (axe) => axe.withRules('color-contrast'));
  await paint(page, 'dark');
  return [...all, ...colours.map((fault) => `light: ${fault}`)];
}

async function paint(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}

async function analysed(
  page: Page,
  within: readonly string[],
  narrow: (axe: AxeBuilder) => AxeBuilder,
): Promise<string[]> {
  // Nobody asks for selectors of what is in order, and to find them takes longer than to judge it.
  const found = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const axe = within.reduce((one, part) => one.include(part), found);
  const { violations } = await narrow(axe).exclude('[data-slot="cast-frame"]').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`,
  );
}
