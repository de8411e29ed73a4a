import { annotatedPaths, textChange } from '../../packages/schema-diff/src/extension.ts';
import type { Change, JsonSchema } from '../../packages/schema-diff/src/index.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import type { Code, Field, Model } from '../model/types.ts';
import { subschemas } from '../model/walk.ts';

/** Texts of fields and labels of codes that changed, in both languages. */
export function modelTexts(before: Model, after: Model): Change[] {
  const paths = annotatedPaths(after.schema as JsonSchema, ['x-field', 'x-codelist']);
  return [...fieldTexts(before, after, paths['x-field']), ...labels(before, after, paths['x-codelist'])];
}

function fieldTexts(before: Model, after: Model, paths: ReadonlyMap<string, string>): Change[] {
  const used = fieldsIn(before);
  return [...paths].flatMap(([id, path]) => {
    const [was, is] = [before.fields[id], after.fields[id]];
    if (!used.has(id) || !was || !is) return [];
    const [a, b] = [textsOf(was), textsOf(is)];
    const parts = Object.keys(b).filter((part) => a[part] !== b[part]);
    if (parts.length === 0) return [];
    const params = { parts, before: only(a, parts), after: only(b, parts) };
    return [textChange({ kind: 'text-changed', path, anchor: `field ${id}`, field: id, params })];
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
  const change = (kind: keyof typeof SENTENCES, params: Record<string, unknown>): Change =>
    textChange({
      kind,
      path,
      anchor: `codelist ${codelist}`,
      params: { code: is.code, codelist, ...params },
      sentence: SENTENCES[kind],
    });
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

const SENTENCES = {
  'label-changed': {
    fr: 'Libellé changé pour le code {code} de la liste « {=codelist} » : {parts}.',
    en: 'Label changed for the code {code} of the list “{=codelist}”: {parts}.',
  },
  'codelist-code-deprecated': {
    fr: 'Code déconseillé dans la liste « {=codelist} » : {code}.',
    en: 'Code deprecated in the list “{=codelist}”: {code}.',
  },
  'codelist-code-restored': {
    fr: "Code qui n'est plus déconseillé dans la liste « {=codelist} » : {code}.",
    en: 'Code no longer deprecated in the list “{=codelist}”: {code}.',
  },
} satisfies Record<string, Texts>;
