import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import type { Explained } from '../../messages/explanations/types.ts';
import type { History } from '../../model/history.ts';
import type { Impact } from '../../model/impact.ts';
import type { Rule } from '../../model/rules.ts';
import type { Comparison, Defect, LegalText, Nomenclature, SiteData, SiteRelease } from '../../site/types.ts';
import { readVersion, versionFolders } from '../build/read-version.ts';
import { reportOf } from '../diff.ts';
import { versionSide } from '../diff/side.ts';
import { readExamples } from '../examples.ts';
import { under } from '../paths.ts';
import { readHistory } from '../registry.ts';
import { judgeOf } from './judge.ts';

const json = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(under(...path), 'utf8'));
const text = (...path: string[]): Promise<string> => readFile(under(...path), 'utf8');
const yaml = async (...path: string[]): Promise<unknown> => parse(await text(...path));

const among = async <T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Map<string, T>> =>
  new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));

/** Reads all that the pages are made of: the sources, and what the build made of them in `dist/`. */
export async function readSite(): Promise<SiteData> {
  const versions = await versionFolders(under('schema'));
  const published = versions.filter((version) => version !== 'next');
  const history: History = await readHistory();
  const { releases } = (await json('schema', 'releases.json')) as { releases: SiteRelease[] };
  return {
    models: await Promise.all(versions.map((version) => readVersion(under('schema'), version))),
    releases,
    history,
    explained: ((await json('dist', 'explain.json')) as { codes: Explained[] }).codes,
    rules: await among(
      versions,
      async (version) => ((await json('dist', 'rules', `${version}.json`)) as { rules: Rule[] }).rules,
    ),
    legal: new Map(Object.entries((await yaml('schema', 'legal-texts.yaml')) as Record<string, LegalText>)),
    defects: await among(published, readDefects),
    impact: (await json('schema', 'next', 'impact.json')) as Impact,
    examples: await among(versions, readExamples),
    nomenclatures: await readNomenclatures(),
    comparisons: await compareNeighbours(versions),
    notes: await among(await releasedHere(), async (version) => ({
      fr: await text('releases', `${version}.fr.md`),
      en: await text('releases', `${version}.en.md`),
    })),
    judge: await judgeOf(),
  };
}

const readDefects = async (version: string): Promise<Defect[]> =>
  ((await yaml('schema', version, 'known-defects.yaml').catch(() => [])) ?? []) as Defect[];

const releasedHere = async (): Promise<string[]> =>
  (await readdir(under('releases')).catch(() => [])).flatMap((name) => /^(.*)\.fr\.md$/.exec(name)?.[1] ?? []);

async function readNomenclatures(): Promise<Nomenclature[]> {
  const folder = under('schema', 'nomenclatures');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(
    names.map(async (name) => {
      const [columns = [], ...rows] = parseCsv(await readFile(join(folder, name), 'utf8'), { bom: true });
      return { name: name.replace(/\.csv$/, ''), columns, rows };
    }),
  );
}

/** Each version with the one before it. */
async function compareNeighbours(versions: readonly string[]): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [i, to] of versions.entries()) {
    const from = versions[i - 1];
    if (from === undefined) continue;
    comparisons.push({ from, to, report: await reportOf(await versionSide(from), await versionSide(to)) });
  }
  return comparisons;
}
