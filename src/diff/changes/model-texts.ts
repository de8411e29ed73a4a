import { canonical } from '../../model/canonical.ts';
import type { Code, Field, Model } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import type { Located } from '../contain/engine.ts';
import type { Change, JsonSchema } from '../types.ts';
import { isAnything, propertiesOf } from './members.ts';
import { pathOf } from './path.ts';
import { textChange } from './plain-texts.ts';
import type { Step } from './types.ts';
import { viewOf } from './view.ts';

/** Texts of fields and labels of codes that changed, in both languages. `next`: the schema of next, for the paths. */
export function modelTexts(before: Model, after: Model, next: Located): Change[] {
  const places = placesIn(next);
  return [...fieldTexts(before, after, places.fields), ...labels(before, after, places.codelists)];
}

function fieldTexts(before: Model, after: Model, paths: ReadonlyMap<string, string>): Change[] {
  const used = fieldsIn(before);
  return [...paths].flatMap(([id, path]) => {
    const [was, is] = [before.fields[id], after.fields[id]];
    if (!used.has(id) || !was || !is) return [];
    const [a, b] = [textsOf(was), textsOf(is)];
    const parts = Object.keys(b).filter((part) => a[part] !== b[part]);
    if (parts.length === 0) return [];
    return [textChange('text-changed', path, { parts, before: only(a, parts), after: only(b, parts) }, `field ${id}`, id)];
  });
}

const fieldsIn = ({ schema }: Model): Set<unknown> => new Set([...subschemas(schema)].map(([, node]) => node['x-field']));

const textsOf = ({ title, description }: Field): Record<string, string> => ({
  'title.fr': title.fr,
  'title.en': title.en,
  'description.fr': description.fr,
  'description.en': description.en,
});

const only = (texts: Record<string, string>, parts: readonly string[]): Record<string, string> =>
  Object.fromEntries(parts.map((part) => [part, texts[part] ?? '']));

function labels(before: Model, after: Model, paths: ReadonlyMap<string, string>): Change[] {
  return [...paths].flatMap(([codelist, path]) => {
    const known = new Map((before.codelists[codelist] ?? []).map((code) => [code.code, code]));
    return (after.codelists[codelist] ?? []).flatMap((code) => {
      const was = known.get(code.code);
      return was ? codeChanges(codelist, path, was, code) : [];
    });
  });
}

function codeChanges(codelist: string, path: string, was: Code, is: Code): Change[] {
  const change = (kind: string, params: Record<string, unknown>) =>
    textChange(kind, path, { code: is.code, codelist, ...params }, `codelist ${codelist}`);
  const parts = (['libelle', 'label_en', 'description'] as const).filter((part) => was[part] !== is[part]);
  const pick = (code: Code) => Object.fromEntries(parts.map((part) => [part, code[part]]));
  return [
    ...(parts.length > 0 ? [change('label-changed', { parts, before: pick(was), after: pick(is) })] : []),
    ...(was.deprecated === '' && is.deprecated !== ''
      ? [change('codelist-code-deprecated', { since: is.deprecated, replacedBy: is.replaced_by })]
      : []),
    ...(was.deprecated !== '' && is.deprecated === '' ? [change('codelist-code-restored', {})] : []),
  ];
}

/** The first path of each field and of each codelist, in document order. */
function placesIn(root: Located): { fields: Map<string, string>; codelists: Map<string, string> } {
  const [fields, codelists] = [new Map<string, string>(), new Map<string, string>()];
  const seen = new Set<string>();
  const note = (map: Map<string, string>, key: unknown, steps: readonly Step[]): void => {
    if (typeof key === 'string' && !map.has(key)) map.set(key, pathOf(steps));
  };
  const go = (node: Located, steps: readonly Step[], depth: number): void => {
    if (isAnything(node.schema) || depth === 0) return;
    const raw = node.schema as { [keyword: string]: unknown };
    note(fields, raw['x-field'], steps);
    note(codelists, raw['x-codelist'], steps);
    const view = viewOf(node);
    // A definition is gone into once: its fields have their first path by then.
    const key = canonical(view);
    if (seen.has(key)) return;
    seen.add(key);
    for (const [name, schema] of Object.entries(propertiesOf(view)))
      go({ ...node, schema }, [...steps, { by: 'property', name }], depth - 1);
    const { items, prefixItems = [], anyOf = [], oneOf = [] } = view as { items?: JsonSchema } & Record<string, JsonSchema[]>;
    for (const schema of [...(items === undefined ? [] : [items]), ...prefixItems])
      go({ ...node, schema }, [...steps, { by: 'items', from: 0 }], depth - 1);
    for (const schema of [...anyOf, ...oneOf]) go({ ...node, schema }, steps, depth - 1);
  };
  go(root, [], DEEP);
  return { fields, codelists };
}

const DEEP = 50;
