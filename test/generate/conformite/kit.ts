/** The kit as a vendor finds it: files and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { under } from '../../../src/host/paths.node.ts';

export type Finding = { entry: number; record?: number; path: string; severity: string; first?: number };
export type Skipped = { entry: number; record?: number };
export type Read = { path: string; type: string; required: boolean };
export type Entry = {
  scope: string;
  kind?: string;
  unique?: 'record' | string[];
  each?: string;
  when?: string;
  assert: string;
  at?: string;
  reads: Read[];
  quadratic: boolean;
};
export type KitRule = { id: string; severity: string; on: Entry[] };
export type Rules = {
  version: string;
  longestList: number;
  functions: { name: string; arguments: string[]; result: string; forms?: Record<string, string> }[];
  rules: KitRule[];
};
export type KitCase = {
  name: string;
  kind: 'marche' | 'contrat-concession';
  record?: unknown;
  records?: unknown[];
  schemaFaults?: { record?: number; path: string }[];
  expected: Finding[];
  notEvaluated?: Skipped[];
};
export type CaseFile = { rule: string; rulesVersion: string; day: string; cases: KitCase[] };
export type FunctionCases = { day: string; cases: { function: string; arguments: unknown[]; result: unknown }[] };

const folder = under('dist', 'conformite');

export const readText = (path: string): string => readFileSync(`${folder}/${path}`, 'utf8');
export const readKit = (path: string): unknown => JSON.parse(readText(path));

export const caseFiles = (): CaseFile[] =>
  readdirSync(`${folder}/cases`)
    .filter((name) => name !== 'functions.json')
    .sort()
    .map((name) => readKit(`cases/${name}`) as CaseFile);

/** What an implementation says of a case of a rule. */
export type Implementation = (rule: KitRule, each: KitCase) => { found: Finding[]; skipped: Skipped[] };

/** The cases on which an implementation says something else than the kit. */
export function failures(rules: readonly KitRule[], files: readonly CaseFile[], implementation: Implementation): string[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return files.flatMap(({ rule: id, cases }) => {
    const rule = byId.get(id);
    if (!rule) return [`${id}: there is no such rule`];
    return cases.flatMap((each) => {
      const { found, skipped } = implementation(rule, each);
      const same = ordered(found) === ordered(each.expected) && ordered(skipped) === ordered(each.notEvaluated ?? []);
      return same ? [] : [`${id}, ${each.name}: ${ordered(found)} ${ordered(skipped)}, and not ${ordered(each.expected)}`];
    });
  });
}

const ordered = (list: readonly (Finding | Skipped)[]): string =>
  list
    .map((each) => JSON.stringify(Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))))
    .sort()
    .join(' ');

export const recordsOf = ({ record, records }: KitCase): unknown[] => records ?? [record];

export const faultsOf = ({ schemaFaults = [] }: KitCase, record: number): string[] =>
  schemaFaults.filter((fault) => (fault.record ?? 0) === record).map(({ path }) => path);
