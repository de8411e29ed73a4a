/** Contracts as JSON text: lines of snapshots, with where they stand among the changes. Bodies are passed on as they are, without being read. */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { type ContractFacts, withBody } from '../snapshot/contract.ts';
import type { Found } from '../search/contracts.node.ts';
import type { Shape } from '../shape/shape.node.ts';
import { badParameter } from './problem.node.ts';

/** Members of a line before its body. */
const FACTS = [
  ...(['key', 'kind', 'standard', 'year', 'record', 'sources', 'firstPublished', 'lastPublished'] as const),
  ...(['united', 'conflicts', 'refused', 'reserves'] as const),
] satisfies (keyof ContractFacts)[];
const OTHERS = ['sequence', 'withdrawn', 'warned'] as const;

/** A way to write a contract. */
export type WriteLine = { withBody: boolean; write: (contract: Found) => string };

/** The way to write the members of `fields`; all of them where it is undefined. Throws a Problem for a member that there is not. */
export function lineWriter(values: readonly string[] | undefined): WriteLine {
  const fields = values?.flatMap((value) => value.split(','));
  if (!fields) return { withBody: true, write: lineOf };
  const known: readonly string[] = [...FACTS, ...OTHERS, 'body'];
  const unknown = fields.find((name) => !known.includes(name.startsWith('body.') ? 'body' : name));
  if (unknown !== undefined)
    throw badParameter(
      'fields',
      textsOf(FEDERATION_API, (say) => say['bad-field']({ name: unknown, known })),
    );
  const asked = new Set(fields);
  const inBody = fields.flatMap((name) => (name.startsWith('body.') ? [name.slice('body.'.length)] : []));
  const withBody = asked.has('body') || inBody.length > 0;
  return { withBody, write: (contract) => someOf(contract, asked, inBody) };
}

/** A whole contract. */
export const lineOf = (contract: Found): string =>
  `${contract.facts.slice(0, -1)},"sequence":${contract.sequence},"withdrawn":${contract.withdrawn},"warned":${contract.warned},"body":${contract.body}}`;

/** A contract in the shape of a version, which its facts say. */
export function shaped(shape: Shape, contract: Found): Found {
  const { kind, standard } = JSON.parse(contract.facts) as ContractFacts;
  const { body, shape: said } = shape({ kind, standard, body: contract.body ?? '{}' });
  return { ...contract, body, facts: `${contract.facts.slice(0, -1)},"shape":${JSON.stringify(said)}}` };
}

/** The line that a snapshot has of it. */
export const snapshotLineOf = ({ facts, body }: Found): string => withBody(facts, body ?? 'null');

function someOf(contract: Found, asked: ReadonlySet<string>, inBody: readonly string[]): string {
  const facts = JSON.parse(contract.facts) as Record<string, unknown>;
  const members = [
    ...FACTS.filter((name) => asked.has(name)).map((name) => `"${name}":${JSON.stringify(facts[name])}`),
    ...OTHERS.filter((name) => asked.has(name)).map((name) => `"${name}":${JSON.stringify(contract[name])}`),
  ];
  if (facts['shape'] !== undefined) members.push(`"shape":${JSON.stringify(facts['shape'])}`);
  if (asked.has('body')) members.push(`"body":${contract.body}`);
  else if (inBody.length > 0) {
    const body = JSON.parse(contract.body ?? '{}') as Record<string, unknown>;
    const some = inBody.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]);
    members.push(`"body":${JSON.stringify(Object.fromEntries(some))}`);
  }
  return `{${members.join()}}`;
}
