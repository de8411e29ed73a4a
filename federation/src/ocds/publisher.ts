/** Who publishes the contracts of a federation in OCDS. */
import { parse } from 'yaml';
import { isObject } from '../../../packages/base/src/json.ts';
import { PREFIX } from '../../../src/ocds/identifiers.ts';

/** `prefix`: of the identifiers, registered with the Open Contracting Partnership. `name`: of who publishes. */
export type Publisher = { prefix: string; name: string };

/** Undefined where the text is not exactly a prefix and a name. */
export function publisherIn(text: string): Publisher | undefined {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
  if (!isObject(value) || Object.keys(value).some((name) => name !== 'prefix' && name !== 'name')) return undefined;
  const { prefix, name } = value;
  if (typeof prefix !== 'string' || !PREFIX.test(prefix)) return undefined;
  return typeof name === 'string' && name.trim() !== '' ? { prefix, name } : undefined;
}
