import { buyer, company } from './identifiers.ts';
import type { Draft, Json } from './parts.ts';
import type { Random } from './random.ts';

/**
 * A mistake of the kind that real publishers make. Each makes a record invalid under 2.0.3, whatever other mistakes it has: it
 * never removes an optional value and never restores a valid one. The number of dirty records is therefore the number of invalid
 * ones.
 */
type Mistake = (record: Draft, random: Random) => void;

/** A wrong value, or how to draw one. */
type Wrong = Json | ((random: Random) => Json);

const wrong =
  (name: string, ...values: Wrong[]): Mistake =>
  (record, random) => {
    const value = random.pick(values);
    record[name] = typeof value === 'function' ? value(random) : value;
  };

/** The SIRET of a public body as it should not be written. */
const BUYERS: Wrong[] = [
  (random) => ({ id: buyer(random).slice(1) }),
  (random) => ({ id: buyer(random).replace(/^(...)(...)(...)/, '$1 $2 $3 ') }),
  (random) => ({ id: Number(buyer(random)) }),
  { id: 'NC' },
  { nom: 'Service des achats' },
];

const COMMON_NAMES = ['objet', 'procedure', 'nature', 'dureeMois', 'datePublicationDonnees', 'considerationsSociales'];

const missing =
  (...names: string[]): Mistake =>
  (record, random) => {
    Reflect.deleteProperty(record, random.pick(names));
  };

const empty =
  (...names: string[]): Mistake =>
  (record, random) => {
    record[random.pick(names)] = null;
  };

/** Holders without the object that should be around each of them. */
const flat = (random: Random): Json => [company(random)];

/** The same holder written twice. */
const twice =
  (name: string): Mistake =>
  (record) => {
    const list = record[name];
    if (Array.isArray(list)) list.push(...list.slice(0, 1));
  };

/** A name that the format does not have, left by an older version or by the software of an aggregator. */
const stray: Mistake = (record, random) => {
  const [name, value] = random.pick([
    ['uid', `${random.digits(14)}2024-1`],
    ['_type', 'Marché'],
    ['source', 'profil_acheteur'],
    ['commentaire', null],
    ['datePublicationDonneesOpenData', '2024-02-01'],
  ] as const);
  record[name] = value;
};

const COMMON: readonly Mistake[] = [
  stray,
  wrong('id', 'CONTRAT-N-2024-000001-LOT-02', 20240012, ''),
  wrong('objet', 'Prestations complémentaires. '.repeat(40), null),
  wrong('dureeMois', '24', '12 mois', 0, 11.5, null),
  wrong('datePublicationDonnees', '15/03/2024', '', 'NC', '2024', 20240315),
  wrong('considerationsSociales', { considerationSociale: [] }, { considerationSociale: 'Clause sociale' }, ['Clause sociale']),
  wrong('considerationsEnvironnementales', { considerationEnvironnementale: ['Clause Environnementale'] }, {}, null),
];

const MARCHE: readonly Mistake[] = [
  missing(
    ...COMMON_NAMES,
    'ccag',
    'offresRecues',
    'titulaires',
    'typesPrix',
    'formePrix',
    'lieuExecution',
    'techniques',
    'marcheInnovant',
  ),
  empty(
    ...COMMON_NAMES,
    'ccag',
    'offresRecues',
    'montant',
    'typesPrix',
    'formePrix',
    'marcheInnovant',
    'idAccordCadre',
    'origineUE',
  ),
  wrong('acheteur', ...BUYERS),
  wrong('nature', 'MARCHE', 'Accord-cadre', 'Marché subséquent', 'Marché '),
  wrong(
    'procedure',
    'Procédure Adaptée',
    'procedure adaptee',
    'Appel d’offres ouvert',
    'Procédure concurrentielle avec négociation',
    'MAPA',
  ),
  wrong('ccag', 'travaux', "Maîtrise d'œuvre", 'Techniques de l’information et de la communication'),
  wrong('codeCPV', '4500000', '45000000-', 'N/A', 45000000, '45 000 000'),
  wrong('techniques', { technique: ['Sans objet', 'Sans objet'] }, { technique: 'Accord-cadre' }, { techniques: ['Concours'] }),
  wrong('typesPrix', { typePrix: 'Définitif ferme' }, { typePrix: ['Ferme'] }, { typePrix: [] }),
  wrong(
    'lieuExecution',
    { code: 75000, typeCode: 'Code postal' },
    { code: '75000', typeCode: 'CODE POSTAL' },
    { code: '75000', nom: 'Paris' },
  ),
  wrong('marcheInnovant', 'oui', 'non', 'false', 0),
  wrong('attributionAvance', 'Non', 1),
  wrong('offresRecues', 0, '3', 2.5),
  wrong('tauxAvance', 20, -0.1, '0,1'),
  wrong('montant', 0, -1, '125 000,00', '45000.00'),
  wrong('dateNotification', '15/03/2024', '', 'NC', 20240315),
  wrong('titulaires', [], flat, (random) => [{ titulaire: { ...company(random), typeIdentifiant: 'Siret' } }]),
  wrong('modifications', [], [{ modification: { id: 0, montant: 1000 } }]),
  twice('titulaires'),
];

const CONCESSION: readonly Mistake[] = [
  missing(
    ...COMMON_NAMES,
    'dateSignature',
    'dateDebutExecution',
    'valeurGlobale',
    'montantSubventionPublique',
    'concessionnaires',
  ),
  empty(...COMMON_NAMES, 'dateSignature', 'valeurGlobale', 'montantSubventionPublique'),
  wrong('autoriteConcedante', ...BUYERS),
  wrong('nature', 'CONCESSION DE TRAVAUX', 'Affermage', 'Concession de services'),
  wrong('procedure', 'Procédure négociée', "Appel d'offres ouvert"),
  wrong('valeurGlobale', 0, '1 200 000', -5),
  wrong('montantSubventionPublique', '0', -1, 'Néant'),
  wrong('dateSignature', '15/03/2024', '', 'NC', 20240315),
  wrong('concessionnaires', [], flat),
  wrong('donneesExecution', [{ donneesAnnuelles: { depensesInvestissement: 1000, tarifs: [] } }], null),
  twice('concessionnaires'),
];

const MISTAKES = { marche: [...COMMON, ...MARCHE], 'contrat-concession': [...COMMON, ...CONCESSION] };

/** Spoils a record with one to three mistakes. */
export function spoil(record: Draft, kind: keyof typeof MISTAKES, random: Random): void {
  for (const mistake of random.sample(MISTAKES[kind], random.whole(1, 3))) mistake(record, random);
}
