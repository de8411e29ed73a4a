/** What the site says of the external lists: their titles, sources, first levels, and who reads them. */
import type { Texts } from '../../src/model/types.ts';
import type { Nomenclature } from './types.ts';

type About = {
  title: Texts;
  note: Texts;
  /** Identifier in `schema/legal-texts.yaml`. */
  source: string;
  /** Rows that a page shows as text, where there are too many for all of them. */
  first?: (row: readonly string[]) => boolean;
  firstTitle?: Texts;
  /** Columns whose texts are in English. */
  english?: readonly string[];
  /** What a rule says where it reads the list. */
  call: RegExp;
};

const COG: Pick<About, 'source'> = { source: 'insee-cog' };

/** By the name of the file without its edition. */
const ABOUT: Readonly<Record<string, About>> = {
  cpv: {
    title: { fr: 'Vocabulaire commun pour les marchés publics (CPV), 2008', en: 'Common procurement vocabulary (CPV), 2008' },
    note: {
      fr: "Huit chiffres disent l'objet d'un marché, du plus large (division, deux premiers chiffres) au plus précis ; le neuvième, après le tiret, est une clé de contrôle.",
      en: 'Eight digits say what a contract is about, from the widest (division, the first two digits) to the most precise; the ninth, after the hyphen, is a check digit.',
    },
    source: 'reglement-cpv',
    first: ([code = '']) => /^\d\d0{6}/.test(code),
    firstTitle: { fr: 'Les divisions', en: 'The divisions' },
    call: /\bcpv(Existe|Cle)\b/,
  },
  'cog-communes': {
    title: { fr: 'Communes (code officiel géographique 2026)', en: 'Municipalities (official geographic code 2026)' },
    note: {
      fr: "Communes actuelles, déléguées et associées, arrondissements municipaux, et anciens codes que l'on trouve encore dans les données.",
      en: 'Present, delegated and associated municipalities, municipal districts, and former codes that are still found in data.',
    },
    ...COG,
    first: ([code = '', , type]) => type === 'arrondissement-municipal' || /^(75056|69123|13055)$/.test(code),
    firstTitle: { fr: 'Paris, Lyon, Marseille et leurs arrondissements', en: 'Paris, Lyon, Marseille and their districts' },
    call: /'cog-communes'/,
  },
  'cog-departements': {
    title: { fr: 'Départements (code officiel géographique 2026)', en: 'Departments (official geographic code 2026)' },
    note: { fr: "Départements et collectivités d'outre-mer.", en: 'Departments and overseas collectivities.' },
    ...COG,
    call: /'cog-departements'/,
  },
  'cog-regions': {
    title: { fr: 'Régions (code officiel géographique 2026)', en: 'Regions (official geographic code 2026)' },
    note: { fr: "Régions et collectivités d'outre-mer.", en: 'Regions and overseas collectivities.' },
    ...COG,
    call: /'cog-regions'/,
  },
  'cog-arrondissements': {
    title: { fr: 'Arrondissements (code officiel géographique 2026)', en: 'Districts (official geographic code 2026)' },
    note: { fr: 'Arrondissements des départements.', en: 'Districts of the departments.' },
    ...COG,
    call: /'cog-arrondissements'/,
  },
  'pays-iso': {
    title: { fr: 'Pays et territoires (ISO 3166-1)', en: 'Countries and territories (ISO 3166-1)' },
    note: {
      fr: "Codes de deux et de trois lettres. Le Kosovo (XK), que l'ISO ne code pas, est accepté parce que son usage est répandu.",
      en: 'Codes of two and three letters. Kosovo (XK), which ISO does not code, is accepted because it is widely used.',
    },
    source: 'iso-3166',
    english: ['label_en'],
    call: /'pays-alpha[23]'/,
  },
};

/** Beyond, a page shows the first levels only. */
const MOST_ROWS = 400;

/** `cog-2026-communes` → `cog-communes`: the edition changes, what the list is does not. */
const kindOf = (name: string): string => name.replace(/-\d{4}(?=-|$)/, '');

export function aboutOf({ name }: Nomenclature): About {
  const about = ABOUT[kindOf(name)];
  if (!about) throw new Error(`nomenclature ${name}: docs-site/make/nomenclatures.ts does not say what it is`);
  return about;
}

/** The rows that stand in the page, and whether they are all of them. */
export function shownRows(nomenclature: Nomenclature): { rows: string[][]; whole: boolean } {
  const { first } = aboutOf(nomenclature);
  const { rows } = nomenclature;
  if (rows.length <= MOST_ROWS || !first) return { rows: rows.slice(0, MOST_ROWS), whole: rows.length <= MOST_ROWS };
  return { rows: rows.filter(first), whole: false };
}
