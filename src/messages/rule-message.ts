/** The messages of rules are made from their own texts and the values found. */
import type { Finding } from '../finding.ts';
import { FORMATTERS } from '../../packages/base/src/language.ts';
import { joinedText } from '../../packages/base/src/text-parts.ts';
import { unticked } from '../../packages/base/src/unticked.ts';
import { shown, spacesShown } from '../../packages/base/src/visible.ts';
import type { Rule } from '../model/rules.ts';
import type { Language } from './language.ts';
import { draftFrom, partsOf, sentenceOf, whole } from './parts.ts';
import { rank } from './paths.ts';
import { adviceValues } from './pattern.ts';
import { ruleValueOf } from './rule-value.ts';
import { sheetCell } from './sheet-cell.ts';
import type { Described } from './types.ts';

/**
 * The message of a rule about a field without its values: `found` and `text` are the pieces between them, one more than there are `names` of
 * placeholders. `inForm`: it stands in the form of the site.
 */
export type RuleTemplate = {
  rule: Rule;
  title: string;
  field: string | undefined;
  inForm: boolean;
  remedy: string;
  names: readonly string[];
  found: readonly string[];
  text: readonly string[];
};

/** Stands for what is found: in no text of a rule, and in no name of a field, which is made visible. */
const HOLE = '\0';

/** The template for findings of a rule about a field that name the same entry, where that has a message of its own. */
export function ruleTemplate(
  rule: Rule,
  finding: Finding,
  { field, inForm }: Pick<RuleTemplate, 'field' | 'inForm'>,
  { lang, sentences }: Language,
): RuleTemplate {
  const { params } = finding;
  const entry = typeof params['entry'] === 'number' ? rule.on[params['entry']] : undefined;
  const parts = unticked((entry?.message ?? rule.message)[lang], lang).split(/\{([^{}]*)\}/);
  const found = parts.filter((_, i) => i % 2 === 0);
  const advice = (sheetCell(finding) && rule['in-table']?.remedy) ?? rule.remedy;
  const remedy = unticked(advice[lang], lang);
  const [before = '', after = ''] = sentences.rule({ field, found: HOLE, remedy }).split(HOLE);
  const text = found.map((piece, i) => (i === 0 ? before : '') + piece + (i === found.length - 1 ? after : ''));
  const names = parts.filter((_, i) => i % 2 === 1);
  return { rule, title: rule.title[lang], field, inForm, remedy, names, found, text };
}

/** The message of a rule is one sentence for what is found and what is expected, except for a value of a known form of which it is certain what to write. */
export function filledIn(template: RuleTemplate, finding: Finding, language: Language): Described {
  const { title, field, remedy } = template;
  const { params } = finding;
  const named = namedValue(template, finding, language);
  if (named) return named;
  const values: string[] = [];
  for (const name of template.names) {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    values.push(name === 'premier' ? recordAt(String(value), language) : valueText(value, language));
  }
  const found = joinedText({ pieces: template.found, values });
  const text = joinedText({ pieces: template.text, values });
  const described: Described = { found, expected: '', remedy, title, text, parts: { pieces: template.text, values } };
  if (field !== undefined) described.field = field;
  return described;
}

/** The message in the words of the schema for a value of this form. */
function namedValue({ rule, title, field, inForm }: RuleTemplate, finding: Finding, language: Language): Described | undefined {
  const named = ruleValueOf(rule, finding.params);
  if (!named) return undefined;
  const { form, value, advice } = named;
  const values = { ...adviceValues(form, advice, value, finding.path, language), inForm, pattern: '', value };
  const draft = draftFrom(partsOf(language, 'schema.pattern'), finding, values);
  return whole(field, draft, title, sentenceOf(language, field, draft));
}

/** Items shown of a list of values. */
const SHOWN = 10;

function valueText(value: unknown, language: Language): string {
  if (typeof value === 'string') return shown(spacesShown(value), 80);
  if (typeof value === 'number') return FORMATTERS[language.lang].number(value);
  if (typeof value === 'boolean') return language.sentences.boolean({ value });
  if (!Array.isArray(value)) return language.sentences.absent();
  const items = value.slice(0, SHOWN).map((item) => valueText(item, language));
  return items.join(', ') + (value.length > SHOWN ? ', …' : '');
}

/** The record at a pointer, counted from 1: `/marches/marche/11` is « marché n° 12 ». */
const recordAt = (pointer: string, { sentences }: Language): string =>
  sentences.record({ concession: pointer.includes('/contrat-concession/'), number: rank(pointer) });
