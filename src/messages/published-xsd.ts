/**
 * Differences between the published XSD files and the JSON Schemas of the same version. Source: both files compared element by element, then
 * by instance with libxml2 and Ajv. The XSD of 2.0.2 was published for 2.0.3 as well; those of 1.3.0 and 2.0.0 were not compared.
 */
import type { Finding } from '../finding.ts';

/** Why the published XSD refuses what the JSON Schema accepts. */
export type XsdReason =
  | 'date'
  | 'unknown-element'
  | 'missing-element'
  | 'empty-element'
  | 'empty-list'
  | 'boolean-blanks'
  | 'singular-element'
  | 'version-attribute';

/** A finding of the JSON Schema on what the XSD accepts: its code, paths that match `at`, and the value where only this one is accepted. */
type Accepted = { code: string; at: RegExp; value?: unknown };

export type PublishedXsd = {
  /** The version in the name of the XSD. */
  edition: string;
  /** Dates are `xs:date`: only existing days. */
  dates: boolean;
  /** No unknown element is accepted anywhere; `_type` is not an element. */
  closed: boolean;
  /** Only fields without facet may be empty; booleans may not have blanks around them. */
  strictText: boolean;
  /** Elements that may be empty whatever their type. */
  mayBeEmpty: ReadonlySet<string>;
  /** Lists that may not be empty although the JSON Schema allows it, by pointer from the record. */
  nonEmptyLists: ReadonlySet<string>;
  /** Elements that are required although the JSON Schema does not require them: pointers from the record, with `*` for any item. */
  mandatory: readonly string[];
  /** The elements in `modificationsActesSousTraitance` have that plural name too. */
  plural: boolean;
  accepts: readonly Accepted[];
};

const ANYWHERE = /(?:)/;
const EMPTY_SHARE = /\/(?:origineUE|origineFrance)$/;

/** Accepted by every published XSD. */
const ALWAYS: readonly Accepted[] = [
  { code: 'schema.uniqueItems', at: ANYWHERE },
  { code: 'structure.single-record', at: ANYWHERE },
  { code: 'xml.text', at: /\/acheteur$/ },
  { code: 'schema.minItems', at: /^\/marches$/ },
];

const FIRST: PublishedXsd = {
  edition: '1.5.0',
  dates: true,
  closed: true,
  strictText: false,
  mayBeEmpty: new Set(),
  nonEmptyLists: new Set(),
  mandatory: [],
  plural: false,
  accepts: ALWAYS,
};

const XSD_2_0_2: PublishedXsd = {
  ...FIRST,
  edition: '2.0.2',
  strictText: true,
  mayBeEmpty: new Set(['origineUE', 'origineFrance']),
  nonEmptyLists: new Set(['/donneesExecution']),
  plural: true,
  accepts: [...ALWAYS, { code: 'schema.anyOf', at: /^\/marches$/ }],
};

const XSD_2_0_1: PublishedXsd = {
  ...XSD_2_0_2,
  edition: '2.0.1',
  nonEmptyLists: new Set(),
  mandatory: [
    '/idAccordCadre',
    '/actesSousTraitance',
    '/modifications/*/modification/titulaires',
    '/modifications/*/modification/valeurGlobale',
  ],
  accepts: [
    ...ALWAYS,
    { code: 'schema.type', at: EMPTY_SHARE, value: '' },
    { code: 'schema.minItems', at: /\/(?:actesSousTraitance|donneesExecution)$/ },
    // Six amounts: those of contracts, modifications and sub-contracts.
    { code: 'schema.minimum', at: /\/(?:montant|valeurGlobale)$/, value: 0 },
  ],
};

const PUBLISHED: Readonly<Record<string, PublishedXsd>> = {
  '1.4.0': { ...FIRST, edition: '1.4.0' },
  '1.5.0': FIRST,
  '2.0.1': XSD_2_0_1,
  '2.0.2': XSD_2_0_2,
  '2.0.3': XSD_2_0_2,
};

/** The published XSD of a version, where there is one that was compared. */
export const publishedXsdOf = (version: string): PublishedXsd | undefined =>
  Object.hasOwn(PUBLISHED, version) ? PUBLISHED[version] : undefined;

/** The finding, marked where it is one that the published XSD of the version does not make. */
export function seenByPublishedXsd(finding: Finding, version: string): Finding {
  const { code, path, params } = finding;
  const isAccepted = publishedXsdOf(version)?.accepts.some(
    (accepted) =>
      accepted.code === code && accepted.at.test(path) && (!('value' in accepted) || accepted.value === params['value']),
  );
  return isAccepted === true ? { ...finding, params: { ...params, publishedXsd: 'accepted' } } : finding;
}
