import { canonical } from '../../packages/base/src/json.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { tokens } from '../../packages/base/src/pointer.ts';
import {
  type Counterparts,
  type Step,
  relationOf,
  compareSchemas,
  summedUp,
  type Extension,
  type Judge,
  reason,
  annotatedPaths,
  textChange,
} from '../../packages/schema-diff/src/extension.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import { deprecationsIn } from '../model/deprecations.ts';
import type { Model, Code, Field } from '../model/types.ts';
import { mayNarrow, mayWiden, bearingRules } from './rules/change.ts';
import { compareRules, type RuleOptions, SOME_DAY } from './rules/compare.ts';
import { library } from '../rules/library.ts';
import type { Nomenclatures } from '../rules/nomenclature-names.ts';
import { RuleJudge } from './rules/search/ground.ts';
import { DIFF } from '../messages/compiled/diff.ts';
import { ruleReason } from './rules/kinds.ts';
import { subschemas } from '../model/tree.ts';
import {
  type Answer,
  type Change,
  type Containment,
  type Diff,
  type DiffOptions,
  type Witness,
  type JsonSchema,
  SchemaError,
} from '../../packages/schema-diff/src/index.ts';
import { InputError } from '../finding.ts';

type ModelOptions = DiffOptions &
  Partial<Omit<RuleOptions, 'examples'>> & {
    /** Whole files that are valid under previous or next, from which witnesses are made. */
    examples?: readonly unknown[];
    /** Additional whole files on which rules are tried. */
    samples?: readonly unknown[];
  };

/**
 * Compares two versions of the standard: schemas, codelists, texts of fields, and rules. A version accepts a file if its schema
 * accepts it and no version-bearing rule refuses it (DESIGN §7); the relation and the bump take both into account.
 */
export function diffModels(
  previous: Model,
  next: Model,
  { examples = [], samples = [], nomenclatures, today = SOME_DAY, ...options }: ModelOptions = {},
): Diff {
  const bySize = [...examples].sort((a, b) => canonical(a).length - canonical(b).length);
  const { whole, changes } = compareSchemas(previous.schema, next.schema, options, {
    examples: bySize,
    counterparts: recordLists(previous, next),
    ...rulesAsConditions(previous, next, { nomenclatures: nomenclatures ?? {}, today }),
  });
  const rules = compareRules(previous, next, {
    examples: [...bySize, ...samples],
    ...(nomenclatures && { nomenclatures }),
    today,
  });
  return summedUp(withRules(whole, rules), [...changes, ...rules, ...modelTexts(previous, next)]);
}

/** The path to the records of each kind on both sides, so that records are compared even if their lists moved. */
function recordLists(previous: Model, next: Model): Counterparts[] {
  return RECORD_KINDS.flatMap((kind) => {
    const [before, after] = [previous, next].map((model) => stepsTo(model, kind));
    return before && after ? [{ definition: `#/$defs/${kind}`, previous: before, next: after }] : [];
  });
}

function stepsTo(model: Model, kind: RecordKind): Step[] | undefined {
  const list = model.lists.find(({ kinds }) => kinds.includes(kind));
  return list && [...tokens(list.path).map((name): Step => ({ by: 'property', name })), { by: 'items', from: 0 }];
}

/**
 * Combines the result of the schemas with version-bearing rules: a rule that refuses more breaks the compatibility of the
 * schemas.
 */
function withRules(whole: Containment, rules: readonly Change[]): Containment {
  const backward = lessRules(whole.backward, 'previous', rules.filter(mayNarrow));
  const forward = lessRules(whole.forward, 'next', rules.filter(mayWiden));
  return { ...whole, backward, forward, relation: relationOf(backward, forward) };
}

function lessRules(answer: Answer, accepted: Witness['accepted'], rules: readonly Change[]): Answer {
  if (answer.verdict !== 'yes') return answer;
  const shown = rules.flatMap(({ witnesses }) => witnesses).find((witness) => witness.accepted === accepted);
  if (shown) return { verdict: 'no', witness: shown.instance };
  const [unproved] = rules.filter(({ direction }) => direction !== 'none');
  return unproved ? { verdict: 'unknown', reason: unproved.reason ?? ruleReason('not-shown') } : answer;
}

/** What the rules need to be evaluated. `today`: AAAA-MM-JJ. */
type Asked = { nomenclatures: Nomenclatures; today: string };

/** The version-bearing rules of each side as conditions on whole files. */
function rulesAsConditions(previous: Model, next: Model, asked: Asked): Pick<Extension, 'conditions'> {
  const [before, after] = [conditionOf(previous, asked), conditionOf(next, asked)];
  return { conditions: { previous: before, next: after, otherwise: reason('refused-by-rule') } };
}

function conditionOf(model: Model, { nomenclatures, today }: Asked): Judge {
  const rules = bearingRules(model);
  if (rules.length === 0) return () => true;
  const bearing = new RuleJudge(rules, model, library(nomenclatures, today), today);
  return (instance) => bearing.inFile(instance) === undefined;
}

/** Changes of field texts and code labels, in both languages, and what is deprecated. */
function modelTexts(before: Model, after: Model): Change[] {
  const paths = annotatedPaths(after.schema as JsonSchema, ['x-field', 'x-codelist']);
  return [
    ...fieldTexts(before, after, paths['x-field']),
    ...fieldDeprecations(before, after, paths['x-field']),
    ...labels(before, after, paths['x-codelist']),
  ];
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

/** `x-deprecated` of a property. */
type Deprecation = { since: string; reason: string; replacement?: string };

/** Fields that are deprecated from now on, or no longer. A new field has nothing to be compared with. */
function fieldDeprecations(before: Model, after: Model, paths: ReadonlyMap<string, string>): Change[] {
  const used = fieldsIn(before);
  const [was, is] = [deprecatedFields(before), deprecatedFields(after)];
  return [...paths].flatMap(([id, path]) => {
    const [old, now] = [was.get(id), is.get(id)];
    const title = after.fields[id]?.title;
    if (!used.has(id) || !title || (old === undefined) === (now === undefined)) return [];
    const kind = now ? 'field-deprecated' : 'field-restored';
    const replacement = now?.replacement;
    const message = (lang: Lang) => (): string => DIFF[lang][kind]({ title: title[lang], replacement });
    return [textChange({ kind, path, anchor: `field ${id}`, field: id, params: { ...now }, message })];
  });
}

/** A field that is deprecated at several places is so by the last one. */
const deprecatedFields = ({ schema }: Model): Map<string, Deprecation> =>
  new Map(
    deprecationsIn(schema).flatMap(({ id, deprecated }) => (id === undefined ? [] : [[id, deprecated as Deprecation] as const])),
  );

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
  const change = (
    kind: 'label-changed' | 'codelist-code-deprecated' | 'codelist-code-restored',
    params: Record<string, unknown>,
  ): Change =>
    textChange({
      kind,
      path,
      anchor: `codelist ${codelist}`,
      params: { code: is.code, codelist, ...params },
      message: (lang) => (values) =>
        (DIFF[lang][kind] as (values: object) => string)({
          ...values,
          replacement: params['replacedBy'] === '' ? undefined : values['replacedBy'],
        }),
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

/** Converts a SchemaError into an InputError; returns any other error unchanged. */
export const inputErrorOf = (error: unknown): unknown =>
  error instanceof SchemaError ? new InputError(error.code, error.params) : error;
