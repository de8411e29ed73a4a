import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import type { Explained } from '../../src/explain/types.ts';
import type { History } from '../../src/model/history.ts';
import type { Step } from '../../src/migrate/step.ts';
import type { Impact } from '../../src/model/impact.ts';
import type { Rule } from '../../src/model/rules.ts';
import type { Model } from '../../src/model/types.ts';
import type { Defect, Nomenclature, SiteData, SiteFile, SiteRelease } from './types.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import { readVersion, versionFolders } from '../../src/model/read-version.node.ts';
import type { BinaryFile, GeneratedFile } from '../../src/generate/types.ts';
import { targetsOf } from '../../src/generate/targets.node.ts';
import { zipOf } from '../../src/governance/release/archive/tgz.node.ts';
import { kitFiles } from '../../src/governance/release/artefacts/plan.node.ts';
import { readSource } from '../../src/governance/release/artefacts/version.node.ts';
import { withSums } from '../../src/governance/release/sums.node.ts';
import { compileAssembly } from '../../packages/fast-validate/src/compile.node.ts';
import { versionArchive } from '../../src/governance/release/artefacts/version-archive.node.ts';
import { BY_KIND, isBefore, isOwn } from '../../src/model/releases.ts';
import { SOURCES } from '../../src/governance/build/all.node.ts';
import { sumOf } from '../../src/governance/build/made-before.node.ts';
import { readExamples } from '../../src/governance/examples/all.node.ts';
import { recordPath, type ReleaseRecord } from '../../src/governance/release/record.ts';
import { under } from '../../src/host/paths.node.ts';
import { readHistory } from '../../src/validate/registry.node.ts';
import { keptOrMade } from '../../src/host/kept-files.node.ts';
import { once } from '../../src/host/once.ts';
import { sha256 } from '../../src/host/sha256.node.ts';
import { type Pairs, readComparisons } from './comparisons.node.ts';
import { judgeOf } from './judge.node.ts';
import { OCDS_FILES, SAMPLE_FILE } from '../shared/urls.ts';

const json = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(under(...path), 'utf8'));
const text = (...path: string[]): Promise<string> => readFile(under(...path), 'utf8');
const yaml = async (...path: string[]): Promise<unknown> => parse(await text(...path));

const among = async <T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Map<string, T>> =>
  new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));

/** The documents of our extension of OCDS. */
async function extensionFiles(): Promise<string[]> {
  const { codelists } = (await json('dist', 'ocds', 'extension.json')) as { codelists: string[] };
  return ['extension.json', 'release-schema.json', ...codelists.map((name) => `codelists/${name}`)];
}

/**
 * Reads all that the pages are made of: the sources, and what the build made of them in `dist/`. `pairs`: which versions are compared;
 * all of them takes a minute the first time.
 */
export async function readSite({ pairs = 'all' }: { pairs?: Pairs } = {}): Promise<SiteData> {
  const versions = await versionFolders(under('schema'));
  const published = versions.filter((version) => version !== 'next');
  const history: History = await readHistory();
  const { releases } = (await json('schema', 'releases.json')) as { releases: SiteRelease[] };
  const models = await Promise.all(versions.map((version) => readVersion(under('schema'), version)));
  const keep = await keptArchives();
  return {
    models,
    releases,
    history,
    explained: ((await json('dist', 'explain.json')) as { codes: Explained[] }).codes,
    rules: await among(
      versions,
      async (version) => ((await json('dist', 'rules', `${version}.json`)) as { rules: Rule[] }).rules,
    ),
    legal: readLegalTexts(await text('schema', 'legal-texts.yaml')),
    defects: await among(published, readDefects),
    steps: await among(versions.slice(1), async (version) => (await yaml('schema', version, 'migration.yaml')) as Step),
    impact: (await json('schema', 'next', 'impact.json')) as Impact,
    examples: await among(versions, readExamples),
    descriptions: (await yaml('schema', 'codelist-descriptions.yaml')) as SiteData['descriptions'],
    nomenclatures: await readNomenclatures(),
    comparisons: await readComparisons(versions, pairs),
    files: new Map(await Promise.all(models.map(async (model) => [model.version, await readFiles(model, keep)] as const))),
    sample: await text('examples', 'tables', basename(SAMPLE_FILE)),
    ocds: await Promise.all(
      (await extensionFiles()).map(async (name) => ({
        url: `${OCDS_FILES}${name}`,
        content: await text('dist', 'ocds', name),
      })),
    ),
    notes: await among(await namedInReleases(/^(.*)\.fr\.md$/), async (version) => ({
      fr: await text('releases', `${version}.fr.md`),
      en: await text('releases', `${version}.en.md`),
    })),
    records: await among(
      await namedInReleases(/^(\d+\.\d+\.\d+)\.yaml$/),
      async (version) => (await yaml(recordPath(version))) as ReleaseRecord,
    ),
    judge: await judgeOf(),
  };
}

/** Files of published versions never change, so this property keeps its original name `mended` in them. */
type DefectEntry = Omit<Defect, 'fixed'> & { ['mended']?: Defect['fixed'] };

async function readDefects(version: string): Promise<Defect[]> {
  const entries = ((await yaml('schema', version, 'known-defects.yaml').catch(() => [])) ?? []) as DefectEntry[];
  return entries.map(({ ['mended']: fixed, ...defect }) => ({ ...defect, ...(fixed && { fixed }) }));
}

/** The versions of which `releases/` has a file of this name. */
const namedInReleases = async (name: RegExp): Promise<string[]> =>
  (await readdir(under('releases')).catch(() => [])).flatMap((file) => name.exec(file)?.[1] ?? []);

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

/** The schema as it is frozen, where it is; what else is downloaded is made of the model. */
async function readFiles(model: Model, keep: Keep): Promise<SiteFile[]> {
  const { version } = model;
  const built = under('dist', 'schemas', version);
  const frozen = version === 'next' ? built : under('schema', version, 'bundled');
  const read = async (folder: string, name: string): Promise<SiteFile> => siteFile(name, await readFile(join(folder, name)));
  return [await read(frozen, 'decp.schema.json'), await read(built, 'decp.schema.draft-07.json'), ...(await madeOf(model, keep))];
}

/** The forms that are offered as the files that they are, and those of many files, each in an archive. */
const BY_FILE = ['xsd', 'template', 'dictionary', 'openapi'];
const IN_ARCHIVE = ['codelists', 'data-package', 'sql', 'classes'];

/** Archives that take seconds to make; eight at a time. */
const STORE = { folder: under('.cache', 'archives'), most: 16 };

/** Gives the archive of this name, which `make` makes where it is not kept. */
type Keep = (name: string, make: () => Promise<Uint8Array>) => Promise<Uint8Array>;

/** Keeps archives as long as nothing that has a part in them changes. */
async function keptArchives(): Promise<Keep> {
  const sum = await sumOf([...SOURCES.folders, 'docs-site/make'], [...SOURCES.files, 'LICENSE']);
  return async (name, make) => (await keptOrMade(STORE, `${name}-${sum}`, make)).bytes;
}

/**
 * The forms of a version that people and programs download. The versions of the State that have every form also have their conformance kit and the archive of all
 * that they are; for those released here, both are attached to the release.
 */
async function madeOf(model: Model, keep: Keep): Promise<SiteFile[]> {
  const { version } = model;
  const source = once(() => readSource(version, version));
  const zip = (name: string, files: Made): Uint8Array =>
    zipOf(withSums(`decp-${version}-${name}`, new Map(files.map((file) => [file.path, bytesOf(file)]))));
  const files: SiteFile[] = [];
  for (const { name, make } of targetsOf(model)) {
    if (BY_FILE.includes(name)) files.push(...(await make(model)).map((file) => siteFile(file.path, bytesOf(file))));
    else if (IN_ARCHIVE.includes(name)) files.push(siteFile(`${name}.zip`, zip(name, await make(model))));
  }
  if (!isOwn(version) && !isBefore(version, BY_KIND)) {
    const kit = await keep(`${version}-conformite`, async () => zip('conformite', await kitFiles(await source())));
    files.push(siteFile('conformite.zip', kit));
    // Of the store, as the engine of the page is.
    const all = await keep(`${version}-decp`, async () => versionArchive(await source(), () => undefined, compileAssembly));
    files.push(siteFile('decp.zip', all));
  }
  return files;
}

type Made = readonly (GeneratedFile | BinaryFile)[];
const bytesOf = (file: Made[number]): Uint8Array => ('text' in file ? Buffer.from(file.text) : file.bytes);

const siteFile = (name: string, bytes: Uint8Array): SiteFile => ({
  ...{ name, content: bytes, bytes: bytes.length, sha256: sha256(bytes) },
});
