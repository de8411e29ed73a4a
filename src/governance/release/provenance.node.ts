import type { Artefact } from './archive/tgz.node.ts';
import type { Dependency } from './inputs.node.ts';
import type { SourceCommit } from './source-commit.node.ts';
import { sha256 } from '../../host/sha256.node.ts';

export const PROVENANCE = 'provenance.intoto.json';

/** The name of the commit among what a release was made from. */
const SOURCE = 'source';

export type Stream = 'schema' | 'outils';

export type Statement = {
  subjects: readonly Artefact[];
  /** The base of our own addresses, `schema/base-uri.txt`. */
  base: string;
  stream: Stream;
  version: string;
  /** The folder of `schema/` that the version is made from; none for the tools. */
  from?: string | undefined;
  tools: { name: string; version: string };
  /** The versions of Node that the lock asks for. */
  node: string;
  dependencies: readonly Dependency[];
  source: SourceCommit;
};

/**
 * The provenance of the artefacts: an in-toto Statement v1 with a SLSA provenance v1, unsigned (the publisher may sign it). It
 * depends only on the sources: no machine, path or time; the only date is that of the commit.
 */
export function provenance({ subjects, base, stream, version, from, tools, node, dependencies, source }: Statement): Uint8Array {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map(({ path, bytes }) => ({ name: path, digest: { sha256: sha256(bytes) } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: `${base}/release/v1`,
        externalParameters: { stream, version, ...(from !== undefined && { from }) },
        internalParameters: {},
        resolvedDependencies: [
          ...('commit' in source
            ? [{ name: SOURCE, digest: { gitCommit: source.commit }, annotations: { date: source.date } }]
            : []),
          ...dependencies,
        ],
      },
      runDetails: { builder: { id: `${base}/release/builder`, version: { [tools.name]: tools.version, node } } },
    },
  };
  return Buffer.from(`${JSON.stringify(statement, null, 2)}\n`);
}

/** The parts of a statement that are checked. */
export type Reported = {
  stream: Stream;
  version: string;
  from: string | undefined;
  subjects: ReadonlyMap<string, string>;
  /** The commit that is reported to hold the sources. */
  source: SourceCommit;
  dependencies: ReadonlyMap<string, string>;
};

type Loose = { name?: unknown; digest?: Record<string, unknown>; annotations?: { date?: unknown } };

/** Parses a statement of ours; undefined if it is not one. Its content is not trusted, but compared with the files. */
export function readProvenance(bytes: Uint8Array): Reported | undefined {
  try {
    const { subject, predicate } = JSON.parse(Buffer.from(bytes).toString()) as {
      subject: Loose[];
      predicate: { buildDefinition: { externalParameters: Record<string, unknown>; resolvedDependencies: Loose[] } };
    };
    const { externalParameters: given, resolvedDependencies } = predicate.buildDefinition;
    const { stream, version, from } = given;
    if ((stream !== 'schema' && stream !== 'outils') || typeof version !== 'string') return undefined;
    const named = (list: readonly Loose[]): [string, string][] =>
      list.map(({ name, digest }) => [String(name), String(Object.values(digest ?? {})[0])]);
    const commit = resolvedDependencies.find(({ name }) => name === SOURCE);
    return {
      ...{ stream, version, from: typeof from === 'string' ? from : undefined },
      subjects: new Map(named(subject)),
      source: commit
        ? { commit: String(commit.digest?.['gitCommit']), date: String(commit.annotations?.date) }
        : { missing: 'uncommitted' },
      dependencies: new Map(named(resolvedDependencies.filter((one) => one !== commit))),
    };
  } catch {
    return undefined;
  }
}
