/** The values that messages name and that are certain. Nothing is guessed: what may be read in two ways is left to people. */
import { SURE_DIGITS } from '../../packages/base/src/digits.ts';
import type { Finding } from '../finding.ts';
import { isEitherOrder, isMonthFirst, isWholeDay } from '../messages/dates.ts';
import { codesMeant } from '../messages/enum.ts';
import type { Params } from '../messages/language.ts';
import { normalise } from '../messages/nearest.ts';
import { formAdvice, valueFormOf } from '../messages/pattern.ts';
import { ruleValueOf } from '../messages/rule-value.ts';
import { typeAdvice } from '../messages/type.ts';
import type { MessageContext } from '../messages/types.ts';
import type { Rule, RuleFix } from '../model/rules.ts';
import type { InTable } from '../model/sheet.ts';
import { tokens } from '../../packages/base/src/pointer.ts';
import { withoutInvisible } from './invisible.ts';
import type { Scalar } from './types.ts';

/** The value that a finding is about, as it stands in the file; undefined where the finding names none. */
export function foundValue(finding: Finding, context: MessageContext): Scalar | undefined {
  const value = context.rule?.(finding.code) ? valueOfRule(finding) : finding.params['value'];
  return isScalar(value) ? value : undefined;
}

/**
 * The value that the message of a finding tells to write, where it is the only one that can be meant: a code spelled otherwise, digits without
 * blanks, a number or an answer written as a text, a day in another form, a text without the characters that nobody sees. Null where it tells to write
 * none. Undefined for any other finding. `value`: the one that the finding is about.
 */
export function sureValue(finding: Finding, value: Scalar | undefined, context: MessageContext): Scalar | null | undefined {
  const rule = context.rule?.(finding.code);
  if (rule)
    return sureOfRule(rule, finding.params) ?? (rule.fix && fixedByRule(rule.fix, value, context.inTable?.(finding.path)));
  // The advice of a field for a value replaces that of the message, and names another value.
  if (value === undefined || context.remedy(finding) !== undefined) return undefined;
  switch (finding.code) {
    case 'schema.enum':
      return sureCode(finding, context);
    case 'schema.pattern':
      return sureText(finding.params['pattern'] as string, value);
    case 'schema.type':
      return sureScalar(finding.params['expected'] as readonly string[], value, {
        isRate: context.largest?.(finding.path) === 1,
        unit: context.unit?.(finding.path),
      });
    default:
      return undefined;
  }
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** The value of the field that a rule finds fault with: its message cites it by the path of the field, or by the end of it. */
function valueOfRule({ params, path }: Finding): unknown {
  const names = tokens(path);
  const cited = names.map((_, first) => names.slice(first).join('.')).find((name) => Object.hasOwn(params, name));
  return cited === undefined ? undefined : params[cited];
}

function fixedByRule(fix: RuleFix, value: Scalar | undefined, table: InTable | undefined): string | null | undefined {
  if (typeof value !== 'string') return undefined;
  if (fix === 'remove-invisible') {
    const clean = withoutInvisible(value);
    return clean === value || clean === '' ? undefined : clean;
  }
  const [place, ...others] = table?.columns ?? [];
  // Without a value of a field that is required the record would not be accepted.
  return place && others.length === 0 && place.member?.required === false ? null : undefined;
}

/** The value that the message of a rule tells to write, where its form is known. */
function sureOfRule(rule: Rule, params: Finding['params']): string | undefined {
  const { advice, form, value = '' } = ruleValueOf(rule, params) ?? {};
  if (advice?.kind !== 'write' && advice?.kind !== 'digits-only' && advice?.kind !== 'alone') return undefined;
  return form === 'date' && (!isWholeDay(value) || isMonthFirst(value)) ? undefined : advice.text;
}

function sureCode(finding: Finding, context: MessageContext): string | undefined {
  const { advice, near } = codesMeant(finding.params as Params['schema.enum'], context, finding.path);
  return advice === 'respell' ? near[0] : undefined;
}

function sureText(pattern: string, value: Scalar): string | undefined {
  const form = valueFormOf(pattern);
  const text = String(value);
  const advice = formAdvice(form, text);
  if (advice.kind !== 'write' && advice.kind !== 'digits-only' && advice.kind !== 'alone') return undefined;
  switch (form) {
    case 'siret':
    case 'cpv':
      return advice.text;
    case 'date':
    case 'date-zone':
      return isWholeDay(text) && !isMonthFirst(text) ? advice.text : undefined;
    case 'marche':
    case 'concession':
      return normalise(text) === normalise(advice.text) ? advice.text : undefined;
    default:
      return undefined;
  }
}

const SIRET_DIGITS = 14;

/** `isRate`: the field accepts shares, from 0 to 1; `unit`: its unit. */
function sureScalar(
  expected: readonly string[],
  value: Scalar,
  field: { isRate: boolean; unit: string | undefined },
): Scalar | undefined {
  // As in a table, where `1.234` may be one thousand or a decimal.
  const advice = typeAdvice({ expected, value, inTable: true, ...field, item: false, wrapper: undefined });
  switch (advice.kind) {
    case 'unquote':
    case 'decimal':
    case 'percent':
    case 'years':
      return advice.json.replace(/[^0-9]/g, '').length > SURE_DIGITS ? undefined : Number(advice.json);
    case 'boolean':
      return advice.json === 'true';
    case 'quote':
      // A number has lost the zeros that it began with: 1004 may be 01004.
      return Number.isSafeInteger(value) && String(value).length >= SIRET_DIGITS ? String(value) : undefined;
    default:
      return undefined;
  }
}

/**
 * Whether days of a field may be written month first: `certain` where a day can only be read so, `possible` where it can be read both ways.
 * One certain day makes all the possible ones of its field doubtful.
 */
export function monthFirst({ code, params }: Finding): 'certain' | 'possible' | undefined {
  if (code !== 'schema.pattern' || typeof params['value'] !== 'string') return undefined;
  const form = valueFormOf(params['pattern'] as string);
  if (form !== 'date' && form !== 'date-zone') return undefined;
  return isMonthFirst(params['value']) ? 'certain' : isEitherOrder(params['value']) ? 'possible' : undefined;
}
