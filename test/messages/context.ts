/** A small invented context: enough of a 2.x version for the messages to name fields. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { MessageContext } from '../../src/messages.ts';
import { fieldKey, nameOfPath } from '../../src/messages/paths.ts';

const TITLES: Record<string, Record<Lang, string>> = {
  id: { fr: 'Identifiant', en: 'Identifier' },
  procedure: { fr: 'Procédure', en: 'Procedure' },
  objet: { fr: 'Objet', en: 'Subject' },
  montant: { fr: 'Montant', en: 'Amount' },
  dureeMois: { fr: 'Durée en mois', en: 'Duration in months' },
  acheteur: { fr: 'Acheteur', en: 'Buyer' },
  'acheteur > id': { fr: "SIRET de l'acheteur", en: 'SIRET of the buyer' },
  codeCPV: { fr: 'Code CPV', en: 'CPV code' },
  dateNotification: { fr: 'Date de notification', en: 'Notification date' },
  marcheInnovant: { fr: 'Marché innovant', en: 'Innovative contract' },
  origineUE: { fr: "Part d'origine européenne", en: 'Share of European origin' },
  techniques: { fr: "Techniques d'achat", en: 'Purchasing techniques' },
  titulaires: { fr: 'Titulaires', en: 'Contractors' },
  'titulaires > titulaire': { fr: 'Titulaire', en: 'Contractor' },
  'titulaires > titulaire > id': { fr: 'Identifiant du titulaire', en: 'Identifier of the contractor' },
  'titulaires > titulaire > typeIdentifiant': {
    fr: "Type d'identifiant du titulaire",
    en: 'Type of identifier of the contractor',
  },
  modifications: { fr: 'Modifications', en: 'Modifications' },
  idAccordCadre: { fr: "Identifiant de l'accord-cadre", en: 'Identifier of the framework agreement' },
  marches: { fr: 'Marchés', en: 'Contracts' },
  version: { fr: 'Version du format', en: 'Version of the format' },
};

const CHILDREN: Record<string, string[]> = {
  '': ['version', 'marches'],
  '/marches/marche/*': Object.keys(TITLES).filter((name) => !name.includes('>') && name !== 'marches' && name !== 'version'),
  '/marches/marche/*/acheteur': ['id'],
  '/marches/marche/*/techniques': ['technique'],
  '/marches/marche/*/titulaires/*': ['titulaire'],
  '/marches/marche/*/titulaires/*/titulaire': ['typeIdentifiant', 'id'],
};

const OPTIONAL = new Set(['idAccordCadre', 'origineUE', 'techniques', 'modifications', 'marcheInnovant']);

export const contextIn = (lang: Lang): MessageContext => ({
  version: '2.0.3',
  title: (path) => TITLES[nameOfPath(path)]?.[lang],
  name: (path) => nameOfPath(path) || undefined,
  remedy: ({ code, params }) =>
    code === 'schema.type' && params['value'] === null && fieldIs(params, 'own')
      ? { fr: 'Retirez le champ : conseil propre au champ.', en: 'Remove the field: advice of the field itself.' }[lang]
      : undefined,
  children: (path) => CHILDREN[fieldKey(path)],
  optional: (path) => OPTIONAL.has(nameOfPath(path)),
  renamed: (path) => (path.endsWith('/technique') ? 'techniques' : path === '/nature' ? 'nature' : undefined),
  versionsOf: (path) => (path.endsWith('/nom') || path.endsWith('/_type') ? ['1.4.0', '1.5.0'] : undefined),
});

const fieldIs = (params: Record<string, unknown>, mark: string): boolean => params['mark'] === mark;
