/** Versions and rules made up for tests of rules that are read in the names of another version. */
import type { Rule, RuleEntry } from '../../src/model/rules.ts';
import type { Model, Schema } from '../../src/model/types.ts';

const NO_TEXT = { fr: '', en: '' };

/** A field: its stable name, and what it is. */
export const field = (id: string, schema: Schema): Schema => ({ 'x-field': id, ...schema });

export const object = (properties: Record<string, Schema>, required: string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
});

export const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** A version whose marchés have these fields. */
export const versionOf = (version: string, marche: Schema): Model => ({
  version,
  schema: { $defs: { marche, 'contrat-concession': object({}) } },
  ...{ lists: [], fields: {}, codelists: {}, unicodePatterns: true, rules: [] },
});

export const ruleOf = (id: string, on: RuleEntry | RuleEntry[], more: Partial<Rule> = {}): Rule => ({
  id,
  ...{ severity: 'warning', family: 'qualite', consolidation: 'none', since: '2.0.1' },
  ...{ title: NO_TEXT, description: NO_TEXT, remedy: NO_TEXT, source: { text: 'referentiel' }, message: NO_TEXT },
  on: [on].flat(),
  ...more,
});

/**
 * A version as a draft that gives every field another name, with its rules in these names: what a proposal that renames fields, and the rules that
 * read them, would be.
 */
export function renamedDraft(model: Model): Model {
  const schema = structuredClone(model.schema);
  for (const name of ['marche', 'contrat-concession', 'common']) rename(schema.$defs?.[name]);
  return { ...model, version: 'next', schema, rules: model.rules.map(renamedRule) };
}

const NEW = 'Neuf';

function rename(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Schema;
  if (schema.properties && typeof schema.properties === 'object')
    schema.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name + NEW, property]));
  if (Array.isArray(schema.required)) schema.required = schema.required.map((name) => name + NEW);
  for (const key of ['properties', '$defs'] as const) for (const child of Object.values(schema[key] ?? {})) rename(child);
  rename(schema.items);
  if (schema.$ref) schema.$ref = schema.$ref.replace(/(\/properties\/[^/]+)/g, `$1${NEW}`);
}

const inPath = (path: string): string => path.replace(/[^.[\]]+/g, `$&${NEW}`);
const inPointer = (pointer: string): string => pointer.replace(/[^/]+/g, `$&${NEW}`);
/** Fields stand after a point, and so do methods, which have a bracket after them. Texts stay. */
const inCel = (text: string): string =>
  text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<=[a-zA-Z]\.)[a-zA-Z]\w*(?![\w(])/g, (part) =>
    /^['"]/.test(part) ? part : part + NEW,
  );
const inMessage = <T extends { fr: string; en: string }>(texts: T): T => ({ ...texts, fr: inPlaceholders(texts.fr), en: inPlaceholders(texts.en) }); // oxfmt-ignore
const inPlaceholders = (text: string): string =>
  text.replace(/\{((?:marche|concession|item)\.)?([^{}]+)\}/g, (whole, variable: string | undefined, path: string) =>
    ['aujourdhui', 'premier', 'marche', 'concession', 'item'].includes(path) ? whole : `{${variable ?? ''}${inPath(path)}}`,
  );

function renamedRule(rule: Rule): Rule {
  const on = rule.on.map((entry): RuleEntry => {
    const message = entry.message && { message: inMessage(entry.message) };
    if (entry.scope === 'fichier') return { ...entry, ...(entry.unique !== 'record' && { unique: entry.unique.map(inCel) }), ...message }; // oxfmt-ignore
    const { each, when, at, deviation } = entry;
    return {
      ...entry,
      ...(each !== undefined && { each: inPath(each) }),
      ...(when !== undefined && { when: inCel(when) }),
      assert: inCel(entry.assert),
      ...(at !== undefined && { at: inPointer(at) }),
      ...(deviation?.assert !== undefined && { deviation: { ...deviation, assert: inCel(deviation.assert) } }),
      ...message,
    };
  });
  return { ...rule, on, message: inMessage(rule.message) };
}
