/** The codes of the structure: the file is JSON, but not built as the standard says. */
import { type Lang, en, fr, KITS, typeNoun } from '../../packages/base/src/language.ts';
import type { StructureParams } from './params.ts';
import type { Catalogue } from './types.ts';

const SHAPE = '{"marches": {"marche": [ … ], "contrat-concession": [ … ]}}';

/** Sizes in Mio with one decimal are near enough to find the record that is too large. */
const mebibytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

function rootNoun(found: string | readonly string[], lang: Lang): string {
  const say = KITS[lang];
  if (typeof found === 'string') return TYPES.has(found) ? typeNoun(found, say, lang) : say.quote(found);
  const names = found.slice(0, 5).map((name) => say.quote(name, 30));
  const more = found.length > 5 ? ', …' : '';
  if (names.length === 0) return lang === 'fr' ? 'un bloc de champs vide' : 'an empty block of fields';
  return lang === 'fr' ? `un bloc de champs (${names.join(', ')}${more})` : `a block of fields (${names.join(', ')}${more})`;
}

export const STRUCTURE: Catalogue<StructureParams> = {
  'structure.too-deep': {
    severity: 'error',
    title: { fr: 'blocs trop imbriqués', en: 'blocks nested too deep' },
    fr: ({ limit }) => ({
      found: `plus de ${fr.number(limit)} blocs ou listes les uns dans les autres`,
      expected: `au plus ${fr.count(limit, 'niveau', 'niveaux')} (un contrat complet en compte moins de 10)`,
      remedy: 'Retirez ce qui ne fait pas partie du contrat.',
    }),
    en: ({ limit }) => ({
      found: `more than ${en.number(limit)} blocks or lists inside one another`,
      expected: `at most ${en.count(limit, 'level', 'levels')} (a complete contract has fewer than 10)`,
      remedy: 'Remove what is not part of the contract.',
    }),
  },
  'structure.version-label': {
    severity: 'warning',
    title: { fr: 'autre version annoncée', en: 'another version announced' },
    fr: ({ label, version }) => ({
      found: `la version ${fr.quote(label)} annoncée par le fichier, qui a été contrôlé avec la version ${fr.quote(version)}`,
      expected: 'une version qui existe, annoncée avant les contrats',
      remedy:
        'Corrigez le numéro, placez « version » au début du fichier, ou choisissez la version du contrôle (option « --schema »).',
    }),
    en: ({ label, version }) => ({
      found: `version ${en.quote(label)} announced by the file, which was checked against version ${en.quote(version)}`,
      expected: 'a version that exists, announced before the contracts',
      remedy:
        'Correct the number, put “version” at the start of the file, or choose the version of the check (option “--schema”).',
    }),
  },
  'structure.too-many-values': {
    severity: 'error',
    title: { fr: 'contrat trop fourni', en: 'contract with too many values' },
    fr: ({ limit }) => ({
      found: `plus de ${fr.number(limit)} valeurs dans un seul contrat`,
      expected: `au plus ${fr.number(limit)} valeurs (un contrat en compte en général moins de cent)`,
      remedy: "Vérifiez que la liste des contrats est bien refermée et qu'aucune liste n'a été recopiée sans fin.",
    }),
    en: ({ limit }) => ({
      found: `more than ${en.number(limit)} values in a single contract`,
      expected: `at most ${en.number(limit)} values (a contract usually has fewer than a hundred)`,
      remedy: 'Check that the list of contracts is closed and that no list was copied over and over.',
    }),
  },
  'structure.record-too-large': {
    severity: 'error',
    title: { fr: 'contrat trop volumineux', en: 'contract too large' },
    fr: ({ limit, size }) => ({
      found: size === undefined ? 'un contrat trop volumineux' : `un contrat de ${fr.number(mebibytes(size))} Mio`,
      expected: `au plus ${fr.number(mebibytes(limit))} Mio pour un contrat (il pèse en général quelques Kio)`,
      remedy: 'Vérifiez que la liste des contrats est bien refermée et que chaque contrat y a son propre bloc.',
    }),
    en: ({ limit, size }) => ({
      found: size === undefined ? 'a contract that is too large' : `a contract of ${en.number(mebibytes(size))} MiB`,
      expected: `at most ${en.number(mebibytes(limit))} MiB for one contract (it usually takes a few KiB)`,
      remedy: 'Check that the list of contracts is closed and that each contract has a block of its own in it.',
    }),
  },
  'structure.bare-list': {
    severity: 'error',
    title: { fr: 'liste de contrats sans son enveloppe', en: 'list of contracts without its envelope' },
    fr: () => ({
      found: 'une liste de contrats à la racine du fichier',
      expected: `un fichier de la forme ${SHAPE}`,
      remedy:
        'Placez la liste sous « marches », puis « marche » ou « contrat-concession ». Les contrats ont été contrôlés quand même.',
    }),
    en: () => ({
      found: 'a list of contracts at the root of the file',
      expected: `a file of the form ${SHAPE}`,
      remedy:
        'Put the list under “marches”, then “marche” or “contrat-concession”. The contracts have been checked all the same.',
    }),
  },
  'structure.single-record': {
    severity: 'error',
    title: { fr: 'contrat seul, sans son enveloppe', en: 'single contract without its envelope' },
    fr: () => ({
      found: 'un seul contrat à la racine du fichier',
      expected: `un fichier de la forme ${SHAPE}`,
      remedy:
        'Placez le contrat dans une liste sous « marches », puis « marche » ou « contrat-concession ». Il a été contrôlé quand même.',
    }),
    en: () => ({
      found: 'a single contract at the root of the file',
      expected: `a file of the form ${SHAPE}`,
      remedy:
        'Put the contract in a list under “marches”, then “marche” or “contrat-concession”. It has been checked all the same.',
    }),
  },
  'structure.list-of-another-version': {
    severity: 'error',
    title: { fr: "liste de contrats d'une autre version", en: 'list of contracts of another version' },
    fr: (_, { context: { version } }) => ({
      found: 'une liste de contrats rangée comme dans une autre version du format',
      expected:
        version?.startsWith('1.') === true
          ? 'en version 1, tous les contrats dans une seule liste : {"marches": [ … ]}'
          : `en version 2, une liste pour chaque sorte de contrat : ${SHAPE}`,
      remedy: 'Rangez les contrats ainsi, ou contrôlez le fichier avec la version pour laquelle il a été écrit.',
    }),
    en: (_, { context: { version } }) => ({
      found: 'a list of contracts arranged as in another version of the format',
      expected:
        version?.startsWith('1.') === true
          ? 'in version 1, all contracts in a single list: {"marches": [ … ]}'
          : `in version 2, one list for each kind of contract: ${SHAPE}`,
      remedy: 'Arrange the contracts like this, or check the file against the version that it was written for.',
    }),
  },
  'structure.wrapper': {
    severity: 'error',
    title: { fr: 'enveloppe inconnue autour des contrats', en: 'unknown envelope around the contracts' },
    fr: ({ name }) => ({
      found: `les contrats rangés sous ${fr.quote(name)}`,
      expected: `un fichier de la forme ${SHAPE}`,
      remedy: `Remplacez ou retirez l'enveloppe ${fr.quote(name)}. Les contrats ont été contrôlés quand même.`,
    }),
    en: ({ name }) => ({
      found: `the contracts placed under ${en.quote(name)}`,
      expected: `a file of the form ${SHAPE}`,
      remedy: `Replace or remove the envelope ${en.quote(name)}. The contracts have been checked all the same.`,
    }),
  },
  'structure.no-record-list': {
    severity: 'error',
    title: { fr: 'aucune liste de contrats', en: 'no list of contracts' },
    fr: ({ found }) => ({
      found: `${rootNoun(found, 'fr')}, où ne figure aucune liste de contrats`,
      expected: `un fichier de la forme ${SHAPE}`,
      remedy: "Vérifiez que c'est le bon fichier, et que ses contrats sont dans une liste sous « marches ».",
    }),
    en: ({ found }) => ({
      found: `${rootNoun(found, 'en')}, without any list of contracts`,
      expected: `a file of the form ${SHAPE}`,
      remedy: 'Check that it is the right file, and that its contracts are in a list under “marches”.',
    }),
  },
};
