import { valueAt } from '../../model/pointer.ts';
import { readSource } from '../../model/source-text.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Fault } from './rule-fault.ts';
import { isUnwritten } from './rule-texts.ts';

/** The source of a rule begins with an identifier of `legal-texts.yaml`. That there is a source is asked by the meta-schema. */
export function sourceFaults(rule: unknown, files: SchemaFiles): Fault[] {
  const text = valueAt(rule, '/source/text');
  if (typeof text !== 'string' || text.trim() === '' || isUnwritten(text)) return [];
  const id = text.split(',')[0] ?? '';
  const known = Object.keys(readSource(files.get('legal-texts.yaml') ?? '').value ?? {});
  return known.includes(id) ? [] : [{ at: '/source/text', texts: unknown(id) }];
}

const unknown = (id: string) => ({
  fr: `source inconnue : « ${id} » n'est pas un identifiant de schema/legal-texts.yaml ; corrigez-le (une virgule le sépare de l'article ou de l'annexe), ou ajoutez-y ce texte`,
  en: `unknown source: “${id}” is not an identifier of schema/legal-texts.yaml; mend it (a comma parts it from the article or annex), or add that text there`,
});
