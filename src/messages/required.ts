/** schema.required: a name that is missing. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { SchemaParams } from './params.ts';
import type { Entry, Writer } from './types.ts';
import { where, wrapperOf } from './where.ts';

const json = (name: string): string => JSON.stringify(name);

const requiredFr: Writer<SchemaParams['schema.required']> = ({ property }, site) => ({
  found: `le champ ${fr.quote(property)} est absent`,
  expected: `ce champ, obligatoire ${where(site.finding.path, site)}`,
  remedy:
    wrapperOf(site.finding.path, site) === property
      ? `Écrivez chaque élément de la liste ainsi : {${json(property)}: { … }}.`
      : `Ajoutez ${fr.quote(property)} et sa valeur.`,
});

const requiredEn: Writer<SchemaParams['schema.required']> = ({ property }, site) => ({
  found: `the field ${en.quote(property)} is absent`,
  expected: `this field, mandatory ${where(site.finding.path, site)}`,
  remedy:
    wrapperOf(site.finding.path, site) === property
      ? `Write each item of the list like this: {${json(property)}: { … }}.`
      : `Add ${en.quote(property)} and its value.`,
});

export const required: Entry<SchemaParams['schema.required']> = {
  severity: 'error',
  title: { fr: 'champ obligatoire absent', en: 'mandatory field absent' },
  fr: requiredFr,
  en: requiredEn,
};
