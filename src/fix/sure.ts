/** The values that messages name and that are certain. Nothing is guessed: what may be read in two ways is left to people. */
import type { Finding } from '../finding.ts';
import { isEitherOrder, isMonthFirst } from '../messages/dates.ts';
import { codesMeant } from '../messages/enum.ts';
import type { Params } from '../messages/language.ts';
import { type Advice, formAdvice, valueFormOf } from '../messages/pattern.ts';
import { ruleValueOf } from '../messages/rule-value.ts';
import { typeAdvice } from '../messages/type.ts';
import type { MessageContext } from '../messages/types.ts';
import { isRemovable } from '../messages/where.ts';
import type { Rule, RuleFix } from '../model/rules.ts';
import type { InTable } from '../model/sheet.ts';
import { tokens } from '../../packages/base/src/pointer.ts';
import { withoutInvisible } from './invisible.ts';
import type { Found, Scalar } from './types.ts';

/** The value that a finding is about, as it stands in the file; undefined where the finding names none. */
export function foundValue(finding: Finding, context: MessageContext): Found | undefined {
  const value = context.rule?.(finding.code) ? valueOfRule(finding) : finding.params['value'];
  return isFound(value) ? value : undefined;
}

/**
 * The value that the message of a finding tells to write, where it is the only one that can be meant: a code spelled otherwise, digits without
 * blanks, a number or an answer written as a text, a day in another form, a text without the characters that nobody sees. Null where it tells to write
 * none: an optional field that says nothing goes. Undefined for any other finding. `value`: the one that the finding is about.
 */
export function sureValue(finding: Finding, value: Found | undefined, context: MessageContext): Scalar | null | undefined {
  const rule = context.rule?.(finding.code);
  if (rule)
    return sureOfRule(rule, finding.params) ?? (rule.fix && fixedByRule(rule.fix, value, context.inTable?.(finding.path)));
  if (finding.code === 'xml.empty-element') return null;
  if (finding.code === 'schema.type' && value === null) return isRemovable(finding.path, context) ? null : undefined;
  if (value === undefined || value === null) return undefined;
  // The advice of a field for a value replaces that of the message.
  if (context.remedy(finding) !== undefined) return context.written?.(finding);
  switch (finding.code) {
    case 'schema.enum':
      return sureCode(finding, context);
    case 'schema.pattern':
      return textOf(formAdvice(valueFormOf(finding.params['pattern'] as string), String(value)));
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

const isFound = (value: unknown): value is Found =>
  value === null || isScalar(value) || (Array.isArray(value) && value.length === 1 && isScalar(value[0]));

/** The value of the field that a rule finds fault with: its message cites it by the path of the field, or by the end of it. */
function valueOfRule({ params, path }: Finding): unknown {
  const names = tokens(path);
  const cited = names.map((_, first) => names.slice(first).join('.')).find((name) => Object.hasOwn(params, name));
  return cited === undefined ? undefined : params[cited];
}

function fixedByRule(fix: RuleFix, value: Found | undefined, table: InTable | undefined): string | null | undefined {
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
  const advice = ruleValueOf(rule, params)?.advice;
  return advice && textOf(advice);
}

/** The text of an advice that names a single one without asking to verify it. */
const textOf = (advice: Advice): string | undefined =>
  advice.kind === 'write' || advice.kind === 'digits-only' || advice.kind === 'alone' ? advice.text : undefined;

function sureCode(finding: Finding, context: MessageContext): string | undefined {
  const { advice, near } = codesMeant(finding.params as Params['schema.enum'], context, finding.path);
  return advice === 'respell' ? near[0] : undefined;
}

/** `isRate`: the field accepts shares, from 0 to 1; `unit`: its unit. */
function sureScalar(
  expected: readonly string[],
  value: Found,
  field: { isRate: boolean; unit: string | undefined },
): Scalar | undefined {
  const advice = typeAdvice({ expected, value, inTable: false, ...field, item: false, wrapper: undefined });
  switch (advice.kind) {
    case 'unquote':
    case 'decimal':
    case 'percent':
    case 'years':
      return Number(advice.json);
    case 'boolean':
      return advice.json === 'true';
    case 'quote':
      return String(value);
    case 'unbracket':
      return (value as readonly [Scalar])[0];
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
