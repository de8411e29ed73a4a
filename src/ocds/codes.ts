/** The code tables of the mapping, in both directions. What a table gives back is compared with what there was: the difference goes to the extension. */
import type { RecordKind } from '../model/kinds.ts';
import type { Codes, Mapping } from './mapping.ts';

const own = (table: Record<string, string>, code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;

const codeFor = (table: Record<string, string>, value: string): string | undefined =>
  Object.keys(table).find((code) => table[code] === value);

const VAT = '-VAT';

/** The scheme of an identifier of an organisation; undefined for a type that the table does not have, or a VAT number without a country. */
export function schemeOf(codes: Codes, type: string | undefined, id: string): string | undefined {
  const scheme = own(codes.scheme, type);
  if (scheme?.startsWith('*') !== true) return scheme;
  const country = id.slice(0, 2).toUpperCase();
  return /^[A-Z]{2}$/.test(country) ? (own(codes['vat-country'], country) ?? country) + scheme.slice(1) : undefined;
}

/** The type of identifier that a scheme stands for. */
export const typeOfScheme = (codes: Codes, scheme: string | undefined): string | undefined =>
  scheme === undefined ? undefined : codeFor(codes.scheme, /^[A-Z]{2}-VAT$/.test(scheme) ? `*${VAT}` : scheme);

/** The method of a procedure. `tenders`: those received, where they are known. */
export function methodOf({ method }: Codes, procedure: string, tenders: number | undefined): string | undefined {
  const known = own(method, procedure);
  return known === 'direct-or-limited' ? (tenders === 1 ? 'direct' : 'limited') : known;
}

/** What is bought, by the code of the CPV. */
export function cpvCategory({ 'cpv-category': { works, goods } }: Codes, cpv: string): 'works' | 'goods' | 'services' {
  const division = cpv.slice(0, 2);
  return works.includes(division) ? 'works' : goods.includes(division) ? 'goods' : 'services';
}

export const categoryOf = ({ category }: Codes, nature: string | undefined): string | undefined => own(category, nature);

/** The only nature of a category, where there is one only. */
export function natureOf({ category }: Codes, value: string | undefined): string | undefined {
  const natures = Object.keys(category).filter((nature) => category[nature] === value);
  return natures.length === 1 ? natures[0] : undefined;
}

export type Place = {
  deliveryAddress?: { postalCode?: string; country?: string };
  deliveryLocation?: { gazetteer: { scheme: string; identifiers: string[] } };
};

/** The place of a code; undefined for a type that has no counterpart. */
export function placeOf(
  { codes: { place, gazetteer } }: Mapping,
  countries: ReadonlySet<string>,
  type: string,
  code: string,
): Place | undefined {
  if (type === place['postal-code']) return { deliveryAddress: { postalCode: code, country: 'FR' } };
  if (type === place.country && countries.has(code)) return { deliveryAddress: { country: code } };
  const scheme = own(gazetteer, type);
  return scheme === undefined ? undefined : { deliveryLocation: { gazetteer: { scheme, identifiers: [code] } } };
}

/** The code of a place and its type. */
export function codeOfPlace(
  { place, gazetteer }: Codes,
  { deliveryAddress, deliveryLocation }: Place,
): { type?: string; code?: string } {
  const { postalCode, country } = deliveryAddress ?? {};
  if (postalCode !== undefined) return { type: place['postal-code'], code: postalCode };
  if (country !== undefined) return { type: place.country, code: country };
  const { scheme = '', identifiers: [code] = [] } = deliveryLocation?.gazetteer ?? {};
  const type = codeFor(gazetteer, scheme);
  return { ...(type !== undefined && { type }), ...(code !== undefined && { code }) };
}

/** What a lot says of techniques. */
export type Techniques = {
  techniques?: {
    hasFrameworkAgreement?: true;
    frameworkAgreement?: { method: string };
    hasDynamicPurchasingSystem?: true;
    hasElectronicAuction?: true;
  };
  submissionTerms?: { electronicCatalogPolicy: 'allowed' };
};

const FRAMEWORK = 'hasFrameworkAgreement';
const CATALOGUE = 'electronicCatalogPolicy';

/** Whether a list has the technique of framework agreements. */
export const hasFramework = ({ technique }: Codes, techniques: readonly string[]): boolean =>
  techniques.some((code) => own(technique, code) === FRAMEWORK);

/** A framework agreement is one only in its first stage, and has a method only then. */
export function techniquesOf(
  codes: Codes,
  techniques: readonly string[],
  methods: readonly string[],
  isFramework: boolean,
): Techniques {
  const said = new Set(techniques.flatMap((code) => own(codes.technique, code) ?? []));
  const found: Record<string, unknown> = {};
  if (said.has(FRAMEWORK) && isFramework) {
    found[FRAMEWORK] = true;
    const method = codes['framework-method'].find((known) => sameList(known.codes, methods))?.method;
    if (method !== undefined) found['frameworkAgreement'] = { method };
  }
  for (const flag of said) if (flag !== FRAMEWORK && flag !== CATALOGUE) found[flag] = true;
  return {
    ...(Object.keys(found).length > 0 && { techniques: found }),
    ...(said.has(CATALOGUE) && { submissionTerms: { electronicCatalogPolicy: 'allowed' } }),
  };
}

/** The codes that a lot stands for. */
export function codesOfTechniques(
  codes: Codes,
  { techniques = {}, submissionTerms }: Techniques,
): { techniques: string[]; methods: string[] } {
  const flags = Object.entries(techniques).flatMap(([flag, value]) => ((value as unknown) === true ? flag : []));
  if (submissionTerms?.electronicCatalogPolicy !== undefined) flags.push(CATALOGUE);
  const method = techniques.frameworkAgreement?.method;
  return {
    techniques: flags.flatMap((flag) => codeFor(codes.technique, flag) ?? []),
    methods: codes['framework-method'].find((known) => known.method === method)?.codes ?? [],
  };
}

/** An aim of sustainable procurement and the means to it. */
export type Sustainability = { goal: string; strategies?: string[] };

export const INNOVATION = 'economic.innovativePurchase';

type Considerations = 'social' | 'environmental';

/** The table of a list of considerations: contracts and concessions name what is reserved differently. */
const tableOf = ({ strategy }: Codes, goal: Considerations, kind: RecordKind): Record<string, string> =>
  strategy[goal === 'environmental' ? goal : kind];

/** The means that a list of considerations names; undefined where it names none. */
export function sustainabilityOf(
  codes: Codes,
  goal: Considerations,
  kind: RecordKind,
  considerations: readonly string[],
): Sustainability | undefined {
  const table = tableOf(codes, goal, kind);
  const strategies = [...new Set(considerations.flatMap((code) => own(table, code) ?? []))];
  return strategies.length === 0 ? undefined : { goal, strategies };
}

/** The considerations that means stand for. */
export const considerationsOf = (codes: Codes, goal: Considerations, kind: RecordKind, strategies: readonly string[]): string[] =>
  strategies.flatMap((means) => codeFor(tableOf(codes, goal, kind), means) ?? []);

export const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, i) => item === other[i]);
