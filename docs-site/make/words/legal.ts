/** The words of the pages of legal texts. */
import type { Lang } from '../../../packages/base/src/language.ts';

const FR = {
  legal: 'Textes',
  legalDescription: 'Les textes juridiques que le format met en œuvre, et les champs qui viennent de chacun.',
  legalIntro: 'Les titres sont dans nos mots. Seul le texte publié au Journal officiel fait foi.',
  legalCaption: 'Textes cités par le format',
  legalColumns: ['Texte', 'Date', 'Champs', 'Règles'],
  legalPage: (title: string) => `${title} : les champs, les règles et les versions du format qui en viennent.`,
  legalLabels: {
    id: 'Identifiant',
    nor: 'NOR',
    date: 'Date',
    jorf: 'Journal officiel',
    effective: 'En vigueur le',
    repealed: 'Abrogé le',
    replaces: 'Remplace',
    amends: 'Modifie',
    scope: 'Porte sur',
  },
  scope: { both: 'marchés et concessions', marches: 'marchés', concessions: 'contrats de concession' } as Record<string, string>,
  articles: 'Articles',
  fieldsFrom: 'Champs qui en viennent',
  fieldsFromCaption: 'Champs, et où le texte en parle',
  fieldsFromColumns: ['Champ', 'Où dans le texte', 'Versions'],
  rulesFrom: 'Règles qui en viennent',
  versionsFrom: 'Versions qui le mettent en œuvre',
  nothingFrom: 'Aucun champ, aucune règle ni aucune version ne le cite.',
};

const EN: typeof FR = {
  legal: 'Legal texts',
  legalDescription: 'The legal texts that the format implements, and the fields that come from each.',
  legalIntro: 'Titles are in our own words. Only the text published in the Journal officiel is authoritative.',
  legalCaption: 'Texts that the format cites',
  legalColumns: ['Text', 'Date', 'Fields', 'Rules'],
  legalPage: (title) => `${title}: the fields, rules and versions of the format that come from it.`,
  legalLabels: {
    id: 'Identifier',
    nor: 'NOR',
    date: 'Date',
    jorf: 'Official journal',
    effective: 'In force on',
    repealed: 'Repealed on',
    replaces: 'Replaces',
    amends: 'Amends',
    scope: 'Bears on',
  },
  scope: { both: 'public contracts and concessions', marches: 'public contracts', concessions: 'concession contracts' },
  articles: 'Articles',
  fieldsFrom: 'Fields that come from it',
  fieldsFromCaption: 'Fields, and where the text speaks of them',
  fieldsFromColumns: ['Field', 'Where in the text', 'Versions'],
  rulesFrom: 'Rules that come from it',
  versionsFrom: 'Versions that implement it',
  nothingFrom: 'No field, no rule and no version cites it.',
};

export const LEGAL_WORDS: Record<Lang, typeof FR> = { fr: FR, en: EN };
