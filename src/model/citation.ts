/** What a source of the référentiel cites: `arrete-2022-12-22-marches, annexe I`, a text of `schema/legal-texts.yaml` and a place in it. */
import { isObject } from '../../packages/base/src/json.ts';
import { readSource } from './source-text.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/** What each legal text is called in one line, by its identifier. */
export type Citations = ReadonlyMap<string, Texts>;

/**
 * The citations of `schema/legal-texts.yaml`, of which `text` is the content. None where it cannot be read, and the identifier for an entry
 * that has not yet been written to its end: the meta-schema says why, and the identifier is known all the same.
 */
export function readCitations(text: string): Citations {
  const { value } = readSource(text);
  const entries = Object.entries(isObject(value) ? value : {});
  return new Map(
    entries.map(([id, entry]) => {
      const { citation, title } = isObject(entry) ? entry : {};
      return [id, [citation, title].find(isTexts) ?? { fr: id, en: id }];
    }),
  );
}

const isTexts = (value: unknown): value is Texts =>
  isObject(value) && typeof value['fr'] === 'string' && typeof value['en'] === 'string';

/** The identifier that a source begins with: what stands before the first comma or semicolon. */
export const citedId = (source: string): string => (/^[^,;]*/.exec(source)?.[0] ?? '').trim();

/**
 * A source as people read it: « arrêté du 22 décembre 2022 (marchés), annexe I ». Semicolons part several texts. What begins with no known
 * identifier, as the sources of the versions published elsewhere do, stays as it is written.
 */
export const sourceInWords = (source: string, citations: Citations, lang: keyof Texts): string =>
  source.replace(
    /(^|;\s*)([a-z0-9-]+)(?=\s*(?:[,;]|$))/g,
    (_, before: string, id: string) => before + (citations.get(id)?.[lang] ?? id),
  );
