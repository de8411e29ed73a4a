/** The sources of the référentiel, read once: checks look at them, and all that is built is made of them. */
import { join, posix } from 'node:path';
import { once } from '../../host/once.ts';
import { sha256 } from '../../host/sha256.node.ts';
import { isFolder, readBytes, readTree } from '../../host/tree.node.ts';
import { under } from '../../host/paths.node.ts';
import { modelOf } from '../../model/read-version.node.ts';
import { publishedAmong } from '../../model/published.ts';
import { inForceOf, rulesFrom } from '../../model/releases.ts';
import { deepFreeze } from '../../model/source-text.ts';
import { SourceError } from '../../model/source-error.ts';
import type { Model } from '../../model/types.ts';
import { checkedRules } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { rulesOf, type VersionRules } from '../../rules/versions/book.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { readNomenclatures } from '../../rules/read-nomenclatures.node.ts';
import { checkExpressions } from '../checks/rules.ts';
import { exampleSourcesOf, filesOfExamples, readAllExamples } from '../examples/all.node.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { whereOf, type Problem, type SchemaFiles } from '../problem.ts';
import { sumOfValues } from '../proofs.node.ts';
import type { ReleaseEntry } from '../release/after-release.ts';

/** The files of `schema/` as they stood when they were read, whatever is wrong in them. */
export type SourceFiles = {
  /** The folder that was read, `schema/` of a clone. */
  readonly folder: string;
  /** The published versions, oldest first, then `next`. */
  readonly versions: readonly string[];
  /** By path from the folder. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** The same as texts, without the nomenclatures. */
  readonly files: SchemaFiles;
  /** The texts of `propositions/`, by path from there. */
  readonly propositions: ReadonlyMap<string, string>;
  /** The records of releases, by path from `releases/`. */
  readonly records: ReadonlyMap<string, string>;
  /** Returns the sum of all that was read, the examples too. */
  readonly sum: () => string;
};

/** All that the sources say, where every version could be read. What is costly to derive is derived at the first call, once. */
export type Sources = SourceFiles & {
  /** Oldest first, `next` last. */
  readonly models: readonly Model[];
  readonly published: readonly Model[];
  readonly next: Model;
  /** The example files of each version that has some. */
  readonly examples: ReadonlyMap<string, ExampleFiles>;
  /** What is wrong with tables of cases, and with the examples of released versions. */
  readonly exampleProblems: readonly Problem[];
  readonly releases: readonly ReleaseEntry[];
  /** The version that the State applies. */
  readonly inForce: Model;
  readonly nomenclatures: Nomenclatures;
  /** The sum of what they are read from, for which they need not be read. */
  readonly listsSum: string;
  /** Returns the valid rules of `next`, and the problems of the others. Expects rule files that follow their meta-schema. */
  readonly expressions: { readonly rules: readonly CheckedRule[]; readonly problems: readonly Problem[] };
  /** The rules that judge data of each version: its own, or those of `next` in its names. */
  readonly books: ReadonlyMap<Model, VersionRules>;
};

/** The result of reading the sources. */
export type Reading = {
  readonly files: SourceFiles;
  /** The versions that could be read. */
  readonly models: readonly Model[];
  /** Undefined where a version could not be read: `problems` or `failures` say why. */
  readonly sources: Sources | undefined;
  /** An inconsistency in the sources of a version, which prevented it from being read. */
  readonly problems: readonly Problem[];
  /** Other errors met in reading a version: a file that is broken beyond what is looked at there, or a bug. */
  readonly failures: readonly unknown[];
};

/** What is read of a clone, before anything is looked at: the files of `schema/`, `examples/` and `propositions/`, and the records in `releases/`, by path from there. */
export type Tree = {
  readonly schema: ReadonlyMap<string, Uint8Array>;
  readonly examples: ExampleFiles;
  readonly propositions: ReadonlyMap<string, string>;
  readonly records: ReadonlyMap<string, string>;
};

/** Reads all sources of `root`. Throws where a folder cannot be read; all else that is wrong is answered. */
export const readSources = async (root: string = under()): Promise<Reading> => readTreeOf(await treeIn(root), root);

/** The files of the sources of `root`. Throws where a folder cannot be read. */
export async function treeIn(root: string): Promise<Tree> {
  const textsOfFolder = async (name: string): Promise<Map<string, string>> =>
    isFolder(join(root, name)) ? readTree(join(root, name)) : new Map();
  return {
    schema: await readBytes(join(root, 'schema')),
    examples: await filesOfExamples(root),
    propositions: await textsOfFolder('propositions'),
    // The notes of releases are in the same folder.
    records: new Map([...(await textsOfFolder('releases'))].filter(([path]) => path.endsWith('.yaml'))),
  };
}

/** Reads a version from the texts of `schema/`, by path from there; `folder` is where they were read. */
type ReadVersion = (texts: SchemaFiles, folder: string, version: string) => Promise<Model>;

const frozenModel: ReadVersion = async (texts, folder, version) => {
  const model = await modelOf(texts, folder, version);
  deepFreeze(model);
  return model;
};

/** What the files of a clone say. `root`: the clone, by which errors name files; `read` may know a version from before. */
export async function readTreeOf(tree: Tree, root: string = under(), read = frozenModel): Promise<Reading> {
  const files = sourceFilesOf(tree, join(root, 'schema'));
  const models: Model[] = [];
  const problems: Problem[] = [];
  const failures: unknown[] = [];
  for (const version of files.versions)
    try {
      models.push(await read(files.files, files.folder, version));
    } catch (error) {
      if (error instanceof SourceError) problems.push(...sourceProblems(version, error));
      else failures.push(error);
    }
  const isRead = problems.length === 0 && failures.length === 0;
  const sources = isRead ? sourcesOf(files, models, tree.examples) : undefined;
  return Object.freeze({ files, models: Object.freeze(models), sources, problems: withoutRepeats(problems), failures });
}

/** The files alone: what is checked before any version is read. */
const sourceFilesOf = ({ schema: bytes, examples, propositions, records }: Tree, folder: string): SourceFiles =>
  Object.freeze({
    folder,
    versions: versionsAmong(bytes),
    bytes,
    files: textsOf(bytes, (path) => (path.startsWith(LISTS) ? undefined : path)),
    propositions,
    records,
    sum: once(() =>
      sumOfValues([new Map([...bytes].map(([path, content]) => [path, sha256(content)])), examples, propositions, records]),
    ),
  });

/** The draft alone, as `modelOf` reads it. Throws where it cannot be read. */
export function draftIn(tree: Tree, root: string = under()): Promise<Model> {
  const { files, folder } = sourceFilesOf(tree, join(root, 'schema'));
  return frozenModel(files, folder, 'next');
}

/** The versions that have a folder: the published ones oldest first, then `next`, whatever is there of it. */
const versionsAmong = (bytes: ReadonlyMap<string, unknown>): string[] => [...publishedAmong(bytes.keys()), 'next'];

/** The lists that others keep, below `schema/`. */
const LISTS = 'nomenclatures/';

/** As `readFile` decodes: a mark at the beginning stays. */
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The files that get a name, as texts. */
const textsOf = (bytes: SourceFiles['bytes'], named: (path: string) => string | undefined): Map<string, string> =>
  new Map(
    [...bytes].flatMap(([path, content]) => {
      const name = named(path);
      return name === undefined ? [] : [[name, UTF_8.decode(content)] as const];
    }),
  );

/** Reports the inconsistencies of a version as problems of its files. */
export const sourceProblems = (version: string, error: SourceError): Problem[] =>
  error.all.map(({ file, place, texts }) => ({ file: posix.join('schema', version, file), ...(place && { place }), ...texts }));

/** All versions read the shared files, so a problem in one of them is reported only once. */
const withoutRepeats = (problems: readonly Problem[]): Problem[] =>
  [...new Map(problems.toReversed().map((problem) => [whereOf(problem), problem])).values()].reverse();

function sourcesOf(files: SourceFiles, models: readonly Model[], texts: ExampleFiles): Sources {
  const next = named('next', models);
  const releases = once(() => (JSON.parse(files.files.get('releases.json') ?? '') as { releases: ReleaseEntry[] }).releases);
  const inForce = once(() => named(inForceOf(releases()), models));
  const nomenclatures = once(() =>
    readNomenclatures(textsOf(files.bytes, (path) => (path.startsWith(LISTS) ? path.slice(LISTS.length) : undefined))),
  );
  const listsSum = once(() =>
    sumOfValues([...files.bytes].filter(([path]) => path.startsWith(LISTS)).map(([path, bytes]) => [path, sha256(bytes)])),
  );
  const published = models.filter((model) => model !== next);
  const expressions = once(() => checkExpressions(files.files, next, published));
  const bookOf = (model: Model): VersionRules =>
    rulesFrom(model.version) === 'next' ? rulesOf(model, expressions().rules, next) : { own: model, rules: checkedRules(model) };
  const examples = once(() => readAllExamples(exampleSourcesOf(texts, files.files)));
  const books = once(() => new Map(models.map((model) => [model, bookOf(model)])));
  return Object.freeze({
    ...files,
    models,
    published,
    next,
    get examples() {
      return examples().examples;
    },
    get exampleProblems() {
      return examples().problems;
    },
    get releases() {
      return releases();
    },
    get inForce() {
      return inForce();
    },
    get nomenclatures() {
      return nomenclatures();
    },
    get listsSum() {
      return listsSum();
    },
    get expressions() {
      return expressions();
    },
    get books() {
      return books();
    },
  });
}

function named(version: string, models: readonly Model[]): Model {
  const model = models.find((one) => one.version === version);
  if (!model) throw new Error(`schema: there is no version ${version}`);
  return model;
}
