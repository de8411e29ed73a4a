import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { InputError } from '../../../finding.ts';
import { versionFolders } from '../../../model/read-version.node.ts';
import { isOwn } from '../../../model/versions.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import { type Input, schemaInputs, toolsInputs } from '../inputs.node.ts';
import { npm } from '../npm.node.ts';
import type { Stream } from '../provenance.node.ts';
import { SBOM, sbomOf, type NpmSbom } from '../sbom.node.ts';
import { refuseStale } from '../stale.node.ts';
import { kitArchive } from './kit.node.ts';
import { tarball, tarballName } from './tarball.node.ts';
import { examplesOf, readSource } from './version.node.ts';
import { type OnStep, versionArchive } from './version-archive.node.ts';

/** What is asked for: a published version, `next` (as a candidate), or `outils-X.Y.Z`. */
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
    inputs: schemaInputs(version, name, examplesOf(version), source.published.version),
    makers: [
      { path: `decp-${name}.zip`, make: () => versionArchive(source, onStep) },
      // The versions that were published without rules have none to prove.
      ...(isOwn(name) ? [{ path: `conformite-${name}.zip`, make: () => kit() }] : []),
      sbomMaker('schema', name),
    ],
  };

  function kit(): Promise<Uint8Array> {
    onStep({ fr: 'kit de conformité', en: 'conformance kit' });
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
export async function nodeRange(): Promise<string> {
  const { packages } = JSON.parse(await readFile(under('package-lock.json'), 'utf8')) as {
    packages: Record<string, { engines?: { node?: string } }>;
  };
  return packages['']?.engines?.node ?? '';
}
