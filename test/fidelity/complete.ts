/** Invented records that hold every field of their version: the bundled base examples, and what those leave out. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { readJsonFile } from '../support/engine.ts';

export type Fields = Record<string, unknown>;

const NAMES: Record<RecordKind, string> = { marche: 'base-marche', 'contrat-concession': 'base-concession' };

/** A valid record of this kind with every field that the version defines. */
export function completeRecord(version: string, kind: RecordKind): Fields {
  const additions = kind === 'marche' ? marcheAdditions(version) : concessionAdditions(version);
  return { ...baseRecord(version, kind), ...additions };
}

function baseRecord(version: string, kind: RecordKind): Fields {
  const [record] = recordsOf(readJsonFile(`examples/${version}/valid/${NAMES[kind]}.json`));
  if (!record) throw new Error(`${version}: ${NAMES[kind]} holds no record`);
  return record.value as Fields;
}

/** Every record of a file of either layout; the kind in a mixed list is reported by `autoriteConcedante`. */
export function recordsOf(file: unknown): { kind: RecordKind; value: unknown }[] {
  const { marches = [] } = file as { marches?: unknown[] | Record<string, unknown[]> };
  if (!Array.isArray(marches)) {
    return Object.entries(marches).flatMap(([kind, list]) => list.map((value) => ({ kind: kind as RecordKind, value })));
  }
  return marches.map((value) => ({
    kind: Object.hasOwn(value as Fields, 'autoriteConcedante') ? 'contrat-concession' : 'marche',
    value,
  }));
}

const old = (version: string): boolean => version.startsWith('1.');

/** From 2.0.1 on the items of lists are wrapped in an object with one key. */
const wrapped = (version: string): boolean => version.startsWith('2.') && version !== '2.0.0';
const list = (version: string, name: string, items: unknown[]): unknown[] =>
  wrapped(version) ? items.map((item) => ({ [name]: item })) : items;

function operator(version: string, id: string, name: string): Fields {
  return { typeIdentifiant: 'SIRET', id, ...(old(version) && { denominationSociale: name }) };
}

function marcheAdditions(version: string): Fields {
  const titulaires = list(version, 'titulaire', [
    operator(version, '99912034800027', 'Toitures du Bocage'),
    operator(version, '99311207700017', 'Charpentes Morvan'),
  ]);
  const modification = {
    ...(old(version) ? { objetModification: 'Reprise de la zinguerie du préau' } : { id: 1 }),
    dateNotificationModification: '2024-06-12',
    datePublicationDonneesModification: '2024-06-27',
    dureeMois: 8,
    montant: 61250.5,
    titulaires: structuredClone(titulaires),
  };
  return {
    titulaires,
    modifications: list(version, 'modification', [modification]),
    ...(version !== '2.0.3' && { _type: 'Marché' }),
    ...(old(version) ? { uid: '21990041200012201900000700' } : subcontracting(version)),
  };
}

function subcontracting(version: string): Fields {
  const [notified, published] = wrapped(version)
    ? ['dateNotificationModificationSousTraitance', 'datePublicationDonnees']
    : ['dateNotificationModificationActeSousTraitance', 'datePublicationDonneesModificationActeSousTraitance'];
  const acte = {
    id: 1,
    sousTraitant: { typeIdentifiant: 'SIRET', id: '99548777400011' },
    dureeMois: 3,
    dateNotification: '2024-04-02',
    datePublicationDonnees: '2024-04-17',
    montant: 9800,
    variationPrix: 'Ferme',
  };
  const change = { id: 1, dureeMois: 4, [notified]: '2024-05-07', montant: 11200, [published]: '2024-05-21' };
  return {
    idAccordCadre: '2023-AC-0147',
    tauxAvance: 0.3,
    attributionAvance: true,
    sousTraitanceDeclaree: true,
    origineUE: 0.95,
    origineFrance: 0.7,
    actesSousTraitance: list(version, 'acteSousTraitance', [acte]),
    modificationsActesSousTraitance: list(version, 'modificationActeSousTraitance', [change]),
    ...(!wrapped(version) && {
      technique: ['Concours'],
      modaliteExecution: ['Bon de commande'],
      considerationsSociales: ['Clause sociale'],
      considerationsEnvironnementales: ['Critère environnemental'],
    }),
  };
}

function concessionAdditions(version: string): Fields {
  const year = {
    datePublicationDonneesExecution: '2025-10-18',
    depensesInvestissement: 125340.25,
    tarifs: list(version, 'tarif', [
      { intituleTarif: 'Abonnement mensuel', tarif: 54.3 },
      { intituleTarif: 'Heure de stationnement', tarif: 1.2 },
    ]),
  };
  const modification = {
    ...(old(version) ? { objetModification: 'Ouverture du parc la nuit' } : { id: 1 }),
    dateSignatureModification: '2025-02-19',
    datePublicationDonneesModification: '2025-03-11',
    dureeMois: 100,
    valeurGlobale: 1310000,
  };
  return {
    donneesExecution: list(version, 'donneesAnnuelles', [year]),
    modifications: list(version, 'modification', [modification]),
    concessionnaires: list(version, 'concessionnaire', [
      operator(version, '99978105700016', 'Stationnement des Remparts'),
      operator(version, '99406235400018', 'Parcs de la Vilaine'),
    ]),
    ...(old(version) && { uid: '25990012400019201900000300', _type: 'Contrat de concession' }),
    ...(version === '2.0.0' && {
      considerationsSociales: ['Clause sociale'],
      considerationsEnvironnementales: ['Clause environnementale'],
    }),
  };
}
