import { isObject } from '../../../../base/src/json.ts';
import type { JsonSchema } from '../../types.ts';
import { isCulprit, type Quest } from './quest.ts';

/** A key that no schema is likely to name, and what stands at it. */
const UNKNOWN_KEY = { cleInconnue: 'valeur' };

/** Values near the one given (itself first) that are what the fact is about, the most like it first. */
export function editsOf(quest: Quest, value: unknown): unknown[] {
  return [...nearby(quest, value)].filter((candidate) => isCulprit(quest, candidate));
}

function* nearby(quest: Quest, value: unknown): Generator {
  yield value;
  if (isObject(value)) yield* objectEdits(quest, value);
  if (Array.isArray(value)) yield* listEdits(value as unknown[]);
  yield* quest.values ?? [];
  const found = fragmentOf(quest);
  if (found) yield found.found;
}

function* objectEdits(
  { opened: { questions }, cause: { fact }, from, refusing }: Quest,
  value: { [name: string]: unknown },
): Generator {
  for (const name of namesOf(refusing.schema)) {
    const { [name]: _, ...without } = value;
    if (name in value) yield without;
    const said = (schema: unknown): JsonSchema =>
      (schema as { properties?: Record<string, JsonSchema> }).properties?.[name] ?? true;
    const other = questions.find(
      [{ ...fact.pair[from], schema: said(fact[from]) }],
      [{ ...refusing, schema: said(refusing.schema) }],
    );
    if ('found' in other) yield { ...value, [name]: other.found };
  }
  yield { ...value, ...UNKNOWN_KEY };
}

function namesOf(schema: JsonSchema): string[] {
  if (!isObject(schema)) return [];
  const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] };
  return [...new Set([...required, ...Object.keys(properties)])];
}

function* listEdits(list: unknown[]): Generator {
  yield [];
  yield list.slice(0, 1);
  yield [...list, ...list.slice(0, 1)];
}

/** What the engine finds that the subschema of one side accepts and the keywords of the other refuse. */
function fragmentOf({ opened: { questions }, cause: { fact }, from, refusing }: Quest): { found: unknown } | undefined {
  const within = fact.within?.[from];
  const accept = within ? [fact.pair[from], { ...fact.pair[from], schema: within as JsonSchema }] : [fact.pair[from]];
  const answer = questions.find(accept, [refusing]);
  return 'found' in answer ? answer : undefined;
}
