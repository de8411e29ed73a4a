/** Silent changes of a migration, planted in what came out of one: the law of migrations catches each. */
import { expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { migratorOf, saidOf } from '../support/migrated.ts';
import { type LawFinding, lawFaults, type Migrated, type RawSchema } from '../support/migration-law.ts';
import { holderOf, takeOut } from '../support/planted.ts';

type Way = readonly [from: string, to: string];
type Fields = Record<string, unknown>;
type Result = Migrated & { after: Fields; findings: LawFinding[] };
type Plant = [name: string, way: Way, plant: (result: Result) => void, fault: RegExp];

const UP: Way = ['1.3.0', '2.1.0'];
const NEXT: Way = ['2.0.0', '2.1.0'];
const BACK: Way = ['2.1.0', '2.0.0'];
const MIXED: Way = ['1.5.0', '2.0.0'];

/** A contract with what these ways change. */
const GIVEN: Record<string, Fields> = {
  '1.3.0': {
    id: '2018001',
    uid: '210000000000012018001',
    _type: 'Marché',
    acheteur: { id: '21000000000001', nom: 'Ville de Trifouilly' },
    nature: 'Accord-cadre',
    procedure: 'Marché négocié sans publicité ni mise en concurrence préalable',
    formePrix: 'Ferme',
    objet: ' Fournitures  ',
    codeCPV: '30000000-9',
    dureeMois: 12,
    montant: 1234.5,
    ville: 'Trifouilly',
    lot: '',
    dateNotification: '2018-03-01',
    datePublicationDonnees: '2018-03-05',
    modifications: [],
    lieuExecution: { code: '75056', typeCode: 'Code commune', nom: 'Paris' },
    titulaires: [
      { id: '11111111111111', typeIdentifiant: 'SIRET', denominationSociale: 'Untel' },
      { id: 'FR22222222222', typeIdentifiant: 'TVA', denominationSociale: 'Unetelle' },
    ],
  },
  // With a list that only the next version has, where what was the form of the price goes.
  '1.5.0': { id: '2018001', formePrix: 'Ferme', typePrix: [] },
  '2.0.0': {
    id: '2024-1',
    nature: 'Marché',
    ccag: null,
    idAccordCadre: null,
    technique: [],
    modifications: [],
    modaliteExecution: ['Marché à tranches', 'Bon de commande'],
    marcheInnovant: false,
    offresRecues: 0,
    origineUE: 0.5,
    titulaires: [{ typeIdentifiant: 'UE', id: 'BE0123456789' }],
    actesSousTraitance: [
      { id: 1, montant: 10 },
      { id: 2, montant: 20 },
    ],
  },
  '2.1.0': {
    id: '2024-1',
    ccag: 'Pas de CCAG',
    origineUE: 0.5,
    origineFrance: 0.5,
    marcheInnovant: true,
    techniques: { technique: ['Sans objet'] },
    modalitesExecution: { modaliteExecution: ['Tranches', 'Bons de commande'] },
    titulaires: [{ titulaire: { id: '11111111111111', typeIdentifiant: 'SIRET' } }],
  },
};

async function migratedFor([from, to]: Way): Promise<{ result: Result; law: (result: Result) => string[] }> {
  const { chain, migrate } = await migratorOf(from, to);
  const before = structuredClone(GIVEN[from] ?? {});
  const migrated = migrate('marche', before);
  const result = {
    kind: 'marche' as const,
    before,
    after: structuredClone(migrated.record) as Fields,
    findings: saidOf(migrated),
  };
  const [older, newer] = [chain.from.schema, chain.to.schema] as unknown as [RawSchema, RawSchema];
  return { result, law: (planted) => lawFaults(planted, older, newer) };
}

// What is planted in the record that came out.

const set =
  (pointer: string, value: unknown) =>
  ({ after }: Result): void =>
    void Reflect.set(...holderOf(after, pointer), value);

const remove =
  (pointer: string) =>
  ({ after }: Result): void =>
    takeOut(...holderOf(after, pointer));

const swap =
  (one: string, other: string) =>
  (result: Result): void => {
    const values = [one, other].map((pointer) => valueAt(result.after, pointer));
    set(one, values[1])(result);
    set(other, values[0])(result);
  };

// What is planted in the findings.

const unsaid =
  (code: string, path: string) =>
  (result: Result): void => {
    const kept = result.findings.filter((one) => one.code !== code || one.path !== path);
    expect(kept.length).toBeLessThan(result.findings.length);
    result.findings = kept;
  };

/** The first finding of a code says something else. */
const said =
  (code: string, otherwise: Partial<LawFinding> | ((one: LawFinding) => Partial<LawFinding>)) =>
  (result: Result): void => {
    const at = result.findings.findIndex((one) => one.code === code);
    const one = result.findings[at] ?? expect.fail(`nothing says ${code}`);
    result.findings = result.findings.with(at, { ...one, ...(typeof otherwise === 'function' ? otherwise(one) : otherwise) });
  };

const PLANTS: Plant[] = [
  // The silent changes that real data showed.
  [
    'a nature that is rewritten, of which only another field is named',
    UP,
    unsaid('migrate.recoded', '/nature'),
    /invented: \/nature/,
  ],
  ['a procedure of another name', UP, unsaid('migrate.recoded', '/procedure'), /lost: \/procedure/],
  ['an empty list that is left out', UP, unsaid('migrate.absence', '/modifications'), /lost: \/modifications \[\]/],
  ['an empty list in which something is that nobody said', MIXED, set('/typePrix/1', 'x'), /invented: \/typePrix\/1/],
  ['an empty list that becomes a text', MIXED, set('/typePrix', 'x'), /lost: \/typePrix \[\]/],
  [
    'a deduction that is given for an information',
    UP,
    said('migrate.moved-deduced', { severity: 'info' }),
    /level deduced, info/,
  ],
  // Values.
  ['a value that is left out', UP, remove('/codeCPV'), /lost: \/codeCPV/],
  ['a text without its blanks', UP, set('/objet', 'Fournitures'), /lost: \/objet/],
  ['an amount that is rounded', UP, set('/montant', 1235), /invented: \/montant 1235/],
  ['a number that becomes a text', UP, set('/dureeMois', '12'), /lost: \/dureeMois 12/],
  ['a zero that becomes nothing', NEXT, set('/offresRecues', null), /lost: \/offresRecues 0/],
  ['a no that becomes a yes', NEXT, set('/marcheInnovant', true), /lost: \/marcheInnovant/],
  ['two dates that change places', UP, swap('/dateNotification', '/datePublicationDonnees'), /lost: \/dateNotification/],
  ['a value that is written twice', UP, set('/ccag', '2018001'), /invented: \/ccag/],
  ['a value that is put where nobody asked', UP, set('/marcheInnovant', false), /invented: \/marcheInnovant/],
  ['a null that comes from nowhere', UP, set('/origineUE', null), /invented: \/origineUE/],
  ['an object that comes from nowhere', UP, set('/note', {}), /invented: \/note/],
  [
    'a value of one contractor that goes to the other',
    UP,
    swap('/titulaires/0/titulaire/id', '/titulaires/1/titulaire/id'),
    /lost: \/titulaires\/0\/id/,
  ],
  // Lists.
  ['two contractors in another order', UP, swap('/titulaires/0', '/titulaires/1'), /lost: \/titulaires\/0/],
  ['a contractor who is left out', UP, remove('/titulaires/1'), /lost: \/titulaires\/1\/id/],
  ['an act of subcontracting that is left out', NEXT, remove('/actesSousTraitance/0'), /lost: \/actesSousTraitance\/0/],
  ['codes in another order', BACK, swap('/modaliteExecution/0', '/modaliteExecution/1'), /untrue: migrate.recoded/],
  ['a code more', NEXT, set('/modalitesExecution/modaliteExecution/2', 'Sans objet'), /invented: .*Sans objet/],
  ['empty values that come from nowhere', BACK, unsaid('migrate.filled', ''), /invented: \/(modifications|actes)/],
  // Names that no version defines.
  ['an unknown name that is left out', UP, unsaid('migrate.stray', '/ville'), /lost: \/ville/],
  ['an unknown name with an empty text that is left out', UP, unsaid('migrate.stray', '/lot'), /lost: \/lot ""/],
  ['a name that is left out', UP, unsaid('migrate.dropped', '/acheteur/nom'), /lost: \/acheteur\/nom/],
  // Findings that say what is not so.
  ['a finding of another value', UP, said('migrate.dropped', { params: { value: 'x' } }), /untrue: migrate.dropped/],
  [
    'a finding of another result',
    UP,
    said('migrate.recoded', ({ params }) => ({ params: { ...params, becomes: 'x' } })),
    /untrue: migrate.recoded/,
  ],
  ['a finding of another place', UP, said('migrate.moved-deduced', { there: '/formePrix' }), /nothing there/],
  ['a finding of a name that there is not', UP, said('migrate.absence', { path: '/modification' }), /untrue: migrate.absence/],
  [
    'a number that is said to be rounded where there is none',
    UP,
    said('migrate.dropped', { code: 'migrate.rounded-number', path: '/nowhere' }),
    /untrue: migrate.rounded-number/,
  ],
  ['a finding without a level', UP, said('migrate.stray', { level: undefined }), /level undefined/],
  [
    'a loss that is given for the same information',
    UP,
    said('migrate.dropped', { level: 'equivalent' }),
    /level equivalent, warning/,
  ],
  ['a deduction that is not said', NEXT, unsaid('migrate.changed', '/titulaires/0/typeIdentifiant'), /invented: .*TVA/],
  ['a code of an empty field that is not said', NEXT, unsaid('migrate.recoded', '/ccag'), /lost: \/ccag null/],
];

test.each([UP, NEXT, BACK, MIXED])('%s → %s: the law is kept where nothing is planted', async (...way) => {
  const { result, law } = await migratedFor(way);
  expect(law(result)).toEqual([]);
});

test.each(PLANTS)('%s is caught (%j)', async (_, way, plant, fault) => {
  const { result, law } = await migratedFor(way);
  plant(result);
  expect(law(result).join('\n')).toMatch(fault);
});
