import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ChangedFile, Refusal } from './refusal.ts';
import type { SchemaFiles } from '../problem.ts';
import { impactJson } from '../impact/report.ts';
import { freeze, sumsOf, numberNext } from '../build/freeze.node.ts';
import { formatSums, type Sums } from '../sums.ts';
import { treeAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import { readBytes, writeFiles } from '../../host/tree.node.ts';
import type { Base } from './base.node.ts';
import type { Impact } from '../../model/impact.ts';
import { readSource } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import { metaCheck } from '../checks/meta-schema.ts';
import { shareOf } from '../impact/fields.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * Refuses generated files of `schema/` whose content differs from what the program generates. Files of published versions are
 * checked in published.node.ts.
 */
export async function generatedRefusals(changed: readonly ChangedFile[], base: Base, files: SchemaFiles): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  const folders = new Set(there.flatMap((path) => /^schema\/(\d+\.\d+\.\d+)\//.exec(path)?.[1] ?? []));
  return [
    ...(
      await Promise.all(
        there.filter((path) => /^schema\/next\/impact[^/]*\.json$/.test(path)).map((path) => measureOf(path, base, files)),
      )
    ).flat(),
    ...(await listRefusals(there.filter((path) => /^schema\/nomenclatures\/.*\.csv$/.test(path)))),
    ...(await Promise.all([...folders].map((version) => newVersion(version, base)))).flat(),
  ];
}

async function measureOf(path: string, base: Base, files: SchemaFiles): Promise<Refusal[]> {
  const after = await readFile(under(path), 'utf8');
  return measureRefusals({ file: path, before: await base.text(path), after, print: impactJson }, files);
}

async function listRefusals(paths: readonly string[]): Promise<Refusal[]> {
  if (paths.length === 0) return [];
  const [{ nomenclatures }, { installedCog, installedCountries }] = await Promise.all([
    import('../../model/nomenclature.ts'),
    import('../nomenclature-sources.node.ts'),
  ]);
  const made = nomenclatures(installedCog(), installedCountries());
  const wrong = paths.map(async (path): Promise<Refusal[]> => {
    const text = made.get(basename(path));
    // The CPV comes from no package: its file is the source.
    if (text === undefined || text === (await readFile(under(path), 'utf8'))) return [];
    return [
      {
        kind: 'generated',
        file: path,
        ...textsOf(GATE, (say) => say.nomenclature()),
      },
    ];
  });
  return (await Promise.all(wrong)).flat();
}

/** A version that the base does not have must be exactly what publishing `next` of the base produces. */
async function newVersion(version: string, base: Base): Promise<Refusal[]> {
  if ((await base.text(`schema/${version}/SHA256SUMS`)) !== undefined) return [];
  const made = formatSums(await publishedFrom(base, version));
  if (made === formatSums(sumsOf(await readBytes(under('schema', version))))) return [];
  return [
    {
      kind: 'generated',
      file: `schema/${version}`,
      ...textsOf(GATE, (say) => say['version-by-hand']()),
    },
  ];
}

/** The checksums of the version that a release would publish from `next` of the base, once numbered as the release numbers it. */
export async function publishedFrom(base: Base, version: string): Promise<Sums> {
  const schema = await mkdtemp(join(tmpdir(), 'decp-'));
  try {
    for (const part of ['next', 'fields']) await copy(`schema/${part}`, join(schema, part), base);
    await writeFiles(schema, [{ path: 'base-uri.txt', text: (await base.text('schema/base-uri.txt')) ?? '' }]);
    await numberNext(version, join(schema, 'next'));
    return sumsOf(await readBytes(await freeze(schema, version)));
  } finally {
    await rm(schema, { recursive: true, force: true });
  }
}

async function copy(path: string, folder: string, { commit, prefix, root }: Base): Promise<void> {
  const files = await treeAt(commit, prefix + path, root);
  await writeFiles(
    folder,
    [...files].map(([name, bytes]) => ({ path: name, bytes })),
  );
}

/**
 * An impact report, which cannot be regenerated here because the real files are not available. `print`: formats a report as `decp
 * impact` does.
 */
type Measure = { file: string; before: string | undefined; after: string; print: (impact: Impact) => string };

/**
 * Refuses an impact report that was edited by hand: it violates its meta-schema, its totals do not add up, its layout differs, or
 * its counts differ from a report of the same files, rules and day.
 */
function measureRefusals({ file, before, after, print }: Measure, files: SchemaFiles): Refusal[] {
  const { source, problems } = metaCheck(files, 'impact.schema.json')(file, after);
  const [problem] = problems;
  if (problem) return [refusal(file, { fr: problem.fr, en: problem.en })];
  const impact = source.value as Impact;
  const fault = sumFault(impact) ?? (print(impact) === after ? undefined : OTHER_LAYOUT) ?? sameDay(before, after);
  return fault ? [refusal(file, fault)] : [];
}

const refusal = (file: string, said: Texts): Refusal => ({
  kind: 'generated',
  file,
  ...textsOf(GATE, (say) => say['impact-by-hand']({ said })),
});

/** Returns the first count or share that does not follow from the others. */
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

const notSum = (name: string): Texts => textsOf(GATE, (say) => say['impact-sum']({ name }));

const OTHER_LAYOUT: Texts = textsOf(GATE, (say) => say['impact-layout']());

/** The same files, judged by the same rules on the same day, must give the same counts. */
function sameDay(before: string | undefined, after: string): Texts | undefined {
  if (before === undefined || before === after) return undefined;
  const [was, is] = [before, after].map((text) => headOf(readSource(text).value as Impact));
  return was === is ? textsOf(GATE, (say) => say['impact-same-day']()) : undefined;
}

const headOf = ({ tool, rulesVersion, schema, date, measured, files }: Impact): string =>
  JSON.stringify([tool, rulesVersion, schema, date, measured, files.map(({ sha256 }) => sha256)]);
