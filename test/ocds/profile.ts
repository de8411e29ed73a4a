/** What we emit of OCDS, as a closed schema made of the mapping: a clone without the documents of OCDS judges by it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readJsonFile, readText } from '../support/engine.ts';
import { mapping } from './export.ts';

type Schema = Record<string, unknown>;

/** Paths of what a release has besides the fields of DECP: its own members, identifiers and references, and what is derived. */
const OWN = `ocid id date tag initiationType language
  parties/roles buyer/id tender/id tender/status tender/procurementMethod tender/mainProcurementCategory
  tender/lots/id tender/lots/status tender/lots/hasSustainability tender/lots/sustainability/goal
  tender/lots/techniques/hasFrameworkAgreement tender/lots/techniques/hasDynamicPurchasingSystem tender/lots/techniques/hasElectronicAuction
  tender/items/id tender/items/relatedLot tender/items/classification/scheme awards/items/id awards/items/relatedLot
  awards/items/classification/scheme contracts/items/id contracts/items/relatedLot contracts/items/classification/scheme
  bids/statistics/id bids/statistics/relatedLot awards/id awards/relatedLots awards/suppliers/id awards/value/currency
  awards/subcontracting/value/currency awards/subcontracting/subcontracts/subcontractor/id contracts/awardID contracts/status
  contracts/value/currency contracts/implementation/charges/id contracts/implementation/charges/paidBy
  contracts/implementation/charges/estimatedValue/amount contracts/implementation/charges/estimatedValue/currency
  contracts/implementation/metrics/id contracts/implementation/metrics/title contracts/implementation/metrics/observations/id
  contracts/implementation/metrics/observations/value/amount contracts/implementation/metrics/observations/value/currency
  contracts/implementation/tariffs/id contracts/implementation/tariffs/paidBy contracts/implementation/tariffs/value/amount
  contracts/implementation/tariffs/value/currency relatedProcesses/id relatedProcesses/relationship`.split(/\s+/);

/** Lists, by the last name of their path. The place of an item is said in the same way in the tender, in an award and in a contract. */
const LISTS = new Set(
  `tag parties roles items lots sustainability strategies statistics awards relatedLots suppliers subcontracts contracts amendments
  charges metrics observations tariffs identifiers relatedProcesses relationship`.split(/\s+/),
);

const DATES = new Set(['date', 'dateSigned', 'startDate']);
const CODES: Readonly<Record<string, readonly string[]>> = {
  'tender/status': ['complete'],
  'tender/lots/status': ['complete', 'cancelled'],
  'tender/procurementMethod': ['open', 'selective', 'limited', 'direct'],
  'tender/mainProcurementCategory': ['goods', 'works', 'services'],
  'awards/status': ['active', 'cancelled'],
  'contracts/status': ['active', 'cancelled'],
  'parties/roles': ['buyer', 'supplier', 'subcontractor'],
  tag: [
    ...['award', 'contract', 'awardUpdate', 'contractAmendment', 'implementation'],
    ...['contractUpdate', 'tenderUpdate', 'awardCancellation'],
  ],
  'tender/lots/techniques/frameworkAgreement/method': mapping.codes['framework-method'].map(({ method }) => method),
};

/** All paths of a release: those of the fields, and those within the places of items. */
export function emitted(): string[] {
  const fields = Object.values(mapping.fields).flatMap(({ ocds }) => ocds);
  // `releases` is a member of the package.
  const all = [...fields.filter((path) => path !== 'releases'), ...OWN];
  const places = all.flatMap((path) =>
    path.startsWith('contracts/items/') ? ['tender', 'awards'].map((part) => path.replace('contracts', part)) : [],
  );
  return [...new Set([...all, ...places])].sort();
}

type Tree = Map<string, Tree>;

function schemaOf(tree: Tree, path: string): Schema {
  const name = path.split('/').at(-1) ?? '';
  const inner = tree.size > 0 ? objectOf(tree, path) : leafOf(name, path);
  return LISTS.has(name) ? { type: 'array', minItems: 1, uniqueItems: true, items: inner } : inner;
}

const objectOf = (tree: Tree, path: string): Schema => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    ...Object.fromEntries([...tree].map(([name, inner]) => [name, schemaOf(inner, path === '' ? name : `${path}/${name}`)])),
    ...(path === '' && { decp: { $ref: '#/definitions/DecpRelease' } }),
    ...(path === 'awards' && { decp: { $ref: '#/definitions/DecpAward' } }),
    ...(path === 'contracts' && { decp: { $ref: '#/definitions/DecpContract' } }),
  },
  ...(['parties', 'awards', 'contracts', 'buyer'].includes(path) && { required: ['id'] }),
});

function leafOf(name: string, path: string): Schema {
  const codes = CODES[path];
  if (codes) return { enum: codes };
  // Those of releases have microseconds, which tell the releases of a process apart.
  if (path === 'date') return { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$' };
  if (DATES.has(name)) return { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT00:00:00Z$' };
  if (name === 'amount' || path === 'bids/statistics/value') return { type: 'number' };
  if (name === 'durationInDays') return { type: 'integer', minimum: 0 };
  if (name === 'currency') return { const: 'EUR' };
  if (name.startsWith('has')) return { type: 'boolean' };
  return { type: 'string', minLength: 1 };
}

/** The closed schema of a release. */
export function profileJudge(): ValidateFunction {
  const root: Tree = new Map();
  for (const path of emitted()) {
    let node = root;
    for (const name of path.split('/')) {
      const inner = node.get(name) ?? new Map<string, Tree>();
      node.set(name, inner);
      node = inner;
    }
  }
  const { definitions } = readJsonFile('dist/ocds/release-schema.json') as { definitions: Schema };
  const schema = {
    ...objectOf(root, ''),
    required: ['ocid', 'id', 'date', 'tag', 'initiationType'],
    definitions: closed(definitions),
  };
  return new Ajv2020({ allErrors: true, strict: false }).compile(schema);
}

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return 'properties' in node && 'type' in node ? { ...copy, additionalProperties: false } : copy;
}

/** The paths that OCDS and its extensions have. */
export const knownPaths = (): Set<string> =>
  new Set(
    readText('schema/counterparts/ocds.csv')
      .split('\n')
      .map((line) => line.split(',')[0] ?? ''),
  );
