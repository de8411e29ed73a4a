import type { Lang } from '../../../packages/base/src/language.ts';
import type { RecordScope } from '../../model/rules.ts';
import type { Texts } from '../../model/types.ts';
import { TO_COMPLETE } from '../checks/rule-examples.ts';
import { badId, UNWRITTEN } from '../checks/rule-texts.ts';
import { RULE_COMMENTS } from './comments.ts';

export type NewRule = { id: string; scope: RecordScope; lang: Lang };

/** The examples that those of a new rule are copied from, by path from the top of the repository. */
export const BASES: Record<RecordScope, string> = {
  marche: 'examples/next/valid/marche-minimal.json',
  concession: 'examples/next/valid/concession-minimale.json',
};

/** The sentence for an id that no rule can have, or undefined. */
export const newIdFault = (id: string): Texts | undefined => (/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) ? undefined : badId(id));

/** The files of a new rule, path → text: its scaffold, an example that keeps to it and one that is to break it, both as `base` stands. */
export function newRuleFiles(rule: NewRule, base: string): Map<string, string> {
  const broken = `examples/next/invalid/${rule.id}--${TO_COMPLETE}`;
  return new Map([
    [`schema/next/rules/${rule.id}.yaml`, scaffold(rule)],
    [`examples/next/valid/${rule.id}-respectee.json`, base],
    [`${broken}.json`, base],
    [`${broken}.findings.json`, findings(rule)],
  ]);
}

const findings = ({ id, scope }: NewRule): string =>
  `${JSON.stringify({ findings: [{ code: id, path: exampleOf(scope).place }] }, null, 2)}\n`;

/** What the texts of a scaffold speak of: an assertion that could be written, and the place of the record in the examples. */
export const exampleOf = (scope: RecordScope): { assertion: string; place: string } =>
  scope === 'marche'
    ? { assertion: 'marche.dureeMois <= 120', place: '/marches/marche/0' }
    : { assertion: 'concession.dureeMois <= 240', place: '/marches/contrat-concession/0' };

/** A rule whose form is right and whose texts are all to be written: the checks refuse it until they are. */
function scaffold({ id, scope, lang }: NewRule): string {
  const say = RULE_COMMENTS[lang];
  return `${commented(say.top)}
id: ${id}
${commented(say.severity)}
severity: warning
${commented(say.family)}
family: qualite
${commented(say.consolidation)}
consolidation: none
title: # ${say.title}
${toWrite()}
description: # ${say.description}
${toWrite()}
remedy: # ${say.remedy}
${toWrite()}
${commented(say.source)}
source:
  text: ${UNWRITTEN.fr}
${commented(say.since)}
since: 2.0.0
${commented(say.on(exampleOf(scope)))}
on:
  - scope: ${scope}
    assert: ${UNWRITTEN.fr}
message: # ${say.message}
${toWrite()}
`;
}

const toWrite = (): string => `  fr: ${UNWRITTEN.fr}\n  en: ${UNWRITTEN.en}`;

const commented = (lines: string): string => lines.replace(/^/gm, '# ');
