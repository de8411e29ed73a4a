import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { checkMarkdown } from './markdown.ts';
import { metaCheck } from './meta-schema.ts';
import { constantFaults } from './rule-constants.ts';
import { pointerOf, problemOf } from './rule-fault.ts';
import { idFaults, type RuleFile } from './rule-ids.ts';
import { sourceFaults } from './rule-source.ts';
import { styleFaults } from './rule-style.ts';
import { formFaults, unwrittenFaults } from './rule-texts.ts';
import { versionFaults } from './rule-versions.ts';

const FOLDER = /^(next|\d+\.\d+\.\d+)\/rules\//;
const RULE = /^(next|\d+\.\d+\.\d+)\/rules\/([^/]+)\.yaml$/;

/**
 * Each rule file keeps to its meta-schema, those of published versions too: the dialect never loses what it could read. Those of
 * `next` bear the name of their file, cite a known source and known versions, and hold clean and finished texts that say the numbers of their expressions.
 */
export function checkRules(files: SchemaFiles): Problem[] {
  const check = metaCheck(files, 'rule.schema.json');
  const read = [...files].flatMap(([path, text]) => {
    const [, version, name] = RULE.exec(path) ?? [];
    if (version === undefined || name === undefined) return [];
    const file = `schema/${path}`;
    const { source, problems } = check(file, text);
    return [{ file, version, name, source, problems, id: valueAt(source.value, '/id') }];
  });
  return [
    ...[...files.keys()].filter((path) => FOLDER.test(path) && !RULE.test(path)).map(misplaced),
    ...read.flatMap((rule) => (rule.version === 'next' ? ruleProblems(rule, read, files) : rule.problems)),
  ];
}

type ReadRule = RuleFile & { file: string; source: SourceText; problems: Problem[] };

/** A fault of ours says better what the meta-schema says of the same place. */
function ruleProblems(rule: ReadRule, all: readonly ReadRule[], files: SchemaFiles): Problem[] {
  const { file, source, problems } = rule;
  const refused = new Set(problems.map(pointerOf));
  const faults = [
    ...formFaults(source.value).filter(({ at }) => refused.has(at)),
    ...(refused.has('/id') ? [] : idFaults(rule, all)),
    ...unwrittenFaults(source.value),
    ...styleFaults(source.value),
    ...sourceFaults(source.value, files),
    ...versionFaults(source, files),
    ...constantFaults(source),
  ];
  const own = [...faults.map((fault) => problemOf(file, source, fault)), ...checkMarkdown(file, source)];
  const better = new Set(own.map(pointerOf));
  return [...problems.filter((problem) => !better.has(pointerOf(problem))), ...own];
}

const misplaced = (path: string): Problem => ({
  file: `schema/${path}`,
  fr: 'fichier inattendu : ce dossier ne contient que des règles, une par fichier « <id>.yaml » ; renommez-le ou déplacez-le',
  en: 'unexpected file: this folder holds rules only, one a file “<id>.yaml”; rename it or move it',
});
