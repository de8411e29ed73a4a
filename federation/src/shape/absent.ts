/** A record in the shape of a version, where what is absent is null and said. */
import { isObject, setMember } from '../../../packages/base/src/json.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import type { Branch, Node } from '../../../src/model/tree.ts';

type Fields = Record<string, unknown>;

/** The record with null for each field of the version that it does not have, in the order of the version. `absent` takes their JSON Pointers. */
export function withNulls(branch: Branch, record: Fields, absent: (path: string) => void, path = ''): Fields {
  const whole: Fields = {};
  for (const { name, node } of branch.members) {
    const at = child(path, name);
    if (Object.hasOwn(record, name)) setMember(whole, name, filled(node, record[name], absent, at));
    else {
      absent(at);
      setMember(whole, name, null);
    }
  }
  for (const name of Object.keys(record)) if (!Object.hasOwn(whole, name)) setMember(whole, name, record[name]);
  return whole;
}

function filled(node: Node, value: unknown, absent: (path: string) => void, path: string): unknown {
  if (node.kind === 'object') return isObject(value) ? withNulls(node, value, absent, path) : value;
  if (node.kind !== 'list' || node.item.kind !== 'object' || !Array.isArray(value)) return value;
  const { item, envelope } = node;
  return value.map((one: unknown, at) => {
    const place = child(path, at);
    if (envelope === undefined) return filled(item, one, absent, place);
    if (!isObject(one) || !Object.hasOwn(one, envelope)) return one;
    return { ...one, [envelope]: filled(item, one[envelope], absent, child(place, envelope)) };
  });
}
