/** The words of the interface, ours and those of Docusaurus, in each language: from the files that translate them. */
import type { Lang } from '../../packages/base/src/language.ts';
import { readJsonFile } from '../support/engine.ts';

type Messages = Record<string, string | { message: string }>;

const OWN = ['code.json', 'docusaurus-theme-classic/navbar.json', 'docusaurus-theme-classic/footer.json'];
const DOCUSAURUS: Record<Lang, string> = { fr: 'fr', en: 'base' };

/** Ours override those of Docusaurus. */
export function interfaceWords(lang: Lang): Map<string, string> {
  const theirs = readJsonFile(`node_modules/@docusaurus/theme-translations/locales/${DOCUSAURUS[lang]}/theme-common.json`);
  const own = OWN.map((file) => readJsonFile(`docs-site/i18n/${lang}/${file}`));
  const all = [theirs, ...own].flatMap((messages) => Object.entries(messages as Messages));
  return new Map(
    all
      .filter(([key]) => !key.endsWith('___DESCRIPTION'))
      .map(([key, value]) => [key, typeof value === 'string' ? value : value.message]),
  );
}

/** Words that only the other language has, as patterns of whole texts. What is left of a message beside its values must be a word. */
export function foreignTo(lang: Lang): RegExp[] {
  const own = new Set(interfaceWords(lang).values());
  const theirs = [...interfaceWords(lang === 'fr' ? 'en' : 'fr').values()].flatMap((message) => message.split('|'));
  return [...new Set(theirs)]
    .filter((message) => !own.has(message) && says(message))
    .map(
      (message) =>
        new RegExp(
          `^${message
            .split(/\{\w+\}/)
            .map(escaped)
            .join('.+')}$`,
        ),
    );
}

/** A word that is not lost among others once its values may be anything. */
const says = (message: string): boolean =>
  (message.includes('{') ? /\p{L}{4}/u : /\p{L}{2}/u).test(message.replace(/\{\w+\}/g, ''));

const escaped = (text: string): string => text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
