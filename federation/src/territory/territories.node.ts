/** Territories and their collectivités: communes and EPCIs, with their SIRENs, of the Code officiel géographique as `@etalab/decoupage-administratif` gives it. */
import { createRequire } from 'node:module';
import { once } from '../../../src/host/once.ts';

export const KINDS = ['region', 'departement', 'epci', 'commune'] as const;
type TerritoryKind = (typeof KINDS)[number];

/** `code`: its kind and its official code, such as `departement-35`: a région and a département may have one code. */
export type Territory = {
  code: string;
  kind: TerritoryKind;
  name: string;
  /** The territories that it lies in, from the smallest. */
  parents: { code: string; name: string }[];
  /** By name. */
  collectivites: readonly Collectivite[];
};

/** A public body of its own, and so a buyer. `population`: null where it is not known. */
export type Collectivite = { siren: string; name: string; kind: 'commune' | 'epci'; code: string; population: number | null };

type Commune = {
  code: string;
  nom: string;
  type: string;
  departement?: string;
  region?: string;
  siren?: string;
  population?: number;
};
type Epci = {
  code: string;
  nom: string;
  populationMunicipale?: number;
  membres: { code: string; populationMunicipale?: number }[];
};
type Place = { code: string; nom: string; region?: string };

type Cog = {
  territories: ReadonlyMap<string, Territory>;
  bySiren: ReadonlyMap<string, Collectivite>;
  /** Their names without accents and capitals, after a blank, the largest kinds first. */
  names: readonly { name: string; territory: Territory }[];
};

/** The territory of a code; undefined where there is none. */
export const territoryOf = (code: string): Territory | undefined => cog().territories.get(code);

/** The régions, then the départements. */
export const largestTerritories = (): Territory[] =>
  [...cog().territories.values()].filter(({ kind }) => kind === 'region' || kind === 'departement');

/** The name of a collectivité; undefined for any other buyer. */
export const collectiviteOf = (siren: string): Collectivite | undefined => cog().bySiren.get(siren);

/** Territories whose name begins with a text, or one of whose words does, whatever its accents and capitals: the largest kinds first. */
export function findTerritories(text: string, limit: number): Territory[] {
  const wanted = ` ${plain(text)}`;
  if (wanted === ' ') return [];
  const found: Territory[] = [];
  for (const { name, territory } of cog().names)
    if (name.includes(wanted)) {
      found.push(territory);
      if (found.length === limit) break;
    }
  return found;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

const require = createRequire(import.meta.url);
const data = <T>(name: string): T[] => require(`@etalab/decoupage-administratif/data/${name}.json`) as T[];

const ORDER = new Intl.Collator('fr');

/** Read when it is first asked for: it takes a tenth of a second. */
const cog = once((): Cog => {
  const communes = new Map(
    data<Commune>('communes')
      .filter(({ type }) => type === 'commune-actuelle')
      .map((commune) => [commune.code, commune]),
  );
  const bySiren = new Map<string, Collectivite>();
  const inPlace = new Map<string, Collectivite[]>();
  const add = (collectivite: Collectivite, places: readonly string[]): void => {
    bySiren.set(collectivite.siren, collectivite);
    for (const place of places) {
      const others = inPlace.get(place);
      if (others) others.push(collectivite);
      else inPlace.set(place, [collectivite]);
    }
  };
  const epciOf = new Map<string, Epci>();
  const epcis = data<Epci>('epci');
  for (const epci of epcis) for (const { code } of epci.membres) epciOf.set(code, epci);
  for (const { code, nom, siren, population, departement, region } of communes.values()) {
    if (siren === undefined) continue;
    const epci = epciOf.get(code);
    add({ siren, name: nom, kind: 'commune', code, population: population ?? null }, [
      ...[`commune-${code}`, `departement-${departement}`, `region-${region}`],
      ...(epci ? [`epci-${epci.code}`] : []),
    ]);
  }
  const seats = new Map(epcis.map((epci) => [epci.code, seatOf(epci, communes)]));
  for (const { code, nom, populationMunicipale } of epcis) {
    const { departement, region } = seats.get(code) ?? {};
    add({ siren: code, name: nom, kind: 'epci', code, population: populationMunicipale ?? null }, [
      `epci-${code}`,
      ...(departement === undefined ? [] : [`departement-${departement}`]),
      ...(region === undefined ? [] : [`region-${region}`]),
    ]);
  }
  for (const collectivites of inPlace.values())
    collectivites.sort((a, b) => ORDER.compare(a.name, b.name) || (a.siren < b.siren ? -1 : 1));
  const territories = territoriesOf({ communes, epcis, seats, epciOf, inPlace });
  const names = [...territories.values()].map((territory) => ({ name: ` ${plain(territory.name)}`, territory }));
  return { territories, bySiren, names };
});

/** Where an EPCI counts: in the département where most of its inhabitants live. */
function seatOf({ membres }: Epci, communes: ReadonlyMap<string, Commune>): Pick<Commune, 'departement' | 'region'> {
  const inhabitants = new Map<string, number>();
  for (const { code, populationMunicipale = 0 } of membres) {
    const { departement } = communes.get(code) ?? {};
    if (departement !== undefined) inhabitants.set(departement, (inhabitants.get(departement) ?? 0) + populationMunicipale);
  }
  const [most] = [...inhabitants].toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
  const departement = most?.[0];
  const region = membres.map(({ code }) => communes.get(code)).find((one) => one?.departement === departement)?.region;
  return { ...(departement !== undefined && { departement }), ...(region !== undefined && { region }) };
}

function territoriesOf({
  communes,
  epcis,
  seats,
  epciOf,
  inPlace,
}: {
  communes: ReadonlyMap<string, Commune>;
  epcis: readonly Epci[];
  seats: ReadonlyMap<string, Pick<Commune, 'departement' | 'region'>>;
  epciOf: ReadonlyMap<string, Epci>;
  inPlace: ReadonlyMap<string, Collectivite[]>;
}): Map<string, Territory> {
  const regions = new Map(data<Place>('regions').map((one) => [one.code, one]));
  const departements = new Map(data<Place>('departements').map((one) => [one.code, one]));
  const territories = new Map<string, Territory>();
  const parent = (kind: TerritoryKind, place: { code: string; nom: string } | undefined): Territory['parents'] =>
    place ? [{ code: `${kind}-${place.code}`, name: place.nom }] : [];
  const above = ({ departement, region }: Pick<Commune, 'departement' | 'region'>): Territory['parents'] => [
    ...parent('departement', departements.get(departement ?? '')),
    ...parent('region', regions.get(region ?? '')),
  ];
  const add = (kind: TerritoryKind, { code, nom }: { code: string; nom: string }, parents: Territory['parents']): void => {
    const full = `${kind}-${code}`;
    territories.set(full, { code: full, kind, name: nom, parents, collectivites: inPlace.get(full) ?? [] });
  };
  for (const region of regions.values()) add('region', region, []);
  for (const departement of departements.values())
    add('departement', departement, parent('region', regions.get(departement.region ?? '')));
  for (const epci of epcis) add('epci', epci, above(seats.get(epci.code) ?? {}));
  for (const commune of communes.values())
    add('commune', commune, [...parent('epci', epciOf.get(commune.code)), ...above(commune)]);
  return territories;
}
