import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { typeDeclarations } from '../../src/generate/typescript.ts';
import { isJsonExample } from '../support/examples.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { typesText } from '../../src/generate/type-files.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { compileErrors } from '../support/compiler.ts';
import { GOLDEN, ROOT, VERSIONS } from '../support/engine.ts';
import { EXAMPLES } from '../support/unfolded.ts';
import { goldenModel } from '../support/golden-model.ts';

const made = new Map<string, Promise<string>>();
const typesOf = (version: string): Promise<string> => {
  const text = made.get(version) ?? loadVersion(version).then(({ model }) => typesText(model));
  made.set(version, text);
  return text;
};

/** A file that says of a JSON text that it is a file of the standard. */
const claim = (json: string): string =>
  `import type { FichierDecp } from './types.js';\nexport const fichier: FichierDecp = ${json};\n`;

const claimPath = (version: string, path: string): string => `${version}/${path.replace('/', '--')}.ts`;

const filesOf = async (version: string, claims: ReadonlyMap<string, string>): Promise<Map<string, string>> =>
  new Map([
    [`${version}/types.d.ts`, await typesOf(version)],
    ...[...claims].map(([name, json]) => [claimPath(version, name), claim(json)] as const),
  ]);

const examples = async (version: string, folder: string): Promise<[name: string, text: string][]> =>
  [...(await readTree(`${EXAMPLES}${version}`, (path) => path.endsWith('.json')))].filter(
    ([path]) => isJsonExample(path) && path.startsWith(`${folder}/`),
  );

const typeNames = (text: string): string[] =>
  [...text.matchAll(/^export (?:interface|type) (\S+)/gm)].map(([, name]) => name ?? '');

test('the types of all versions compile under --strict and accept every valid example', async () => {
  const files = await Promise.all(
    VERSIONS.map(async (version) => {
      const valid = new Map(await examples(version, 'valid'));
      expect(valid.size, version).toBeGreaterThan(0);
      return [...(await filesOf(version, valid))];
    }),
  );
  expect(await compileErrors(new Map(files.flat()))).toEqual(new Map());
});

describe.each(VERSIONS)('the types of %s', (version) => {
  test('bear the names of the standard, none of them numbered, and no line is longer than 140 characters', async () => {
    const text = await typesOf(version);
    const names = typeNames(text);
    for (const name of ['FichierDecp', 'Marche', 'ContratConcession', 'Acheteur', 'Titulaire', 'Modification', 'Tarif'])
      expect(names).toContain(name);
    for (const name of ['DonneesAnnuelles', 'NatureMarche', 'TypeIdentifiant']) expect(names).toContain(name);
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(text.split('\n').filter((line) => line.length > 140)).toEqual([]);
  });

  test('say of each field what the model says: title, description, unit, source, bounds', async () => {
    const { model } = await loadVersion(version);
    const text = flowing(await typesOf(version));
    const montant = model.fields['marche-montant'];
    expect(text).toContain(
      `${montant?.title.fr}. ${montant?.description.fr} Unité : ${montant?.unit?.fr}. Source : ${montant?.source.fr}.`,
    );
    expect(text).toContain('@pattern ^[0-9]{14}$');
    expect(text).toMatch(/@type integer @minimum 1 \S* ?dureeMois: number/);
  });

  test('are what the build left', async () => {
    expect(readFileSync(`${ROOT}dist/types/${version}.d.ts`, 'utf8')).toBe(await typesOf(version));
  });
});

/** The text of comments without their frame, on one line. */
const flowing = (text: string): string => text.replaceAll(/\s*\/?\*+\/?\s+/g, ' ').replaceAll(/\s+/g, ' ');

test('the types are those that people read here', async () => {
  await expect(await typesText(goldenModel)).toMatchFileSnapshot('../golden/generate/types/decp.d.ts.txt');
});

/** What the schema refuses and TypeScript can refuse too. An integer is any number there. */
const SEEN = /^invalid\/schema\.(required|enum|type|additionalProperties)--/;
const UNSEEN = /^invalid\/schema\.(pattern|minimum|maximum|minLength|maxLength|minItems|uniqueItems)--/;

/** Whether the findings of an example all stand at numbers with decimals: refused where an integer is expected. */
const isDecimal = (text: string, findings: string): boolean =>
  (JSON.parse(findings) as { findings: { path: string }[] }).findings.every(({ path }) => {
    const value = valueAt(JSON.parse(text), path);
    return typeof value === 'number' && !Number.isInteger(value);
  });

test('what an invalid example breaks is an error of types, where TypeScript can say it', async () => {
  const findings = await readTree(`${EXAMPLES}${GOLDEN}`, (path) => path.endsWith('.findings.json'));
  const invalid = await examples(GOLDEN, 'invalid');
  const seen = invalid.filter(
    ([path, text]) => SEEN.test(path) && !isDecimal(text, findings.get(path.replace(/\.json$/, '.findings.json')) ?? ''),
  );
  const unseen = invalid.filter(([path]) => UNSEEN.test(path));
  expect(Math.min(seen.length, unseen.length)).toBeGreaterThan(20);
  const errors = await compileErrors(await filesOf(GOLDEN, new Map([...seen, ...unseen])));
  const refused = (path: string) => errors.has(claimPath(GOLDEN, path));
  expect(seen.map(([path]) => path).filter((path) => !refused(path))).toEqual([]);
  expect(unseen.map(([path]) => path).filter(refused)).toEqual([]);
});

/** Each line after `@ts-expect-error` must be an error, and no other line may be one. */
const WRONG = `
import type {
  Acheteur, Ccag, ContratConcession, DonneesAnnuelles, FichierDecp, Marche, Marches, Modification, ModificationConcession,
  NatureMarche, Tarif, Titulaire, TypeIdentifiant,
} from './types.js';
declare const marche: Marche;
declare const concession: ContratConcession;
export const acheteur: Acheteur = { id: '13002526500013' };
// @ts-expect-error: the name of the buyer is not in the standard since 2.0.0
export const named: Acheteur = { id: '13002526500013', nom: 'Ville' };
// @ts-expect-error: a SIRET is text
export const number: Acheteur = { id: 13002526500013 };
// @ts-expect-error: an identifier without its type
export const titulaire: Titulaire = { id: '13002526500013' };
// @ts-expect-error: a code that the list does not have
export const code: TypeIdentifiant = 'UE';
export const nature: NatureMarche = 'Marché de partenariat';
// @ts-expect-error: the typographic apostrophe is another code
export const ccag: Ccag = 'Pas de CCAG’';
// @ts-expect-error: since 2.0.1 each titulaire stands in an envelope
export const flat: Marche = { ...marche, titulaires: [{ typeIdentifiant: 'SIRET', id: '13002526500013' }] };
export const wrapped: Marche = { ...marche, titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: '13002526500013' } }] };
// @ts-expect-error: an amount is a number
export const amount: Marche = { ...marche, montant: '12.5' };
// @ts-expect-error: a date of JavaScript is no date of JSON
export const date: Marche = { ...marche, dateNotification: new Date() };
// @ts-expect-error: absent is left out, and not null
export const nothing: Marche = { ...marche, origineUE: null };
// @ts-expect-error: the field of 1.x
export const uid: Marche = { ...marche, uid: '1' };
// @ts-expect-error: a concession is no marché
export const other: Marche = concession;
export const marches: Marches = { marche: [marche], 'contrat-concession': [concession] };
export const one: Marches = { 'contrat-concession': [concession] };
// @ts-expect-error: one list at least
export const none: Marches = {};
// @ts-expect-error: the list of 1.x
export const old: FichierDecp = { marches: [marche] };
// @ts-expect-error: a version is text
export const label: FichierDecp = { version: 2.1, marches };
// @ts-expect-error: a year of data has its tariffs
export const year: DonneesAnnuelles = { datePublicationDonneesExecution: '2024-01-31', depensesInvestissement: 0 };
export const tarif: Tarif = { intituleTarif: 'Abonnement', tarif: 12.5 };
declare const modification: Modification;
// @ts-expect-error: those of a concession have other dates
export const changed: ModificationConcession = modification;
`;

test('types of a version of our own refuse what is wrong and accept what stands beside it', async () => {
  expect(await compileErrors(new Map([...(await filesOf(GOLDEN, new Map())), [`${GOLDEN}/wrong.ts`, WRONG]]))).toEqual(new Map());
});

const OLD = `
import type { FichierDecp, Marche, ContratConcession, Titulaire } from './types.js';
declare const marche: Marche;
declare const concession: ContratConcession;
declare const titulaire: Titulaire;
export const both: FichierDecp = { marches: [marche, concession] };
// @ts-expect-error: in a flat list there is either kind of record, and nothing else
export const neither: FichierDecp = { marches: [{}] };
export const open: Marche = { ...marche, champLibre: 1 };
export const rest: Marche = { ...marche, titulaires: [titulaire, 'anything', 1] };
export const no: Marche = { ...marche, modifications: [] };
// @ts-expect-error: one titulaire at least, since the schema looks at the first
export const empty: Marche = { ...marche, titulaires: [] };
// @ts-expect-error: the first is looked at
export const first: Marche = { ...marche, titulaires: ['anything'] };
`;

test.each(['1.3.0', '1.4.0'])(
  'types of %s: open objects, one list for both kinds, lists of which only the first element counts',
  async (version) => {
    expect(await compileErrors(new Map([...(await filesOf(version, new Map())), [`${version}/old.ts`, OLD]]))).toEqual(new Map());
  },
);

const NULLABLE = `
import type { Marche } from './types.js';
declare const marche: Marche;
export const nothing: Marche = { ...marche, ccag: null, idAccordCadre: null, origineUE: null };
// @ts-expect-error: this one is not nullable
export const never: Marche = { ...marche, nature: null };
// @ts-expect-error: marchés are closed in 2.0.0
export const closed: Marche = { ...marche, champLibre: 1 };
`;

test('types of 2.0.0: what may be null says so', async () => {
  expect(await compileErrors(new Map([...(await filesOf('2.0.0', new Map())), ['2.0.0/nullable.ts', NULLABLE]]))).toEqual(
    new Map(),
  );
});

test('a comment cannot be ended by what the schema says', async () => {
  const model = structuredClone((await loadVersion(GOLDEN)).model);
  const siret = model.schema.$defs?.['common']?.$defs?.['siret'];
  if (siret) siret.pattern = '^[0-9]*/[0-9]$';
  const text = await typesText(model);
  expect(text).toContain('@pattern ^[0-9]*\\/[0-9]$');
  expect(await compileErrors(new Map([['types.d.ts', text]]))).toEqual(new Map());
});

test('of two parts of one name that differ within a kind of record, the second has the name of what is around it', async () => {
  const model = structuredClone((await loadVersion(GOLDEN)).model);
  const marche = model.schema.$defs?.['marche'];
  const place = { type: 'object', properties: { lieuExecution: { type: 'object', properties: { pays: { type: 'string' } } } } };
  if (marche?.properties) marche.properties['autreLieu'] = place;
  const names = typeDeclarations(model).map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('LieuExecution'))).toEqual(['LieuExecution', 'AutreLieuLieuExecution']);
});
