import { analyse, type Report } from 'scslre';
import { subschemas } from '../../model/tree.ts';
import { readSource } from '../../model/source-text.ts';
import type { Schema, Texts } from '../../model/types.ts';
import type { Expr } from '../../rules/cel/tree.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { problemOf } from './faults.ts';

/** Reports the patterns of the schemas of `next` on which an engine that goes back would spend a time without measure with the length of a text. Expects schemas that follow the dialect. */
export const checkPatterns = (files: SchemaFiles): Problem[] =>
  [...files].flatMap(([path, text]) => {
    if (!/^next\/[a-z-]+\.schema\.json$/.test(path)) return [];
    const source = readSource(text);
    return [...subschemas(source.value as Schema)].flatMap(([pointer, { pattern }]) => {
      const slow = pattern === undefined ? undefined : (slowPart(pattern) ?? slowSearch(pattern));
      return slow ? [problemOf(`schema/${path}`, source, { at: `${pointer}/pattern`, texts: slow })] : [];
    });
  });

/** The same of the expressions of rules, whose patterns are searched for in texts: that a search begins again at each character is no fault there. */
export const checkRulePatterns = (rules: readonly CheckedRule[], files: SchemaFiles): Problem[] =>
  rules.flatMap(({ rule, entries }) =>
    entries.flatMap(({ index, assert, when, deviation }) => {
      const path = `next/rules/${rule.id}.yaml`;
      const parts = { assert, when, 'deviation/assert': deviation?.assert };
      return Object.entries(parts).flatMap(([key, expr]) => {
        const texts = expr && patternsIn(expr).flatMap((pattern) => slowPart(pattern) ?? [])[0];
        return texts
          ? [problemOf(`schema/${path}`, readSource(files.get(path) ?? ''), { at: `/on/${index}/${key}`, texts })]
          : [];
      });
    }),
  );

function patternsIn(expr: Expr): string[] {
  if (expr.op === 'matches') return [expr.pattern, ...patternsIn(expr.of)];
  const inner = Object.values(expr).flatMap((part: unknown) => (Array.isArray(part) ? (part as unknown[]) : [part]));
  return inner.flatMap((part) => (typeof part === 'object' && part !== null && 'op' in part ? patternsIn(part as Expr) : []));
}

/** A repeat whose parts can share the same characters in many ways, whatever follows: other engines read on to the end of the text, where ours may stop. */
function slowPart(pattern: string): Texts | undefined {
  const [report] = reportsOf(pattern, { Self: true, Trade: true, Move: false }, true);
  if (!report) return undefined;
  const { raw, isExponential } = { raw: rawOf(report), isExponential: report.exponential };
  return textsOf(CHECKS, (say) => say['pattern.slow']({ part: raw, sign: report.character.pick, isExponential }));
}

/** A repeat with which a search begins again at each character of a text. */
function slowSearch(pattern: string): Texts | undefined {
  const [report] = reportsOf(pattern, { Self: false, Trade: false, Move: true }, false);
  return report && textsOf(CHECKS, (say) => say['pattern.search']({ part: rawOf(report), sign: report.character.pick }));
}

function reportsOf(source: string, reportTypes: Record<Report['type'], boolean>, assumeRejectingSuffix: boolean): Report[] {
  try {
    return analyse({ source, flags: 'u' }, { reportTypes, assumeRejectingSuffix, maxReports: 1 }).reports;
  } catch {
    // What is no pattern has a problem of its own.
    return [];
  }
}

function rawOf(report: Report): string {
  if (report.type === 'Self') return report.parentQuant.raw;
  return report.type === 'Trade' ? report.endQuant.raw : report.quant.raw;
}
