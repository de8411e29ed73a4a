/** The source of a rule, an erratum, a field or a code begins with an identifier of `schema/legal-texts.yaml`, of which « proposition » is one. */
import { citedId, readCitations, type Citations } from '../../model/citation.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Fault } from './rule-texts.ts';
import { isUnwritten } from './rule-texts.ts';

/** What stands for a text where none asks for it: neither says that something was wrong before. */
export const NO_TEXT: readonly string[] = ['referentiel', 'proposition'];

export const citationsOf = (files: SchemaFiles): Citations => readCitations(files.get('legal-texts.yaml') ?? '');

/** The source of a rule. That there is one is asked by the meta-schema. */
export function sourceFaults(rule: unknown, files: SchemaFiles): Fault[] {
  const text = valueAt(rule, '/source/text');
  if (typeof text !== 'string' || text.trim() === '' || isUnwritten(text)) return [];
  const fault = sourceFault(text, citationsOf(files));
  return fault ? [{ at: '/source/text', texts: fault }] : [];
}

/** What is wrong with a source that somebody has written. `mayPropose`: whether something may come of no text yet. */
export function sourceFault(source: string, citations: Citations, mayPropose = true): Texts | undefined {
  const id = citedId(source);
  if (citations.has(id)) return undefined;
  const meant = meantBy(id, citations);
  return {
    fr: `source inconnue : « ${id} » n'est pas un identifiant de schema/legal-texts.yaml${HINT.fr(meant)} ; corrigez-le (une virgule le sépare de l'article ou de l'annexe)${WAYS.fr[mayPropose ? 'any' : 'text']}`,
    en: `unknown source: “${id}” is not an identifier of schema/legal-texts.yaml${HINT.en(meant)}; correct it (a comma parts it from the article or annex)${WAYS.en[mayPropose ? 'any' : 'text']}`,
  };
}

/** The identifiers of the texts whose name was written in the place of one, or the identifier in which there is a slip. */
function meantBy(written: string, citations: Citations): string[] {
  const begins = (name: string): boolean => name.toLowerCase().startsWith(written.toLowerCase());
  const named = [...citations].filter(([, { fr, en }]) => written !== '' && (begins(fr) || begins(en))).map(([id]) => id);
  return named.length > 0 ? named.slice(0, 3) : nearest(written, [...citations.keys()], 1);
}

const HINT = {
  fr: (ids: readonly string[]) => (ids.length === 0 ? '' : ` (peut-être ${ids.map((id) => `« ${id} »`).join(' ou ')} ?)`),
  en: (ids: readonly string[]) => (ids.length === 0 ? '' : ` (perhaps ${ids.map((id) => `“${id}”`).join(' or ')}?)`),
};

const WAYS = {
  fr: {
    text: ', ou ajoutez-y ce texte',
    any: ', ajoutez-y ce texte, ou écrivez « proposition » et pourquoi si aucun texte ne le demande',
  },
  en: { text: ', or add that text there', any: ', add that text there, or write “proposition” and why if no text asks for it' },
};
