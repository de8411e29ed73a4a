/** Judges a migrated record by the schema of its version, and says of what is missing whether the data could have said it. */
import type { Code } from '../messages/language.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { Node } from '../model/tree.ts';
import type { Texts } from '../model/types.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { child, tokens } from '../../packages/base/src/pointer.ts';
import { toFindings } from '../validate/errors.ts';
import type { LocalFinding, Validator } from '../validate/types.ts';
import type { Chain } from './chain.ts';
import type { Told } from './migrate-record.ts';
import type { Level } from './step.ts';
import { type Scope, scopesOf } from './scope.ts';
import { isThere } from './values.ts';

/** `field`, `level`: the stable name of a field that is missing and has no source, and the level of that. */
export type Judged = LocalFinding & { field?: string; level?: Level };

/** The findings of the schema on a migrated record, in the order of the schema; paths are JSON Pointers from the record. */
export function judge(
  { to, absent }: Chain,
  { kind, record, told }: { kind: RecordKind; record: unknown; told: readonly Told[] },
  validator: Validator,
): Judged[] {
  const scope = scopesOf(to)[kind];
  const found = validator(record) ? [] : toFindings(validator.errors ?? [], record);
  return [...found.map((finding) => withoutSource(finding, scope, absent)), ...notAsked(scope, absent, { record, told })];
}

/** A field that is absent since the data could not say it, and not since somebody forgot it. */
function withoutSource(finding: LocalFinding, scope: Scope, absent: ReadonlyMap<string, Texts>): Judged {
  const { code, path, params } = finding;
  if (code !== 'schema.required') return finding;
  const property = String(params['property']);
  const [field] = idsAt(scope.branch, tokens(child(path, property))).filter((id) => absent.has(id));
  if (field === undefined) return finding;
  return { code: 'migrate.no-source', path, params: { property, reason: absent.get(field) }, field, level: 'absent' };
}

/** The stable names of the field at a place, and of what an object there asks for. */
function idsAt(node: Node, names: readonly string[]): string[] {
  const [name, ...rest] = names;
  if (name === undefined) return [];
  if (node.kind === 'list') {
    const { envelope, item } = node;
    // The index, then the name of what wraps the item.
    const inside = envelope !== undefined && rest[0] === envelope ? rest.slice(1) : rest;
    return idsAt(item, inside);
  }
  const member = node.kind === 'object' ? node.members.find((one) => one.name === name) : undefined;
  if (!member) return [];
  if (rest.length > 0) return idsAt(member.node, rest);
  const inner = member.node.kind === 'object' ? member.node.members.filter(({ required }) => required) : [];
  return [member.id, ...inner.map(({ id }) => id)].filter((id) => id !== undefined);
}

/** Fields that the version has, does not ask for, and of which the data say nothing since nobody asked: absent must not be read as « none ». */
function* notAsked(
  scope: Scope,
  absent: ReadonlyMap<string, Texts>,
  { record, told }: { record: unknown; told: readonly Told[] },
): Generator<Judged> {
  if (!isObject(record)) return;
  // Of a field that was deduced, the version says « none » by its absence; of an empty one, it was said that it is not written.
  const isSaid = (field: string): boolean => told.some((one) => LEFT_ABSENT.has(one.code) && one.field === field);
  for (const [field, reason] of absent) {
    const placed = scope.fields.get(field);
    if (!placed || placed.required || isThere(record, placed.path) || isSaid(field)) continue;
    yield {
      code: 'migrate.not-asked',
      severity: 'info',
      path: '',
      params: { property: placed.path.at(-1) ?? '', reason },
      field,
      level: 'absent',
    };
  }
}

const LEFT_ABSENT: ReadonlySet<string> = new Set<Code>(['migrate.deduced', 'migrate.absence']);
