import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';

/** Leaves the messages of the other languages out of the scripts of a language: a page has one, and does not load what it never says. */
export default function oneLanguage({ siteDir, i18n: { currentLocale, locales } }: LoadContext): Plugin {
  const folder = join(siteDir, '../src/messages/compiled');
  const others = locales.filter((locale) => locale !== currentLocale);
  const files = readdirSync(folder).filter((name) => others.some((other) => name.endsWith(`.${other}.ts`)));
  const alias = Object.fromEntries(files.map((name) => [join(folder, name), false as const]));
  return { name: 'one-language', configureWebpack: () => ({ resolve: { alias } }) };
}
