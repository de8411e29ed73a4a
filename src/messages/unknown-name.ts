/** schema.additionalProperties: a name that should not be there. */
import { type Lang, en, fr, type Kit } from '../../packages/base/src/language.ts';
import { nearest } from './nearest.ts';
import type { SchemaParams } from './params.ts';
import { parent, where, wrapperOf } from './paths.ts';
import type { Entry, Site, Writer } from './types.ts';
/** Longer lists of names are counted, not printed. */
const PRINTED = 12;

const json = (name: string): string => JSON.stringify(name);

/** Everything that may be told about an unknown name, the surest first. */
type Stranger =
  | { kind: 'renamed'; name: string }
  | { kind: 'misplaced' }
  | { kind: 'wrapped'; name: string }
  | { kind: 'near'; names: string[] }
  | { kind: 'elsewhere'; versions: readonly string[] }
  | { kind: 'unknown' };

function stranger(property: string, known: readonly string[], site: Site): Stranger {
  const name = site.context.renamed?.(site.path);
  // The same name elsewhere: a record that stands outside its list.
  if (name === property) return { kind: 'misplaced' };
  if (name !== undefined) return { kind: 'renamed', name };
  const near = nearest(property, known);
  if (near.length > 0) return { kind: 'near', names: near };
  const wrapper = wrapperOf(parent(site.path), site);
  if (wrapper !== undefined) return { kind: 'wrapped', name: wrapper };
  const versions = site.context.versionsOf?.(site.path) ?? [];
  return versions.length > 0 ? { kind: 'elsewhere', versions } : { kind: 'unknown' };
}

type Phrases = {
  found(property: string): string;
  expected(names: readonly string[], where: string, version: string): string;
  remedy: { [K in Stranger['kind']]: (it: Extract<Stranger, { kind: K }>, property: string) => string };
};

const quoted = (names: readonly string[], say: Kit): string => say.or(names.map((name) => say.quote(name)));

const FR: Phrases = {
  found: (property) => `le champ ${fr.quote(property)}, inconnu à cet endroit`,
  expected: (names, place, version) => {
    if (names.length === 0) return `seulement les champs prévus ${place}${version}`;
    if (names.length > PRINTED) return `l'un des ${fr.number(names.length)} champs prévus ${place}${version}`;
    return `${names.length === 1 ? 'seulement' : "l'un des champs"} ${quoted(names, fr)} ${place}${version}`;
  },
  remedy: {
    renamed: ({ name }, property) => `Remplacez le nom ${fr.quote(property)} par ${fr.quote(name)}.`,
    misplaced: (_, property) => `Placez ${fr.quote(property)} dans le contrat qu'il décrit, parmi ceux de la liste.`,
    wrapped: ({ name }, property) => `Placez ${fr.quote(property)} dans un bloc ${fr.quote(name)} : {${json(name)}: { … }}.`,
    near: ({ names }, property) =>
      `Si c'est ${quoted(names, fr)} que vous vouliez écrire, corrigez le nom ; sinon retirez ${fr.quote(property)}.`,
    elsewhere: ({ versions }, property) =>
      `Ce champ n'existe que dans ${versions.length > 1 ? 'les versions' : 'la version'} ${fr.and(versions)} : retirez ${fr.quote(property)}.`,
    unknown: (_, property) => `Retirez ${fr.quote(property)}.`,
  },
};

const EN: Phrases = {
  found: (property) => `the field ${en.quote(property)}, unknown here`,
  expected: (names, place, version) => {
    if (names.length === 0) return `only the fields defined ${place}${version}`;
    if (names.length > PRINTED) return `one of the ${en.number(names.length)} fields defined ${place}${version}`;
    return `${names.length === 1 ? 'only' : 'one of the fields'} ${quoted(names, en)} ${place}${version}`;
  },
  remedy: {
    renamed: ({ name }, property) => `Replace the name ${en.quote(property)} with ${en.quote(name)}.`,
    misplaced: (_, property) => `Put ${en.quote(property)} in the contract that it describes, among those of the list.`,
    wrapped: ({ name }, property) => `Put ${en.quote(property)} in a block ${en.quote(name)}: {${json(name)}: { … }}.`,
    near: ({ names }, property) => `If you meant ${quoted(names, en)}, correct the name; otherwise remove ${en.quote(property)}.`,
    elsewhere: ({ versions }, property) =>
      `This field only exists in version${versions.length > 1 ? 's' : ''} ${en.and(versions)}: remove ${en.quote(property)}.`,
    unknown: (_, property) => `Remove ${en.quote(property)}.`,
  },
};

const writer =
  (lang: Lang, phrases: Phrases): Writer<SchemaParams['schema.additionalProperties']> =>
  ({ property }, site) => {
    const object = parent(site.path);
    const known = site.context.children?.(object) ?? [];
    const { version } = site.context;
    const it = stranger(property, known, site);
    return {
      found: phrases.found(property),
      expected: phrases.expected(known, where(object, site), version === undefined ? '' : ` (version ${version})`),
      remedy: (phrases.remedy[it.kind] as (it: Stranger, property: string) => string)(it, property),
    };
  };

export const additionalProperties: Entry<SchemaParams['schema.additionalProperties']> = {
  severity: 'error',
  title: { fr: 'champ inconnu', en: 'unknown field' },
  fr: writer('fr', FR),
  en: writer('en', EN),
};
