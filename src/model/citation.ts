/** Resolves citations such as `arrete-2022-12-22-marches, annexe I`: the identifier of a text of `schema/legal-texts.yaml` and a place in it. */
import { isObject } from '../../packages/base/src/json.ts';
import { readSource } from './source-text.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/** The short name of each legal text, by its identifier. */
export type Citations = ReadonlyMap<string, Texts>;

/**
 * The citations in `text`, the content of `schema/legal-texts.yaml`. Empty where it cannot be read; an incomplete entry has its identifier as
 * its name, since the check of the meta-schema reports it.
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

/** The identifier at the start of a source, before the first comma or semicolon. */
export const citedId = (source: string): string => (/^[^,;]*/.exec(source)?.[0] ?? '').trim();

/**
 * A source with its identifiers replaced by names: « arrêté du 22 décembre 2022 (marchés), annexe I ». Semicolons separate several texts.
 * Unknown identifiers, as in versions published elsewhere, stay as they are.
 */
export const sourceInWords = (source: string, citations: Citations, lang: keyof Texts): string =>
  source.replace(
    /(^|;\s*)([a-z0-9-]+)(?=\s*(?:[,;]|$))/g,
    (_, before: string, id: string) => before + (citations.get(id)?.[lang] ?? id),
  );
