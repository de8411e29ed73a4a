import type { JsonSchema } from '../../types.ts';
import { comingOrGoing } from '../directed.ts';
import { defines, fieldOf, isNothing, othersOf, patternsOf, propertiesOf, requiredOf, saidOf } from '../members.ts';
import type { Child, Context, Draft, Family, Keywords } from '../types.ts';
import { movesOf } from './moved.ts';

const KEYWORDS = ['properties', 'patternProperties', 'additionalProperties', 'required'];

/** Properties added and removed, required or not, renamed and moved; objects closed and opened. */
export const objects: Family = (context) => {
  const { p, n } = context;
  if (!KEYWORDS.some((keyword) => keyword in p || keyword in n) || !mayBeObjects(context)) return {};
  const moves = movesOf(context);
  const named = namesOf(p, n).filter((name) => !moves.explained.has(name));
  const told = named.map((name) => property(context, name));
  const alone = new Set([...moves.explained, ...named.filter((_, i) => told[i]?.drafts)]);
  const others = otherKeys(context);
  return {
    drafts: [
      ...moves.drafts,
      ...told.flatMap(({ drafts = [] }) => drafts),
      ...required(context, alone),
      ...(others.drafts ?? []),
    ],
    children: [...moves.children, ...told.flatMap(({ children = [] }) => children), ...(others.children ?? [])],
  };
};

/** Where one side takes no object, its words on objects say nothing, and the change of type says it all. */
const mayBeObjects = ({ pair, find }: Context): boolean =>
  [pair.previous, pair.next].every((side) => !('none' in find([side, { ...side, schema: OBJECT }], [])));

const OBJECT: JsonSchema = { type: 'object' };

const namesOf = (p: Keywords, n: Keywords): string[] => [
  ...new Set([...Object.keys(propertiesOf(p)), ...Object.keys(propertiesOf(n))]),
];

function property({ p, n, pair, branch }: Context, name: string): ReturnType<Family> {
  const [was, is] = [defines(p, name), defines(n, name)];
  const field = fieldOf(n, name) ?? fieldOf(p, name);
  const [before, after] = [saidOf(p, name, pair.previous.document), saidOf(n, name, pair.next.document)];
  if (was === is || (branch && !isNothing(before) && !isNothing(after))) {
    if (isNothing(before) === isNothing(after)) {
      return { children: [childOf(pair, name, before, after, field)] };
    }
  }
  const kind =
    was === is ? (isNothing(after) ? 'property-forbidden' : 'property-allowed') : is ? 'property-added' : 'property-removed';
  const [asked, asks] = [requiredOf(p), requiredOf(n)].map((names) => names.includes(name)) as [boolean, boolean];
  const said = (schema: JsonSchema, own: boolean, other: boolean): Keywords => ({
    properties: { [name]: schema },
    ...(own && !other && { required: [name] }),
  });
  const params = {
    name,
    ...((kind === 'property-added' ? asks : asked) && { required: true }),
    ...(kind === 'property-removed' && isNothing(after) && { refused: true }),
  };
  return {
    drafts: [{ kind, params, previous: said(before, asked, asks), next: said(after, asks, asked), ...aboutOf(name, field) }],
  };
}

const childOf = (
  pair: Context['pair'],
  name: string,
  before: JsonSchema,
  after: JsonSchema,
  field: string | undefined,
): Child => ({
  link: { previous: [{ by: 'property', name }], next: [{ by: 'property', name }] },
  pair: { previous: { ...pair.previous, schema: before }, next: { ...pair.next, schema: after } },
  ...(field !== undefined && { field }),
});

const aboutOf = (name: string, field: string | undefined): Pick<Draft, 'about' | 'field'> => ({
  about: { previous: [{ by: 'property', name }], next: [{ by: 'property', name }] },
  ...(field !== undefined && { field }),
});

/** Properties that are now required, or no longer: save those that came or went, whose change says it. */
function required({ p, n }: Context, alone: ReadonlySet<string>): Draft[] {
  const [before, after] = [requiredOf(p), requiredOf(n)];
  const draft = (kind: string, name: string, previous: Keywords, next: Keywords): Draft => ({
    kind,
    params: { name },
    previous,
    next,
    ...aboutOf(name, fieldOf(n, name) ?? fieldOf(p, name)),
  });
  const only = (names: readonly string[], others: readonly string[]) =>
    names.filter((name) => !others.includes(name) && !alone.has(name));
  return [
    ...only(before, after).map((name) => draft('property-no-longer-required', name, { required: [name] }, {})),
    ...only(after, before).map((name) => draft('property-now-required', name, {}, { required: [name] })),
  ];
}

/** The keys that neither side names. */
function otherKeys({ p, n, pair }: Context): ReturnType<Family> {
  const names = namesOf(p, n);
  const [before, after] = [Object.keys(patternsOf(p)), Object.keys(patternsOf(n))];
  const said = (view: Keywords): Keywords => ({
    properties: Object.fromEntries(names.map((name) => [name, true])),
    patternProperties: patternsOf(view),
    additionalProperties: othersOf(view),
  });
  const [previous, next] = [said(p), said(n)];
  if (before.sort().join('\n') !== after.sort().join('\n')) {
    const kind = comingOrGoing('pattern-properties', before.length > 0, after.length > 0);
    return { drafts: [{ kind, params: { before, after }, previous, next }] };
  }
  const [closedBefore, closedAfter] = [isNothing(othersOf(p)), isNothing(othersOf(n))];
  const drafts =
    closedBefore === closedAfter ? [] : [{ kind: closedAfter ? 'object-closed' : 'object-opened', params: {}, previous, next }];
  const child = (step: Child['link']['next'][number], a: JsonSchema, b: JsonSchema): Child => ({
    link: { previous: [step], next: [step] },
    pair: { previous: { ...pair.previous, schema: a }, next: { ...pair.next, schema: b } },
  });
  return {
    drafts,
    children: [
      ...before.map((pattern) =>
        child({ by: 'pattern', pattern }, patternsOf(p)[pattern] ?? true, patternsOf(n)[pattern] ?? true),
      ),
      ...(drafts.length > 0 || closedAfter ? [] : [child({ by: 'other', names, patterns: before }, othersOf(p), othersOf(n))]),
    ],
  };
}
