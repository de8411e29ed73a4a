import type { Lang } from '../../packages/base/src/language.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import type { Forecast } from './forecast.ts';
import { onceEach } from '../host/once.ts';
import { loadRules } from './load-rules.node.ts';

const titles = new Map<string, Texts>();

const readTitles = onceEach(async (version: string) => {
  for (const { id, title } of (await loadRules(version)).rules) titles.set(id, title);
});

/** Has the titles of the rules of a version at hand where a forecast names some: most files give it no reason to. */
export async function readTitlesFor(forecast: Forecast | null | undefined, version: string): Promise<void> {
  if (forecast && Object.values(forecast.reasons).some((counted) => Object.keys(counted).length > 0)) await readTitles(version);
}

/** The title of a rule, once `readTitlesFor` was asked; what has none is called by its code. */
export const titleIn =
  (lang: Lang) =>
  (id: string): string =>
    titles.get(id)?.[lang] ?? id;
