/** What the codelists are called by people. */
import type { Texts } from '../../../src/model/types.ts';

export const CODELIST_NAMES: Readonly<Record<string, Texts>> = {
  ccag: { fr: 'Cahiers des clauses administratives générales (CCAG)', en: 'General administrative conditions (CCAG)' },
  'consideration-environnementale': { fr: 'Considérations environnementales', en: 'Environmental considerations' },
  'consideration-sociale-concession': {
    fr: 'Considérations sociales des contrats de concession',
    en: 'Social considerations of concession contracts',
  },
  'consideration-sociale-marche': { fr: 'Considérations sociales des marchés', en: 'Social considerations of public contracts' },
  'forme-prix': { fr: 'Formes de prix', en: 'Forms of price' },
  'modalite-execution': { fr: "Modalités d'exécution", en: 'Ways of performance' },
  'nature-concession': { fr: 'Natures de contrat de concession', en: 'Natures of concession contract' },
  'nature-marche': { fr: 'Natures de marché', en: 'Natures of public contract' },
  'procedure-concession': { fr: 'Procédures de concession', en: 'Procedures for concessions' },
  'procedure-marche': { fr: 'Procédures de marché', en: 'Procedures for public contracts' },
  technique: { fr: "Techniques d'achat", en: 'Purchasing techniques' },
  'type-code-lieu': { fr: "Types de code du lieu d'exécution", en: 'Types of code of the place of performance' },
  'type-groupement-operateurs': { fr: "Types de groupement d'opérateurs", en: 'Types of grouping of operators' },
  'type-identifiant': { fr: "Types d'identifiant d'entreprise", en: 'Types of company identifier' },
  'type-prix': { fr: 'Types de prix', en: 'Types of price' },
  'variation-prix': { fr: 'Variations de prix', en: 'Variations of price' },
};
