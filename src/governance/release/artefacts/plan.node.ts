import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { InputError } from '../../../finding.ts';
import { versionFolders } from '../../../model/read-version.node.ts';
import { BY_KIND, isBefore, rulesFrom } from '../../../model/releases.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import { type Input, schemaInputs, toolsInputs, dependenciesOf } from '../inputs.node.ts';
import { refuseStale } from '../stale.node.ts';
import { tarball, tarballName, npm } from './tarball.node.ts';
import { readSource, type Source } from './version.node.ts';
import { type OnStep, versionArchive } from './version-archive.node.ts';
import { conformiteFiles } from '../../build/dist-files.node.ts';
import type { GeneratedFile } from '../../../generate/types.ts';
import { validatorModule } from '../../../generate/validators.node.ts';
import { readExamples } from '../../examples/all.node.ts';
import { zipOf, type Artefact } from '../archive/tgz.node.ts';
import { SUMS } from '../../sums.ts';
import { withSums, sumsOfFiles } from '../sums.node.ts';
import { createHash } from 'node:crypto';
import { type Stream, PROVENANCE, provenance } from '../provenance.node.ts';
import { type SourceCommit, sourceCommit } from '../source-commit.node.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { textsOf } from '../../../../packages/base/src/texts.ts';

/** The requested artefacts: a published version, `next` (as a candidate), or `outils-X.Y.Z`. */
export type Asked = { version: string; as?: string | undefined };

/** One artefact and how it is made. `date`: that of the sources. */
type Maker = { path: string; make: (date: string | undefined) => Promise<Uint8Array> };

/** The artefacts of a release that its provenance speaks of. */
export type Plan = { stream: Stream; name: string; from?: string; inputs: Input[]; makers: Maker[] };

const TOOLS = /^outils-/;

/** Throws an InputError for what is no version, a number that a candidate cannot have, and where the sources are not there. */
export async function planOf(asked: Asked, onStep: OnStep): Promise<Plan> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  await refuseStale();
  return TOOLS.test(asked.version) ? toolsPlan(asked, onStep) : schemaPlan(asked, onStep);
}

async function schemaPlan({ version, as }: Asked, onStep: OnStep): Promise<Plan> {
  const known = await versionFolders(under('schema'));
  if (!known.includes(version)) throw new InputError('input.unknown-release', { version, known: [...known, toolsName()] });
  if (as !== undefined && (version !== 'next' || !/^\d+\.\d+\.\d+-rc\.\d+$/.test(as)))
    throw new InputError('input.not-a-candidate', { version: as });
  const name = as ?? version;
  const source = await readSource(version, name);
  return {
    stream: 'schema',
    name,
    from: version,
    inputs: schemaInputs(version, name, source.published.version),
    makers: [
      { path: `decp-${name}.zip`, make: () => versionArchive(source, onStep) },
      ...(isBefore(name, BY_KIND) ? [] : [{ path: `conformite-${name}.zip`, make: () => kit() }]),
      sbomMaker('schema', name),
    ],
  };

  function kit(): Promise<Uint8Array> {
    onStep(textsOf(RELEASE, (say) => say['step.kit']()));
    return kitArchive(source);
  }
}

function toolsPlan({ version, as }: Asked, onStep: OnStep): Promise<Plan> {
  if (as !== undefined) throw new InputError('input.not-a-candidate', { version: as });
  if (version !== toolsName()) throw new InputError('input.unknown-release', { version, known: [toolsName()] });
  const name = packageFacts().version;
  const makers = [{ path: tarballName(packageFacts()), make: () => tarball(onStep) }, sbomMaker('outils', name)];
  return Promise.resolve({ stream: 'outils', name, inputs: toolsInputs(), makers });
}

const toolsName = (): string => `outils-${packageFacts().version}`;

/** From the lock: what is installed here, and for which system, has no part in it. */
const sbomMaker = (stream: Stream, version: string): Maker => ({
  path: SBOM,
  make: async (date) => {
    const answer = await npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], under());
    return sbomOf(JSON.parse(answer) as NpmSbom, { stream, version, tools: packageFacts(), date });
  },
});

/** The versions of Node that the package is made for. */
async function nodeRange(): Promise<string> {
  const { packages } = JSON.parse(await readFile(under('package-lock.json'), 'utf8')) as {
    packages: Record<string, { engines?: { node?: string } }>;
  };
  return packages['']?.engines?.node ?? '';
}

/** The kit by which implementations of the rules of a version prove themselves. */
export async function kitFiles({ from, model, own, rules, nomenclatures }: Source): Promise<GeneratedFile[]> {
  // Its own examples say what sets the version apart: the cases of each rule are among those of the version that the rules are from.
  const texts = new Map([...(await readExamples(rulesFrom(from))), ...(await readExamples(from))]);
  const files = await conformiteFiles({ own, rules }, model, nomenclatures, await validatorModule(model), texts);
  return files.map(({ path, text }) => ({ path: path.replace(/^conformite\//, ''), text }));
}

/** `conformite-<version>.zip`. */
async function kitArchive(source: Source): Promise<Uint8Array> {
  const kit = new Map((await kitFiles(source)).map(({ path, text }) => [path, Buffer.from(text)]));
  return zipOf(withSums(`conformite-${source.name}`, kit));
}

const SBOM = 'sbom.cdx.json';

/** The subject of the list: a version of the format, or the npm package. */
type Subject = {
  stream: 'schema' | 'outils';
  version: string;
  tools: { name: string; version: string };
  date?: string | undefined;
};

type Component = { 'bom-ref': string; name: string } & Record<string, unknown>;
type Dependencies = { ref: string; dependsOn?: string[] };
export type NpmSbom = {
  specVersion: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: Dependencies[];
};

/**
 * The properties that depend on the lock file only. The others, such as registry URLs, depend on how the packages were installed.
 */
const KEPT = ['bom-ref', 'type', 'name', 'version', 'scope', 'purl', 'properties', 'hashes', 'licenses'] as const;

/**
 * The list of components (CycloneDX) that npm made, with nothing in it of the machine or the hour: its number is made of its content, its date is that
 * of the sources, its order is that of names. `npm` gives the folder's name to the package, and this one its own.
 */
export function sbomOf(npm: NpmSbom, subject: Subject): Uint8Array {
  const { tools, date } = subject;
  const root = { ...kept(npm.metadata.component), name: tools.name };
  const version = subject.stream === 'schema' ? schemaComponent(subject.version) : undefined;
  const components = npm.components.map(kept);
  const content = {
    metadata: {
      ...(date !== undefined && { timestamp: date }),
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: [{ type: 'application', ...tools }] },
      component: version ?? root,
    },
    components: sorted(version ? [...components, root] : components, (one) => one['bom-ref']),
    dependencies: sorted(
      [
        ...(version ? [{ ref: version['bom-ref'], dependsOn: [root['bom-ref']] }] : []),
        ...npm.dependencies.map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: sorted(dependsOn, (name) => name) })),
      ],
      ({ ref }) => ref,
    ),
  };
  const { specVersion } = npm;
  const head = { $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`, bomFormat: 'CycloneDX', specVersion };
  const sbom = { ...head, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`, version: 1, ...content };
  return Buffer.from(`${JSON.stringify(sbom, null, 2)}\n`);
}

const schemaComponent = (version: string): Component => ({
  'bom-ref': `decp@${version}`,
  type: 'data',
  name: 'decp',
  version,
  purl: `pkg:generic/decp@${version}`,
});

function kept(component: Component): Component {
  const entries = KEPT.flatMap((key) => (component[key] === undefined ? [] : [[key, component[key]] as const]));
  const { properties, ...rest } = Object.fromEntries(entries) as Component & { properties?: { name: string }[] };
  return { ...rest, ...(properties && { properties: properties.filter(({ name }) => name !== PATH) }) };
}

/** The property with the path at which a package is installed. npm 10 adds it, npm 11 does not. */
const PATH = 'cdx:npm:package:path';

const sorted = <T>(list: readonly T[], key: (one: T) => string): T[] =>
  [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

/** A UUID made of a content (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The artefacts of a release in memory, and the commit that holds what they were made from. */
type Made = { name: string; artefacts: Artefact[]; source: SourceCommit };

/**
 * Makes the artefacts of a release from the sources of the clone; the same sources give the same bytes. `asked.version`: a
 * published version, `next` (with `as` for a candidate) or `outils-X.Y.Z`. Throws an InputError for any other version, or if npm
 * is missing. `reported`: the commit named by the release, if it is being rebuilt.
 */
export const makeArtefacts = async (asked: Asked, onStep: OnStep = () => undefined, reported?: SourceCommit): Promise<Made> =>
  makePlanned(await planOf(asked, onStep), reported);

/** The names of what a plan makes. */
export const artefactNames = ({ makers }: Plan): string[] => [...makers.map(({ path }) => path), PROVENANCE, SUMS];

export async function makePlanned(plan: Plan, reported?: SourceCommit): Promise<Made> {
  const source = await sourceNamed(plan.inputs, reported);
  const date = 'date' in source ? source.date : undefined;
  // In parallel, since the compiler and npm use threads and processes of their own.
  const made = await Promise.allSettled(plan.makers.map(async ({ path, make }) => ({ path, bytes: await make(date) })));
  // All tasks have ended here, so that a caller may clean up after a failure while nothing is still reading.
  const subjects = made.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const statement = { path: PROVENANCE, bytes: await provenanceOf(plan, subjects, source) };
  const artefacts = [...subjects, statement];
  const sums = sumsOfFiles(new Map(artefacts.map(({ path, bytes }) => [path, bytes])));
  return { name: plan.name, artefacts: [...artefacts, { path: SUMS, bytes: sums }], source };
}

/** The source commit. The reported one is kept if it names no commit, or if this clone cannot determine the commit. */
async function sourceNamed(inputs: readonly Input[], reported: SourceCommit | undefined): Promise<SourceCommit> {
  if (reported && 'missing' in reported) return reported;
  const found = await sourceCommit(inputs);
  return 'missing' in found ? (reported ?? found) : found;
}

async function provenanceOf(
  { stream, name, from, inputs }: Plan,
  subjects: Artefact[],
  source: SourceCommit,
): Promise<Uint8Array> {
  return provenance({
    ...{ subjects, stream, version: name, from, source },
    base: (await readFile(under('schema', 'base-uri.txt'), 'utf8')).trim(),
    tools: packageFacts(),
    node: await nodeRange(),
    dependencies: await dependenciesOf(inputs),
  });
}
