import { readFile } from 'node:fs/promises';
import type { Texts } from '../../../model/types.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import { byPath, type Files } from '../archive/files.node.ts';
import { zipOf } from '../archive/zip.node.ts';
import { inFolder } from '../read-files.node.ts';
import { listedArtefacts } from '../sums.node.ts';
import { documentationFiles, formsFiles, recogniserFiles, rulesFiles } from './forms.node.ts';
import { frozenFiles } from './frozen-files.node.ts';
import { readmes } from './readme.node.ts';
import type { Source } from './version.node.ts';
import { withSums } from './with-sums.node.ts';

export type OnStep = (step: Texts) => void;

/** `decp-<version>.zip`: the version as it is frozen, every form of it, its rules, its documentation. */
export async function versionArchive(source: Source, onStep: OnStep): Promise<Uint8Array> {
  const [recogniser, others] = await Promise.all([recogniserOf(source, onStep), othersOf(source, onStep)]);
  const files = new Map<string, Uint8Array>([...others, ...recogniser]);
  for (const [path, bytes] of readmes({ version: source.name, status: source.status, inForce: source.published.version }, [
    ...files.keys(),
  ]))
    files.set(path, bytes);
  files.set('index.json', index(source.name, files));
  return zipOf(withSums(`decp-${source.name}`, files));
}

type Entries = [string, Uint8Array][];

function recogniserOf(source: Source, onStep: OnStep): Promise<Entries> {
  onStep({ fr: 'reconnaisseur (WebAssembly)', en: 'recogniser (WebAssembly)' });
  return recogniserFiles(source);
}

async function othersOf(source: Source, onStep: OnStep): Promise<Entries> {
  onStep({ fr: `formes de la version ${source.name}`, en: `forms of version ${source.name}` });
  return [
    ...inFolder('schema', await frozenFiles(under('schema'), source.from, source.model)),
    ...(await formsFiles(source)),
    ...rulesFiles(source),
    ...(await documentationFiles(source)),
    ['LICENSE', await readFile(under('LICENSE'))],
  ];
}

/**
 * What a program asks of an archive: which version, made by which tools, which files. `schema/releases.json` is not in an archive: it lists
 * the sum of the archive, and its states and dates change after a release.
 */
function index(version: string, files: Files): Uint8Array {
  const { name, version: tools } = packageFacts();
  const listed = listedArtefacts([...files].sort(byPath).map(([path, bytes]) => ({ path, bytes })));
  return Buffer.from(`${JSON.stringify({ version, tools: { name, version: tools }, files: listed }, null, 2)}\n`);
}
