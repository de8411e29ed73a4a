import type { Impact } from '../../model/impact.ts';
import { readSource } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import { metaCheck } from '../checks/meta-schema.ts';
import { shareOf } from '../impact/hits.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Refusal } from './refusal.ts';

/** A count of real files, which no other machine can make again: as it was, as it is, and as `decp impact` would write it. */
export type Measure = { file: string; before: string | undefined; after: string; print: (impact: Impact) => string };

/** A count that a person wrote: it has not the form of one, does not add up, or is another of the same files by the same rules on the same day. */
export function measureRefusals({ file, before, after, print }: Measure, files: SchemaFiles): Refusal[] {
  const { source, problems } = metaCheck(files, 'impact.schema.json')(file, after);
  const [problem] = problems;
  if (problem) return [refusal(file, { fr: problem.fr, en: problem.en })];
  const impact = source.value as Impact;
  const fault = sumFault(impact) ?? (print(impact) === after ? undefined : OTHER_LAYOUT) ?? sameDay(before, after);
  return fault ? [refusal(file, fault)] : [];
}

const refusal = (file: string, { fr, en }: Texts): Refusal => ({
  kind: 'generated',
  file,
  fr: `ces comptes sont ceux de « npm run impact », et une main y a touché (${fr}) ; remettez le fichier, ou comptez de nouveau avec cette commande`,
  en: `these counts are those of “npm run impact”, and a hand has touched them (${en}); restore the file, or count again with that command`,
});

/** What does not follow from the rest. */
function sumFault({ files, records, rules, fields, findings }: Impact): Texts | undefined {
  const total = records.marche + records['contrat-concession'];
  if (files.reduce((sum, file) => sum + file.records, 0) !== total || records.valid + records.invalid !== total)
    return notSum('records');
  const rule = rules.find(
    ({ records, evaluated, hit, findings, share }) =>
      evaluated > records || hit > records || hit > findings || share !== shareOf(hit, records),
  );
  if (rule) return notSum(rule.id);
  const field = fields.find(
    ({ objects, filled, absent, empty, wrong, share }) =>
      filled + absent + empty !== objects || wrong > objects || share !== shareOf(filled, objects),
  );
  if (field) return notSum(field.path);
  const code = findings.find(({ records, share }) => share !== shareOf(records, total));
  return code && notSum(code.code);
}

const notSum = (name: string): Texts => ({
  fr: `les nombres de « ${name} » ne tombent pas juste`,
  en: `the numbers of “${name}” do not add up`,
});

const OTHER_LAYOUT: Texts = { fr: "la mise en page n'est pas la sienne", en: 'the layout is not its own' };

/** The same files, judged by the same rules and counted on the same day, give the same counts. */
function sameDay(before: string | undefined, after: string): Texts | undefined {
  if (before === undefined || before === after) return undefined;
  const [was, is] = [before, after].map((text) => headOf(readSource(text).value as Impact));
  return was === is
    ? {
        fr: 'mêmes fichiers, mêmes règles et même jour, mais autres comptes',
        en: 'same files, same rules and same day, but other counts',
      }
    : undefined;
}

const headOf = ({ tool, rulesVersion, schema, date, measured, files }: Impact): string =>
  JSON.stringify([tool, rulesVersion, schema, date, measured, files.map(({ sha256 }) => sha256)]);
