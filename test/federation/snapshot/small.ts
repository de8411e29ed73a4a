/** A small federation with one of everything that a snapshot tells apart. All of it is invented. */
import { type Contract, exampleRecords, published, type Rec, type World } from './world.ts';

const [marche] = exampleRecords('2.1.0', (name) => name === 'marche-complet') as [Rec];
const changed = (rec: Rec, key: string | null, change: Record<string, unknown>, findings?: Rec['findings']): Rec => ({
  ...rec,
  key,
  value: { ...rec.value, ...change },
  ...(findings && { findings }),
});

const older = changed(marche, 'uni', { modifications: modified(1, '2025-01-18') });
const newer = changed(marche, 'uni', { modifications: modified(2, '2025-02-20') });
const brokenOne = changed(marche, 'refus', { id: '2024-005' });
const brokenTwo = changed(marche, 'refus', { id: '2024-005', datePublicationDonnees: '2024-09-21' });
const gone = changed(marche, 'parti', { id: '2024-006' });
const wrong = changed(marche, 'faux', { montant: 'beaucoup' }, [
  { code: 'schema.type', severity: 'error', field: '/montant', count: 1 },
  { code: 'qualite.objet', severity: 'warning', field: '/objet', count: 2 },
]);
const keyless = changed(marche, null, { titulaires: [] });

function modified(id: number, day: string) {
  return [
    {
      modification: {
        ...{ id, dateNotificationModification: day, datePublicationDonneesModification: day, montant: 371900.4 },
      },
    },
  ];
}

const concessions = exampleRecords('2.0.3');
const old = [...exampleRecords('1.5.0'), ...exampleRecords('2.0.0'), ...exampleRecords('2.0.1'), ...exampleRecords('1.3.0')];

/** Contracts of `SMALL` by what they are there for. */
export const UNITED: Contract = {
  ...{ key: 'uni', record: newer, united: [older] },
  body: { ...newer.value, modifications: [...modified(1, '2025-01-18'), ...modified(2, '2025-02-20')] },
  conflicts: [{ list: 'actesSousTraitance', id: 1, record: older }],
};
export const REFUSED: Contract = {
  ...{ key: 'refus', record: brokenTwo, united: [brokenOne] },
  // A modification twice breaks the schema, though neither record does.
  body: { ...brokenTwo.value, modifications: [...modified(1, '2025-01-18'), ...modified(1, '2025-01-18')] },
};
export const GONE: Contract = { key: 'parti', record: gone, withdrawn: true };
export const PLAIN: readonly Contract[] = published([...concessions, ...old]);

/** What is published and gives no contract. */
export const WRONG = wrong;

export const SMALL: World = {
  resources: [
    {
      ...{ source: 'plateforme', name: 'c2', updates: 'replaced' },
      versions: [
        { state: 'accepted', records: [gone, older] },
        { state: 'accepted', records: [older, wrong, keyless, brokenOne, wrong] },
        { state: 'held', reason: { lost: 4, keys: 5, share: 0.8 }, records: [older] },
      ],
    },
    {
      ...{ source: 'commune', name: 'a1', updates: 'added' },
      versions: [
        { state: 'accepted', records: [newer, ...concessions] },
        {
          state: 'accepted',
          records: [...old, brokenTwo, older],
          around: [{ code: 'input.not-json', severity: 'error', field: '', count: 3, line: 12 }],
        },
        { state: 'unreadable', reason: { code: 'input.empty' }, records: [] },
        { state: 'fetched', records: [] },
      ],
    },
  ],
  contracts: [UNITED, REFUSED, GONE, ...PLAIN],
};
