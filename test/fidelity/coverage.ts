/**
 * What a search has tried. For each constraint of the published schema: was it ever the only reason of a refusal (then losing
 * it would be noticed), and was something accepted at its very edge (then tightening it would be)?
 */
import type { ErrorObject } from 'ajv';
import type { RecordKind } from '../../src/model/kinds.ts';
import { edges, edgesOf } from './edges.ts';
import type { Published } from './published.ts';
import { typesOf, type Node, type Tree } from './tree.ts';

export class Coverage {
  readonly #published: Published;
  /** By kind and place of the schema: what is still to be seen. */
  readonly #open: Record<RecordKind, Map<string, Set<string>>>;
  /** How many things are to be seen in all. */
  readonly total: number;

  constructor(published: Published) {
    this.#published = published;
    this.#open = { marche: wanted(published.tree.marche), 'contrat-concession': wanted(published.tree['contrat-concession']) };
    this.total = this.missing().length;
  }

  note(kind: RecordKind, value: unknown, failures: readonly ErrorObject[]): void {
    const open = this.#open[kind];
    if (failures.length > 0) return refused(open, failures);
    for (const site of this.#published.tree[kind].sites({ value })) {
      const here = open.get(site.spot.path);
      if (here?.size) for (const edge of edgesOf(site)) here.delete(acceptedWith(edge));
    }
  }

  /** What was not tried, in words. Empty when no constraint could be lost, loosened or tightened unseen. */
  missing(): string[] {
    return Object.entries(this.#open).flatMap(([kind, places]) =>
      [...places].flatMap(([path, open]) => [...open].map((what) => `${kind}${path} ${what}`)),
    );
  }
}

const acceptedWith = (edge: string): string => `accepted with ${edge}`;
const refusedFor = (constraint: string): string => `refused for ${constraint} alone`;

const wanted = (tree: Tree): Map<string, Set<string>> =>
  new Map(
    tree.spots.map(({ path, node }) => [path, new Set([...constraints(node).map(refusedFor), ...edges(node).map(acceptedWith)])]),
  );

/** Takes note of the refusal if all the failures are of one constraint. Branches of a choice are reported as the choice. */
function refused(open: Map<string, Set<string>>, failures: readonly ErrorObject[]): void {
  const [first] = failures;
  const choice = failures.find(({ keyword }) => keyword === 'anyOf') ?? first;
  if (!first || !choice || failures.some(({ instancePath }) => placeOf(instancePath) !== placeOf(first.instancePath))) return;
  const names = new Set((choice.keyword === 'anyOf' ? [choice] : failures).map(nameOf));
  if (names.size === 1) open.get(placeOf(first.instancePath))?.delete(refusedFor(nameOf(choice)));
}

const placeOf = (instancePath: string): string => instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');

function nameOf({ keyword, params }: ErrorObject): string {
  return keyword === 'required' ? `required ${String(params['missingProperty'])}` : keyword;
}

/** The constraints of a node that can fail alone: a type beside an enum never does, nor what stands in a choice. */
function constraints(node: Node): string[] {
  if (node.anyOf) return ['anyOf'];
  const { enum: codes, required = [], additionalProperties, uniqueItems, minItems = 0 } = node;
  const plain = (['pattern', 'minimum', 'maximum', 'minLength', 'maxLength'] as const).filter(
    (keyword) => node[keyword] !== undefined,
  );
  return [
    ...plain,
    ...(codes ? ['enum'] : typesOf(node).length > 0 ? ['type'] : []),
    ...(minItems > 0 ? ['minItems'] : []),
    ...(uniqueItems === true ? ['uniqueItems'] : []),
    ...(additionalProperties === false ? ['additionalProperties'] : []),
    ...required.map((name) => `required ${name}`),
  ];
}
