import { diffModels, inputErrorOf } from '../../diff/diff-models.ts';
import { diffSchemas, type Dialect, type Diff, type DiffOptions, type Change } from '../../../packages/schema-diff/src/index.ts';
import type { Decision } from '../../diff/decision.ts';
import { decide, type Numbers } from '../errata/decide.ts';
import type { Erratum } from '../../model/errata.ts';
import type { DiffReport, SourcePlace } from '../../report/diff/types.ts';
import { releaseBefore } from '../../diff/version-folder.node.ts';
import type { Side } from './side.node.ts';
import { LEGAL_TITLES, readLegalTexts, titled, type Titled, type TitledTexts } from '../../model/citation.ts';
import { under } from '../../host/paths.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { readFile, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { filePlaces, versionPlaces } from '../../report/diff/places.ts';
import { readTree } from '../../host/tree.node.ts';
import { isExample } from '../examples/check.ts';
import { readExamples as parsed } from '../mutation/judge.ts';
import type { Model } from '../../model/types.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { exampleSources, inputsOf, partsOf, readExamples } from '../examples/all.node.ts';
import type { ExampleSources } from '../examples/unfold.ts';
import { builtSums, proved } from '../proofs.node.ts';
import { loadRules } from '../../validate/load-rules.node.ts';

/** The whole comparison of two sides. */
export async function reportOf(previous: Side, next: Side, options: Options = {}): Promise<DiffReport> {
  const diff = await compare(previous, next, options);
  const numbers = {
    ...(previous.number !== undefined && { previous: previous.number }),
    ...(next.number !== undefined && { next: next.number }),
  };
  return {
    tool: packageFacts(),
    previous: previous.reported,
    next: next.reported,
    diff,
    decision: await decisionOf(diff, next.errata, numbers),
    places: await placesIn(next, diff.changes),
    legal: next.model ? await titledTexts() : new Map(),
  };
}

/**
 * Errata speak of the step from one release to the following one. They excuse nothing from an older release on; where a side has no
 * number they may, but those that do not are not called stale.
 */
async function decisionOf(diff: Diff, errata: readonly Erratum[], numbers: Numbers): Promise<Decision> {
  const { previous, next } = numbers;
  if (previous === undefined || next === undefined) return { ...decide(diff, errata, numbers), stale: [] };
  return decide(diff, (await releaseBefore(next)) === previous ? errata : [], numbers);
}

/** What errata and rules of a version cite: of the sources where they are there, which may have changed since the last build. */
async function titledTexts(): Promise<TitledTexts> {
  const source = await readFile(under('schema', 'legal-texts.yaml'), 'utf8').catch(() => undefined);
  if (source !== undefined) return titled(readLegalTexts(source));
  const built = JSON.parse(await readFile(under('dist', LEGAL_TITLES), 'utf8')) as [string, Titled][];
  return new Map(built);
}

export type CompareOptions = { dialect?: Dialect; assertFormat?: boolean; budget?: number };

/** `kept`: what was found before of the same versions is not looked for again. */
type Options = CompareOptions & { kept?: true };

async function compare(previous: Side, next: Side, { dialect, assertFormat, budget, kept }: Options): Promise<Diff> {
  const options = {
    ...(dialect !== undefined && { dialect }),
    ...(assertFormat !== undefined && { formatAssertion: assertFormat }),
    ...(budget !== undefined && { budget }),
  };
  if (!previous.model || !next.model) return plainly(previous, next, options);
  const models = [previous.model, next.model] as const;
  const sources = exampleSources();
  const make = async (): Promise<Diff> => diffModels(...models, { ...options, ...(await instancesFor(models, sources)) });
  return kept ? (await proved(await whatDiffers(models, options, sources), make)).value : make();
}

/** All that the comparison of two versions depends on, besides the code: the rules of the build give the lists that rules look in. */
export async function whatDiffers(
  models: readonly Model[],
  options: DiffOptions,
  sources: Promise<ExampleSources> = exampleSources(),
): Promise<readonly unknown[]> {
  return ['diff', ...models.map(partsOf), options, inputsOf(await sources), await builtSums()([])];
}

function plainly(previous: Side, next: Side, options: DiffOptions): Diff {
  try {
    return diffSchemas(previous.schema, next.schema, options);
  } catch (error) {
    throw inputErrorOf(error);
  }
}

/**
 * The places where the changes were written in the sources of a side, as paths from the current folder. Empty if its files no
 * longer exist.
 */
async function placesIn({ sources }: Side, changes: readonly Change[]): Promise<Map<string, SourcePlace>> {
  if (sources === undefined) return new Map();
  const name = relative(process.cwd(), sources).replaceAll(sep, '/') || '.';
  if ((await stat(sources)).isDirectory()) {
    const files = await readTree(sources, (path) => /^[^/]+\.schema\.json$|^(codelists|rules)\//.test(path));
    return versionPlaces(changes, files, name);
  }
  return filePlaces(changes, await readFile(sources, 'utf8'), name);
}

/**
 * The data used to compare versions. `examples`: valid examples as whole files, so that witnesses look like real data; `samples`:
 * examples that break a rule, to show changes of rules; `nomenclatures`: the lists that rules use.
 */
type Instances = { examples: unknown[]; samples: unknown[]; nomenclatures: Nomenclatures };

async function instancesFor(models: readonly Model[], sources: Promise<ExampleSources>): Promise<Instances> {
  const versions = [...new Set(models.map(({ version }) => version))];
  const files = await Promise.all(
    versions.map((version) => readExamples(version, sources).catch(() => new Map<string, string>())),
  );
  const values = (keep: (path: string) => boolean) =>
    files.flatMap((all) => parsed(new Map([...all].filter(([path]) => isExample(path) && keep(path)))).map(({ value }) => value));
  return {
    examples: values((path) => path.startsWith('valid/')),
    // The code of a finding has a dot, the id of a rule has none.
    samples: values((path) => /^invalid\/[a-z0-9-]+--/.test(path)),
    nomenclatures: (await loadRules()).nomenclatures,
  };
}
