/** What each step does to a value, one line a case; the laws of all steps are in `migrate-record.law.test.ts`. */
import { expect, test } from 'vitest';
import type { RecordKind } from '../../src/model/kinds.ts';
import { readJsonFile } from '../support/engine.ts';
import { migratorOf, saidOf } from '../support/migrated.ts';
import { lawFaults, type RawSchema } from '../support/migration-law.ts';

type Way = readonly [from: string, to: string];
type Case = [name: string, way: Way, before: object, after: object, told: string[]];

const UP: Way = ['1.5.0', '2.0.0'];
const NEXT: Way = ['2.0.0', '2.0.1'];
const BACK: Way = ['2.0.1', '2.0.0'];
/** Of what version 2.0.0 asks for also where there is nothing to say: three lists, an identifier, two shares. */
const FILLED = Array.from({ length: 6 }, () => 'migrate.filled  equivalent');

const MARCHES: Case[] = [
  [
    'a procedure of which the name changed',
    ['1.4.0', '1.5.0'],
    { procedure: 'Marché négocié sans publicité ni mise en concurrence préalable' },
    { procedure: 'Marché passé sans publicité ni mise en concurrence préalable' },
    ['migrate.recoded /procedure equivalent'],
  ],
  [
    'a procedure merged with another',
    ['1.4.0', '1.5.0'],
    { procedure: 'Procédure concurrentielle avec négociation' },
    { procedure: 'Procédure avec négociation' },
    ['migrate.merged-code /procedure equivalent'],
  ],
  [
    'a merged procedure on the way back',
    ['1.5.0', '1.4.0'],
    { procedure: 'Procédure avec négociation' },
    { procedure: 'Procédure avec négociation' },
    ['migrate.no-code /procedure absent'],
  ],
  ['a procedure that both have', ['1.4.0', '1.5.0'], { procedure: 'Procédure adaptée' }, { procedure: 'Procédure adaptée' }, []],
  [
    'a date with a zone, on the way to 1.3.0',
    ['1.4.0', '1.3.0'],
    { dateNotification: '2018-03-01+02:00' },
    { dateNotification: '2018-03-01' },
    ['migrate.zone-dropped /dateNotification equivalent'],
  ],
  [
    'a date with a zone, in 2.0.0',
    UP,
    { dateNotification: '2018-03-01Z' },
    { dateNotification: '2018-03-01' },
    ['migrate.zone-dropped /dateNotification equivalent'],
  ],
  [
    'a price in a file that mixes versions, into the empty list that is there',
    UP,
    { formePrix: 'Ferme', typePrix: [] },
    { typePrix: ['Définitif ferme'] },
    ['migrate.moved-deduced /formePrix deduced'],
  ],
  [
    'a framework agreement',
    UP,
    { nature: 'Accord-cadre' },
    { nature: 'Marché', technique: ['Accord-cadre'], idAccordCadre: null },
    ['migrate.recoded /nature equivalent', 'migrate.moved /nature equivalent', 'migrate.deduced  deduced'],
  ],
  [
    'a call-off contract, whose framework agreement is not known',
    UP,
    { nature: 'Marché subséquent' },
    { nature: 'Marché', modaliteExecution: ['Marché subséquent'] },
    ['migrate.recoded /nature equivalent', 'migrate.moved /nature equivalent'],
  ],
  [
    'a form of price, which becomes a type of price',
    UP,
    { formePrix: 'Révisable' },
    { typePrix: ['Définitif révisable'] },
    ['migrate.moved-deduced /formePrix deduced'],
  ],
  ['a form of price that no version has', UP, { formePrix: '' }, { formePrix: '' }, []],
  [
    'an identifier that says nothing more',
    UP,
    { id: 'A1', uid: '123A1', acheteur: { id: '123' } },
    { id: 'A1', acheteur: { id: '123' } },
    ['migrate.redundant /uid equivalent'],
  ],
  [
    'an identifier that says something else',
    UP,
    { id: 'A1', uid: '124A1', acheteur: { id: '123' } },
    { id: 'A1', acheteur: { id: '123' } },
    ['migrate.dropped /uid lost'],
  ],
  [
    'a single contractor, hence no group',
    UP,
    { titulaires: [{ id: '1' }] },
    { titulaires: [{ id: '1' }], typeGroupementOperateurs: null },
    ['migrate.deduced  deduced'],
  ],
  [
    'two contractors, whose group is not known',
    UP,
    { titulaires: [{ id: '1' }, { id: '2' }] },
    { titulaires: [{ id: '1' }, { id: '2' }] },
    [],
  ],
  [
    'modifications, numbered by their dates and left in their order',
    UP,
    { modifications: [{ dateNotificationModification: '2019-02-01' }, { dateNotificationModification: '2019-01-01+01:00' }] },
    {
      modifications: [
        { dateNotificationModification: '2019-02-01', id: 2 },
        { dateNotificationModification: '2019-01-01', id: 1 },
      ],
    },
    [
      'migrate.zone-dropped /modifications/1/dateNotificationModification equivalent',
      'migrate.deduced /modifications/1 deduced',
      'migrate.deduced /modifications/0 deduced',
    ],
  ],
  ['a name that no version defines', UP, { uuid: 7 }, {}, ['migrate.stray /uuid lost']],
  ['a name of the next version, in a file that mixes both', UP, { ccag: 'Travaux' }, { ccag: 'Travaux' }, []],
  [
    'ways of performance',
    NEXT,
    { modaliteExecution: ['Bon de commande', 'Marché à tranches'] },
    { modalitesExecution: { modaliteExecution: ['Bons de commande', 'Tranches'] } },
    ['migrate.recoded /modaliteExecution/0 exact', 'migrate.recoded /modaliteExecution/1 exact'],
  ],
  [
    '« Mixte » alone',
    NEXT,
    { modaliteExecution: ['Mixte'] },
    { modalitesExecution: { modaliteExecution: ['Mixte'] } },
    ['migrate.no-code /modaliteExecution/0 absent'],
  ],
  [
    '« Mixte » next to one other',
    NEXT,
    { modaliteExecution: ['Mixte', 'Bon de commande'] },
    { modalitesExecution: { modaliteExecution: ['Mixte', 'Bons de commande'] } },
    ['migrate.no-code /modaliteExecution/0 absent', 'migrate.recoded /modaliteExecution/1 exact'],
  ],
  [
    '« Mixte » next to two others',
    NEXT,
    { modaliteExecution: ['Mixte', 'Bon de commande', 'Marché à tranches'] },
    { modalitesExecution: { modaliteExecution: ['Bons de commande', 'Tranches'] } },
    [
      'migrate.redundant /modaliteExecution/0 equivalent',
      'migrate.recoded /modaliteExecution/1 exact',
      'migrate.recoded /modaliteExecution/2 exact',
    ],
  ],
  [
    'an empty list that said « none »',
    NEXT,
    { technique: [], considerationsSociales: [], modifications: [] },
    {
      techniques: { technique: ['Sans objet'] },
      considerationsSociales: { considerationSociale: ['Pas de considération sociale'] },
    },
    [
      'migrate.recoded /technique equivalent',
      'migrate.recoded /considerationsSociales equivalent',
      'migrate.absence /modifications equivalent',
    ],
  ],
  [
    'null that said « none »',
    NEXT,
    { ccag: null, typeGroupementOperateurs: null, idAccordCadre: null, origineUE: null },
    { ccag: 'Pas de CCAG', typeGroupementOperateurs: 'Pas de groupement' },
    [
      'migrate.recoded /ccag equivalent',
      'migrate.recoded /typeGroupementOperateurs equivalent',
      'migrate.absence /idAccordCadre equivalent',
      'migrate.absence /origineUE absent',
    ],
  ],
  [
    'an identifier of the Union with the form of a VAT number',
    NEXT,
    { titulaires: [{ typeIdentifiant: 'UE', id: 'BE0123456789' }] },
    { titulaires: [{ titulaire: { typeIdentifiant: 'TVA', id: 'BE0123456789' } }] },
    ['migrate.changed /titulaires/0/typeIdentifiant deduced'],
  ],
  [
    'an identifier of the Union of another form',
    NEXT,
    { titulaires: [{ typeIdentifiant: 'UE', id: '12-34' }] },
    { titulaires: [{ titulaire: { typeIdentifiant: 'UE', id: '12-34' } }] },
    ['migrate.no-code /titulaires/0/typeIdentifiant absent'],
  ],
  [
    'items that are wrapped already',
    NEXT,
    { titulaires: [{ titulaire: { id: '1' } }] },
    { titulaires: [{ titulaire: { id: '1' } }] },
    [],
  ],
  [
    'items that are wrapped already, with a name beside the wrapper',
    NEXT,
    {
      titulaires: [
        { titulaire: { id: '1' }, note: 'x' },
        { titulaire: {}, note: 'x' },
      ],
    },
    {
      titulaires: [
        { titulaire: { id: '1' }, note: 'x' },
        { titulaire: {}, note: 'x' },
      ],
    },
    [],
  ],
  [
    'the same on the way to a version with closed wrappers, which does not keep the name',
    ['2.0.0', '2.1.0'],
    { titulaires: [{ titulaire: { id: '1' }, note: 'x' }] },
    { titulaires: [{ titulaire: { id: '1' } }] },
    ['migrate.stray /titulaires/0/note lost'],
  ],
  [
    'items with the name of the wrapper for something else',
    NEXT,
    { titulaires: [{ id: '1', titulaire: { rang: 1 } }] },
    { titulaires: [{ titulaire: { id: '1', titulaire: { rang: 1 } } }] },
    [],
  ],
  [
    'items with fields in the wrapper and beside it, of which one would take the place of the other',
    NEXT,
    { titulaires: [{ id: '1', titulaire: { id: '2' } }] },
    { titulaires: [{ titulaire: { id: '1', titulaire: { id: '2' } } }] },
    [],
  ],
  [
    'dates of a modification of subcontracting, which change their names',
    NEXT,
    { modificationsActesSousTraitance: [{ datePublicationDonneesModificationActeSousTraitance: '2024-01-01' }] },
    { modificationsActesSousTraitance: [{ modificationActeSousTraitance: { datePublicationDonnees: '2024-01-01' } }] },
    [],
  ],
  [
    'codes that said « none », on the way back',
    BACK,
    { techniques: { technique: ['Sans objet'] }, ccag: 'Pas de CCAG' },
    {
      technique: [],
      ccag: null,
      modifications: [],
      actesSousTraitance: [],
      modificationsActesSousTraitance: [],
      idAccordCadre: null,
      origineUE: null,
      origineFrance: null,
    },
    ['migrate.recoded /techniques/technique/0 equivalent', 'migrate.recoded /ccag equivalent', ...FILLED],
  ],
  [
    'a name in a wrapper that goes',
    BACK,
    { titulaires: [{ titulaire: { id: '1' }, note: 'x' }] },
    {
      titulaires: [{ id: '1' }],
      modifications: [],
      actesSousTraitance: [],
      modificationsActesSousTraitance: [],
      idAccordCadre: null,
      origineUE: null,
      origineFrance: null,
    },
    ['migrate.stray /titulaires/0/note lost', ...FILLED],
  ],
  [
    'an apostrophe',
    ['2.0.1', '2.0.2'],
    { ccag: 'Techniques de l’information et de la communication' },
    { ccag: "Techniques de l'information et de la communication" },
    ['migrate.recoded /ccag exact'],
  ],
  [
    'an apostrophe, back',
    ['2.0.2', '2.0.1'],
    { ccag: "Techniques de l'information et de la communication" },
    { ccag: 'Techniques de l’information et de la communication' },
    ['migrate.recoded /ccag exact'],
  ],
  ['what the list says', ['2.0.2', '2.0.3'], { _type: 'Marché' }, {}, ['migrate.redundant /_type equivalent']],
  [
    'a date in a text',
    ['2.0.3', '2.1.0'],
    { dateNotification: '2024-02-29T00:00:00' },
    { dateNotification: '2024-02-29' },
    ['migrate.changed /dateNotification deduced'],
  ],
  [
    'a day that does not exist',
    ['2.0.3', '2.1.0'],
    { dateNotification: '2023-02-29T00:00:00' },
    { dateNotification: '2023-02-29T00:00:00' },
    [],
  ],
  [
    'two dates in a text',
    ['2.0.3', '2.1.0'],
    { dateNotification: '2024-02-28/2024-02-29' },
    { dateNotification: '2024-02-28/2024-02-29' },
    [],
  ],
  ['a blank framework agreement', ['2.0.3', '2.1.0'], { idAccordCadre: '  ' }, {}, ['migrate.dropped /idAccordCadre deduced']],
  [
    'a name in an object that is closed now',
    ['2.0.3', '2.1.0'],
    { acheteur: { id: '1', nom: 'X' } },
    { acheteur: { id: '1' } },
    ['migrate.stray /acheteur/nom lost'],
  ],
  [
    'acts of subcontracting and a modification of one, with a name that the version does not define',
    ['2.0.0', '2.1.0'],
    {
      actesSousTraitance: [{ id: 4, sousTraitant: { id: '1', typeIdentifiant: 'SIRET' }, variationPrix: 'Ferme' }],
      modificationsActesSousTraitance: [
        { id: 4, dateNotificationModificationActeSousTraitance: '2024-05-02', montant: 900, montantSousTraitance: 950 },
      ],
    },
    {
      actesSousTraitance: [
        { acteSousTraitance: { id: 4, sousTraitant: { id: '1', typeIdentifiant: 'SIRET' }, variationPrix: 'Ferme' } },
      ],
      modificationsActesSousTraitance: [
        { modificationActeSousTraitance: { id: 4, dateNotificationModificationSousTraitance: '2024-05-02', montant: 900 } },
      ],
    },
    ['migrate.stray /modificationsActesSousTraitance/0/montantSousTraitance lost'],
  ],
  [
    'the same on the way to a version with open objects, which keeps the name',
    NEXT,
    { modificationsActesSousTraitance: [{ id: 4, montantSousTraitance: 950 }] },
    { modificationsActesSousTraitance: [{ modificationActeSousTraitance: { id: 4, montantSousTraitance: 950 } }] },
    [],
  ],
  [
    'fields and codes of 1.x in a file of 2.0.0',
    NEXT,
    { uid: '123A1', acheteur: { id: '123', nom: 'X' }, nature: 'Accord-cadre', formePrix: 'Révisable', dureeMois: '86' },
    { acheteur: { id: '123', nom: 'X' }, nature: 'Accord-cadre', formePrix: 'Révisable', dureeMois: '86' },
    ['migrate.stray /uid lost'],
  ],
  ['an amount of 0, which nothing makes valid', NEXT, { montant: 0 }, { montant: 0 }, []],
];

const CONCESSIONS: Case[] = [
  [
    'the name of an authority, its place, its kind',
    UP,
    { _type: 'Contrat de concession', autoriteConcedante: { id: '1', nom: 'X' }, lieuExecution: { code: '75' } },
    { autoriteConcedante: { id: '1' } },
    [
      'migrate.redundant /_type equivalent',
      'migrate.dropped /autoriteConcedante/nom lost',
      'migrate.dropped /lieuExecution lost',
    ],
  ],
  [
    'fares, wrapped twice',
    NEXT,
    { donneesExecution: [{ tarifs: [{ tarif: 3 }] }] },
    { donneesExecution: [{ donneesAnnuelles: { tarifs: [{ tarif: { tarif: 3 } }] } }] },
    [],
  ],
  [
    'performance data and a modification, with a name that the version does not define',
    ['2.0.0', '2.1.0'],
    {
      donneesExecution: [{ depensesInvestissement: 5, tarifs: [{ intituleTarif: 'Heure', tarif: 2.5 }] }],
      modifications: [{ id: 3, objetModification: 'Durée', dureeMois: 60 }],
    },
    {
      donneesExecution: [
        { donneesAnnuelles: { depensesInvestissement: 5, tarifs: [{ tarif: { intituleTarif: 'Heure', tarif: 2.5 } }] } },
      ],
      modifications: [{ modification: { id: 3, dureeMois: 60 } }],
    },
    ['migrate.stray /modifications/0/objetModification lost'],
  ],
  [
    'fields of 1.x in a file of 2.0.0',
    NEXT,
    {
      uid: '1A',
      _type: 'Contrat de concession',
      lieuExecution: { code: '75' },
      concessionnaires: [{ denominationSociale: 'X' }],
    },
    { concessionnaires: [{ concessionnaire: { denominationSociale: 'X' } }] },
    ['migrate.stray /uid lost', 'migrate.stray /_type lost', 'migrate.stray /lieuExecution lost'],
  ],
  [
    'a modification without a number',
    NEXT,
    { modifications: [{ dateSignatureModification: '2024-01-01' }] },
    { modifications: [{ modification: { dateSignatureModification: '2024-01-01', id: 1 } }] },
    ['migrate.deduced /modifications/0 deduced'],
  ],
  [
    'an empty list of performance data, on the way to 2.0.1',
    ['2.0.2', '2.0.1'],
    { donneesExecution: [] },
    {},
    ['migrate.absence /donneesExecution exact'],
  ],
  [
    'an empty list of performance data, which the way by 2.0.1 leaves out and 2.0.0 has again',
    ['2.0.2', '2.0.0'],
    { donneesExecution: [], modifications: [] },
    { donneesExecution: [], modifications: [] },
    [],
  ],
];

/** What a step adds to any marché of 1.x, apart from the value at hand. */
const ADDED = { origineUE: null, origineFrance: null };
const SAID_OF_ADDED = ['migrate.filled  equivalent', 'migrate.filled  equivalent'];

async function check(kind: RecordKind, [, [from, to], before, after, told]: Case): Promise<void> {
  const { chain, migrate } = await migratorOf(from, to);
  const result = migrate(kind, before);
  const isAdded = to === '2.0.0' && from === '1.5.0' && kind === 'marche';
  expect(result.record).toEqual({ ...(isAdded && ADDED), ...after });
  const said = result.told.map(({ code, path, level }) => `${code} ${path} ${level}`);
  expect(said).toEqual(isAdded ? withAdded(told) : told);
  const [older, newer] = [chain.from.schema, chain.to.schema] as unknown as [RawSchema, RawSchema];
  expect(lawFaults({ kind, before, after: result.record, findings: saidOf(result) }, older, newer)).toEqual([]);
}

/** The step deduces what it adds in its order, the shares first. */
const withAdded = (told: string[]): string[] => {
  const first = told.indexOf('migrate.deduced  deduced');
  return first < 0 ? [...told, ...SAID_OF_ADDED] : told.toSpliced(first, 0, ...SAID_OF_ADDED);
};

test.each(MARCHES)('of a marché: %s', (...one) => check('marche', one));
test.each(CONCESSIONS)('of a concession: %s', (...one) => check('contrat-concession', one));

test.each([
  ['2.0.1', false, ['migrate.no-source origineUE', 'migrate.no-source origineFrance']],
  ['2.0.2', true, []],
  ['2.1.0', true, []],
] as const)('a valid marché of 2.0.0 with null for shares, codes and lists: %s accepts it, %s', async (to, accepted, judged) => {
  const { marches } = readJsonFile('examples/2.0.0/valid/base-marche.json') as { marches: object[] };
  const given = { ...marches[0], ...NULLS };
  const [{ migrate: unchanged }, { migrate }] = await Promise.all([migratorOf('2.0.0', '2.0.0'), migratorOf('2.0.0', to)]);
  expect(unchanged('marche', given).valid).toBe(true);
  const after = migrate('marche', given);
  expect(after.valid).toBe(accepted);
  const absent = ['idAccordCadre', 'actesSousTraitance', 'modifications', 'modificationsActesSousTraitance', 'origineFrance'];
  const coded = ['ccag', 'considerationsEnvironnementales', 'considerationsSociales', 'modaliteExecution', 'technique'];
  expect(after.told.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(
    [
      ...[...absent, 'origineUE'].map((name) => `migrate.absence /${name}`),
      ...[...coded, 'typeGroupementOperateurs'].map((name) => `migrate.recoded /${name}`),
    ].sort(),
  );
  expect(after.judged.map(({ code, params }) => `${code} ${String(params['property'])}`)).toEqual(judged);
});

/** What 2.0.0 accepts as null or as an empty list. */
const NULLS = {
  ...{ origineUE: null, origineFrance: null, ccag: null, typeGroupementOperateurs: null, idAccordCadre: null },
  ...{ technique: [], modaliteExecution: [], considerationsSociales: [], considerationsEnvironnementales: [] },
  ...{ modifications: [], actesSousTraitance: [], modificationsActesSousTraitance: [] },
};

test('the place of a finding is in the record that was given, however many steps came before', async () => {
  const { migrate } = await migratorOf('2.0.0', '2.1.0');
  const { told } = migrate('marche', {
    titulaires: [{ id: '1', nom: 'X' }],
    modifications: [{ titulaires: [{ id: '2', ville: 'Y' }], dateNotificationModification: 'le 2024-01-01' }],
  });
  expect(told.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    'migrate.changed /modifications/0/dateNotificationModification',
    'migrate.stray /modifications/0/titulaires/0/ville',
    'migrate.stray /titulaires/0/nom',
  ]);
});

test('a finding names what the record given has and what comes out, and nothing of the versions in between', async () => {
  const { migrate } = await migratorOf('1.5.0', '2.1.0');
  const shown = (given: object) =>
    migrate('marche', given).told.map(({ code, path, there, field, params }) => [
      ...[code, path, there, field, params['field']],
      ...[code === 'migrate.deduced' ? params['filled'] : params['value'], params['becomes'] ?? params['value']],
    ]);
  const given = { nature: 'Marché subséquent', formePrix: 'Ferme', titulaires: [{ id: '1' }], modifications: [{}] };
  const [call, firm] = ['/modalitesExecution/modaliteExecution/0', '/typesPrix/typePrix/0'];
  expect(shown(given)).toEqual([
    ['migrate.deduced', '/modifications/0', '/modifications/0/modification/id', 'marche-modification-id', 'id', true, 1],
    ['migrate.recoded', '/nature', '/nature', 'marche-nature', undefined, 'Marché subséquent', 'Marché'],
    ['migrate.moved', '/nature', call, 'marche-nature', 'modaliteExecution', 'Marché subséquent', 'Marchés subséquents'],
    ['migrate.moved-deduced', '/formePrix', firm, 'marche-forme-prix', 'typePrix', 'Ferme', 'Définitif ferme'],
    [
      ...['migrate.deduced', '', '/typeGroupementOperateurs', 'marche-type-groupement-operateurs'],
      ...['typeGroupementOperateurs', true, 'Pas de groupement'],
    ],
  ]);
  // Version 2.1.0 says by its absence what version 2.0.0 says by null.
  expect(shown({ nature: 'Marché' })).toEqual([
    ['migrate.deduced', '', undefined, 'marche-id-accord-cadre', 'idAccordCadre', false, null],
  ]);
});

test.each([[null], [3], ['x']])('of %j, which is no record, no field is said to be absent', async (record) => {
  const { migrate } = await migratorOf('1.5.0', '2.1.0');
  expect(migrate('marche', record).judged.map(({ code }) => code)).toEqual(['schema.type']);
});

test('a rank that another modification has is given to none', async () => {
  const { migrate } = await migratorOf('1.5.0', '2.0.0');
  const { record } = migrate('marche', { modifications: [{ id: 2 }, {}, {}] });
  expect((record as { modifications: unknown[] }).modifications).toEqual([{ id: 2 }, {}, { id: 3 }]);
});

test('a modification is looked at a bounded number of times, however many there are', async () => {
  const { migrate } = await migratorOf('1.5.0', '2.0.0');
  let looks = 0;
  const modifications = Array.from({ length: 200 }, () =>
    Object.defineProperty({}, 'id', { enumerable: true, get: () => void looks++ }),
  );
  migrate('marche', { modifications });
  expect(looks).toBeLessThan(200 * 20);
});

test('a code of a list is looked at a bounded number of times, however many there are', async () => {
  const { migrate } = await migratorOf(...NEXT);
  let looks = 0;
  const modaliteExecution: string[] = ['Bon de commande', 'Marché à tranches'];
  for (let i = 2; i < 200; i++)
    Object.defineProperty(modaliteExecution, i, { enumerable: true, configurable: true, get: () => (looks++, 'Mixte') });
  const { record } = migrate('marche', { modaliteExecution });
  expect(record).toMatchObject({ modalitesExecution: { modaliteExecution: ['Bons de commande', 'Tranches'] } });
  expect(looks).toBeLessThan(200 * 20);
});
