/** The complete example that a version shows its fields with. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import type { Model } from '../../../src/model/types.ts';
import type { SiteData } from '../types.ts';

/** Names of the complete examples: those of our own versions, then those that published versions have. */
const COMPLETE: Record<RecordKind, readonly string[]> = {
  marche: ['valid/marche-complet.json', 'valid/base-marche.json'],
  'contrat-concession': ['valid/concession-complete.json', 'valid/base-concession.json'],
};

/** The whole file of the complete example of a kind. */
function baseFile({ examples }: Pick<SiteData, 'examples'>, version: string, kind: RecordKind): unknown {
  const files = examples.get(version);
  const text = COMPLETE[kind].map((name) => files?.get(name)).find((found) => found !== undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Its record. Before 2.0.1 one list holds both kinds. */
export function baseRecord(data: Pick<SiteData, 'examples'>, model: Model, kind: RecordKind): unknown {
  const list = model.lists.find(({ kinds }) => kinds.includes(kind));
  let found = baseFile(data, model.version, kind);
  for (const name of tokens(list?.path ?? '')) found = (found as Record<string, unknown> | undefined)?.[name];
  return Array.isArray(found) ? found[0] : undefined;
}

/** What stands at a path (`titulaires[].titulaire.id`) and nothing beside it; of each list, the first item. Undefined where there is nothing. */
export function only(value: unknown, path: string): unknown {
  return pick(value, path === '' ? [] : path.replaceAll('[]', '.[]').split('.'));
}

function pick(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return Array.isArray(value) ? value.slice(0, 1) : value;
  if (step === '[]') {
    const inside: unknown = Array.isArray(value) ? pick(value[0], rest) : undefined;
    return inside === undefined ? undefined : [inside];
  }
  const inside = isObject(value) ? pick(value[step], rest) : undefined;
  return inside === undefined ? undefined : { [step]: inside };
}
