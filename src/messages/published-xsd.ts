/**
 * Where the published XSD files judged otherwise than the JSON Schemas of the same version. Source: both files compared element by
 * element, then by instance with libxml2 and Ajv. The XSD of 2.0.2 was published for 2.0.3 as well; those of 1.3.0 and 2.0.0 were not compared.
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

/** What the XSD accepts and the JSON Schema does not: a code, where (`/*` is any item), and the value if it must be this one. */
type Accepted = { code: string; at: RegExp; value?: unknown };

export type PublishedXsd = {
  /** The version that the XSD carries in its name. */
  edition: string;
  /** Dates are `xs:date`: days of the calendar, and nothing beside them. */
  dates: boolean;
  /** Content is closed everywhere; `_type` is no element. */
  closed: boolean;
  /** Fields with no facet may be empty, others not; booleans stand without blanks. */
  strictText: boolean;
  /** Elements that may be empty whatever their type. */
  mayBeEmpty: ReadonlySet<string>;
  /** Lists that may not be empty though the JSON Schema says so, by pointer from the record. */
  fullLists: ReadonlySet<string>;
  /** Elements that must be there though the JSON Schema does not ask for them: their place, with `*` for any item. */
  mandatory: readonly string[];
  /** The elements of `modificationsActesSousTraitance` carry the plural name. */
  plural: boolean;
  accepts: readonly Accepted[];
};

const ANYWHERE = /(?:)/;
const EMPTY_SHARE = /\/(?:origineUE|origineFrance)$/;

/** Seen in every XSD that was published. */
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
  fullLists: new Set(),
  mandatory: [],
  plural: false,
  accepts: ALWAYS,
};

const XSD_2_0_2: PublishedXsd = {
  ...FIRST,
  edition: '2.0.2',
  strictText: true,
  mayBeEmpty: new Set(['origineUE', 'origineFrance']),
  fullLists: new Set(['/donneesExecution']),
  plural: true,
  accepts: [...ALWAYS, { code: 'schema.anyOf', at: /^\/marches$/ }],
};

const XSD_2_0_1: PublishedXsd = {
  ...XSD_2_0_2,
  edition: '2.0.1',
  fullLists: new Set(),
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
