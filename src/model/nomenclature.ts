/** The external lists of `schema/nomenclatures/` as CSV texts, made from what the packages of the COG and of ISO 3166 hold. */
import { csvCell } from '../../packages/base/src/csv.ts';
import { byCodeUnits } from '../../packages/base/src/lists.ts';

type Place = { code: string; nom: string };
type Commune = Place & { type: string; departement: string; chefLieu?: string; commune?: string; anciensCodes?: string[] };
type Department = Place & { region: string; zone: string };
type Region = Place & { zone: string };
type District = Place & { departement: string };

/** The Code officiel géographique of one year (`edition`, four digits). */
export type CogSource = {
  edition: string;
  communes: readonly Commune[];
  departements: readonly Department[];
  regions: readonly Region[];
  arrondissements: readonly District[];
};

/** Country names by alpha-2 code; where a country has several names the first is the official one. */
type CountryNames = Readonly<Record<string, string | readonly string[]>>;

/** `codes`: alpha-2, alpha-3, numeric (three digits), then what else the package says. */
export type CountrySource = { codes: readonly (readonly string[])[]; fr: CountryNames; en: CountryNames };

type Row = readonly string[];

/** File name → CSV text, for every list that a package can give. Rows are in the order of their codes, one row a code. */
export function nomenclatures(cog: CogSource, countries: CountrySource): Map<string, string> {
  const { edition } = cog;
  return new Map([
    [`cog-${edition}-communes.csv`, csv('code,libelle,type,commune,departement', communeRows(cog.communes))],
    [`cog-${edition}-departements.csv`, csv('code,libelle,zone,region', cog.departements.map(departmentRow))],
    [`cog-${edition}-regions.csv`, csv('code,libelle,zone', cog.regions.map(regionRow))],
    [`cog-${edition}-arrondissements.csv`, csv('code,libelle,departement', cog.arrondissements.map(districtRow))],
    ['pays-iso-3166.csv', csv('alpha2,alpha3,numeric,libelle,label_en', countryRows(countries))],
  ]);
}

/**
 * The year that the package's README gives for `version`: the data files carry no year themselves.
 * Throws when the table has no line for that version, since a wrong year in a file name would be believed.
 */
export function cogEdition(readme: string, version: string): string {
  for (const [, year, release] of readme.matchAll(/^\|\s*(\d{4})\s*\|\s*([\d.]+)\s*\|/gm)) {
    if (year !== undefined && release === version) return year;
  }
  throw new Error(`The README of the COG package names no year for its version ${version}: give the edition by hand.`);
}

/**
 * One row a code. A commune of today goes before a delegated commune of the same code (the seat of a merged commune keeps
 * its code), and both before a code that is no longer in use, which stands under the name of the commune that took it over.
 */
function communeRows(communes: readonly Commune[]): Row[] {
  const current = communes.filter(({ type }) => type === 'commune-actuelle');
  const within = communes.filter(({ type }) => type !== 'commune-actuelle');
  const former = current.flatMap((heir) => (heir.anciensCodes ?? []).map((code) => formerRow(code, heir)));
  const rows = new Map<string, Row>();
  for (const row of [...current.map(communeRow), ...within.map(communeRow), ...former]) {
    const [code = ''] = row;
    if (!rows.has(code)) rows.set(code, row);
  }
  return [...rows.values()];
}

const communeRow = (c: Commune): Row => [c.code, c.nom, c.type, c.chefLieu ?? c.commune ?? '', c.departement];
const formerRow = (code: string, heir: Commune): Row => [code, heir.nom, 'ancien-code', heir.code, heir.departement];
const departmentRow = (d: Department): Row => [d.code, d.nom, d.zone, d.region];
const regionRow = (r: Region): Row => [r.code, r.nom, r.zone];
const districtRow = (a: District): Row => [a.code, a.nom, a.departement];

function countryRows({ codes, fr, en }: CountrySource): Row[] {
  return codes.map(([alpha2 = '', alpha3 = '', numeric = '']) => {
    return [alpha2, alpha3, numeric, officialName(fr, alpha2), officialName(en, alpha2)];
  });
}

function officialName(names: CountryNames, alpha2: string): string {
  const name = [names[alpha2] ?? []].flat()[0];
  if (name === undefined) throw new Error(`The country package has no name for ${alpha2}.`);
  return name;
}

function csv(header: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => row.map(csvCell).join(','));
  return [header, ...lines.sort(byCodeUnits), ''].join('\n');
}
