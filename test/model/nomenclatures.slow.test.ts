import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { cogEdition, nomenclatures } from '../../src/model/nomenclature.ts';
import type { CogSource } from '../../src/model/nomenclature.ts';
import { installedCog, installedCountries } from '../../src/governance/nomenclature-sources.node.ts';

type Row = Record<string, string>;

const folder = new URL('../../schema/nomenclatures/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const rowsOf = (csv: string): Row[] => parse<Row>(csv, { columns: true });
const rows = (name: string): Row[] => rowsOf(text(name));
const made = nomenclatures(installedCog(), installedCountries());
const lists = readdirSync(folder).filter((name) => name.endsWith('.csv'));

describe('the nomenclatures', () => {
  it.each([...made])('%s is what the installed packages give (else run: npm run nomenclatures)', (name, expected) => {
    // Compared as a boolean: the difference of two texts of a megabyte helps nobody.
    expect(text(name) === expected).toBe(true);
  });

  it('hold no list besides those and the CPV, so that no edition is left behind', () => {
    expect(lists.sort()).toEqual(['cpv-2008.csv', ...made.keys()].sort());
  });

  it.each([
    ['cpv-2008.csv', 'code', 9454],
    ['cog-2026-communes.csv', 'code', 39254],
    ['cog-2026-departements.csv', 'code', 109],
    ['cog-2026-regions.csv', 'code', 26],
    ['cog-2026-arrondissements.csv', 'code', 333],
    ['pays-iso-3166.csv', 'alpha2', 250],
  ])('%s gives each %s once, in order: %i codes', (name, key, count) => {
    const codes = rows(name).map((row) => row[key] ?? '');
    expect(codes).toHaveLength(count);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it.each(lists)('%s names every code, without spaces around nor a typographic apostrophe', (name) => {
    const bad = rows(name).filter(
      ({ libelle = '' }) => libelle === '' || libelle !== libelle.trim() || libelle.includes('\u2019'),
    );
    expect(bad).toEqual([]);
  });

  it.each([
    ['cpv-2008.csv', { code: '45000000-7', libelle: 'Travaux de construction' }],
    ['cog-2026-communes.csv', { code: '35238', libelle: 'Rennes', type: 'commune-actuelle', departement: '35' }],
    ['cog-2026-communes.csv', { code: '75101', type: 'arrondissement-municipal', commune: '75056' }],
    ['cog-2026-communes.csv', { code: '01018', type: 'ancien-code', commune: '01033' }],
    ['cog-2026-communes.csv', { code: '97801', libelle: 'Saint-Martin', departement: '978' }],
    ['cog-2026-departements.csv', { code: '2A', libelle: 'Corse-du-Sud', region: '94' }],
    ['cog-2026-departements.csv', { code: '988', libelle: 'Nouvelle-Calédonie', zone: 'com' }],
    ['cog-2026-regions.csv', { code: '53', libelle: 'Bretagne' }],
    ['cog-2026-arrondissements.csv', { code: '353', libelle: 'Rennes', departement: '35' }],
    ['pays-iso-3166.csv', { alpha2: 'FR', alpha3: 'FRA', numeric: '250', libelle: 'France', label_en: 'France' }],
  ])('%s knows %o', (name, row) => {
    expect(rows(name)).toContainEqual(expect.objectContaining(row));
  });

  it('let each part or former code of a commune lead to a commune of today, in a département that is listed', () => {
    const communes = rows('cog-2026-communes.csv');
    const today = new Set(communes.filter(({ type }) => type === 'commune-actuelle').map(({ code }) => code));
    const departements = new Set(rows('cog-2026-departements.csv').map(({ code }) => code));
    expect(communes.filter(({ departement }) => !departements.has(departement))).toEqual([]);
    expect(communes.filter(({ type, commune }) => type !== 'commune-actuelle' && !today.has(commune))).toEqual([]);
  });
});

describe('the key of a CPV code', () => {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7];
  const sum = (code: string): number => weights.reduce((total, weight, at) => total + weight * Number(code[at]), 0) % 10;

  it('follows the weights 3-7-1 in 8,922 codes; 532 codes were published with another key, so it is looked up', () => {
    const codes = rows('cpv-2008.csv').map(({ code = '' }) => code);
    expect(codes.filter((code) => !/^\d{8}-\d$/.test(code))).toEqual([]);
    const others = codes.filter((code) => sum(code) !== Number(code[9]));
    expect(others).toHaveLength(532);
    expect(others[0]).toBe('03300000-2');
  });
});

describe('making the lists', () => {
  const empty: CogSource = { edition: '2031', communes: [], departements: [], regions: [], arrondissements: [] };
  const communes = (list: CogSource['communes']): Row[] =>
    rowsOf(nomenclatures({ ...empty, communes: list }, { codes: [], fr: {}, en: {} }).get('cog-2031-communes.csv') ?? '');

  it('prefers the commune of today to the delegated commune that has the same code', () => {
    const place = { code: '99001', departement: '99' };
    const delegated = { ...place, nom: 'Vieux-Bourg', type: 'commune-deleguee', chefLieu: '99001' };
    const current = { ...place, nom: 'Bourg-Neuf', type: 'commune-actuelle' };
    expect(communes([delegated, current])).toEqual([
      { code: '99001', libelle: 'Bourg-Neuf', type: 'commune-actuelle', commune: '', departement: '99' },
    ]);
  });

  it('quotes a name that holds a comma or a quotation mark', () => {
    const name = 'Bourg "le Vieux", Île';
    const [row] = communes([{ code: '99002', nom: name, type: 'commune-actuelle', departement: '99' }]);
    expect(row?.['libelle']).toBe(name);
  });

  it('reads the edition in the README of the package, and does not guess one', () => {
    expect(cogEdition('| Année | Version |\n|---|---|\n| 2031  | 9.0.0  |', '9.0.0')).toBe('2031');
    expect(() => cogEdition('| 2031 | 9.0.0 |', '9.0.1')).toThrow('9.0.1');
  });

  it('says which country has no name', () => {
    expect(() => nomenclatures(empty, { codes: [['QQ', 'QQQ', '999']], fr: {}, en: {} })).toThrow('QQ');
  });
});
