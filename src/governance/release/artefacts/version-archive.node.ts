import { readFile } from 'node:fs/promises';
import type { Texts, Model } from '../../../model/types.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import { byPath, type Files, zipOf } from '../archive/tgz.node.ts';
import { formatSums, SUMS } from '../../sums.ts';
import { listedArtefacts, inFolder, withSums } from '../sums.node.ts';
import { readBytes } from '../../../host/tree.node.ts';
import type { Source } from './version.node.ts';
import { join, basename } from 'node:path';
import { hasRecogniser } from '../../../model/record-shapes.ts';
import { sumsOf } from '../../build/freeze.node.ts';
import { dictionary } from '../../../generate/dictionary.ts';
import type { BinaryFile, GeneratedFile } from '../../../generate/types.ts';
import { recogniserReadme } from '../../../../packages/fast-validate/src/readme.node.ts';
import { compileAnew, ENTRY, recogniserSources, tablesImage } from '../../../../packages/fast-validate/src/compile.node.ts';
import { rulesVersion } from '../../build/dist-files.node.ts';
import { targetsOf } from '../../../generate/targets.node.ts';
import { notesOf } from '../inputs.node.ts';
import type { Status } from '../../../model/releases.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { textsOf } from '../../../../packages/base/src/texts.ts';

export type OnStep = (step: Texts) => void;

/**
 * `decp-<version>.zip`: the version as it is frozen, every form of it, its rules, its documentation. `compile`: how the recogniser is compiled; what a release
 * attaches hangs on nothing that was left behind.
 */
export async function versionArchive(source: Source, onStep: OnStep, compile: Compile = compileAnew): Promise<Uint8Array> {
  const [recogniser, others] = await Promise.all([recogniserOf(source, onStep, compile), othersOf(source, onStep)]);
  const files = new Map<string, Uint8Array>([...others, ...recogniser]);
  for (const [path, bytes] of readmes({ version: source.name, status: source.status, inForce: source.published.version }, [
    ...files.keys(),
  ]))
    files.set(path, bytes);
  files.set('index.json', index(source.name, files));
  return zipOf(withSums(`decp-${source.name}`, files));
}

type Entries = [string, Uint8Array][];
type Compile = typeof compileAnew;

function recogniserOf(source: Source, onStep: OnStep, compile: Compile): Promise<Entries> {
  onStep(textsOf(RELEASE, (say) => say['step.recogniser']()));
  return recogniserFiles(source, compile);
}

async function othersOf(source: Source, onStep: OnStep): Promise<Entries> {
  onStep(textsOf(RELEASE, (say) => say['step.forms']({ version: source.name })));
  return [
    ...inFolder('schema', await frozenFiles(under('schema'), source.from, source.model)),
    ...(await formsFiles(source)),
    ...rulesFiles(source),
    ...(await documentationFiles(source)),
    ['LICENSE', await readFile(under('LICENSE'))],
  ];
}

/**
 * The manifest that programs read in an archive: version, tools, files. An archive does not contain `schema/releases.json`, which
 * lists the checksum of the archive and changes after a release.
 */
function index(version: string, files: Files): Uint8Array {
  const { name, version: tools } = packageFacts();
  const listed = listedArtefacts([...files].sort(byPath).map(([path, bytes]) => ({ path, bytes })));
  return Buffer.from(`${JSON.stringify({ version, tools: { name, version: tools }, files: listed }, null, 2)}\n`);
}

const KNOWN_DEFECTS = 'known-defects.yaml';

/** Counts of real data are not part of a version. */
const isCounted = (path: string): boolean => /^impact\b/.test(path);

/**
 * The files of a frozen version. A published folder is read as it is; for `next` they are computed as `freeze` would write them:
 * sources, bundle, empty list of known defects, checksums. A test compares both.
 */
export async function frozenFiles(schemaDir: string, from: string, { schema }: Model): Promise<Files> {
  const files = await readBytes(join(schemaDir, from));
  if (from !== 'next') return files;
  for (const path of files.keys()) if (isCounted(path)) files.delete(path);
  files.set('bundled/decp.schema.json', Buffer.from(`${JSON.stringify(schema, null, 2)}\n`));
  const sums = Buffer.from(formatSums(sumsOf(files)));
  return files.set(KNOWN_DEFECTS, Buffer.from('[]\n')).set(SUMS, sums);
}

type Generated = readonly (GeneratedFile | BinaryFile)[];

/** Targets that have another place in an archive, or are built here from the rules of the version. */
const ELSEWHERE = new Set(['dictionary', 'recogniser']);

/** `forms/<target>/`: every form that `decp generate` makes of the version. */
async function formsFiles({ model }: Source): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for (const { name, make } of targetsOf(model))
    if (!ELSEWHERE.has(name)) files.push(...placed(`forms/${name}`, await make(model)));
  return files;
}

/** `forms/recogniser/`: its sources, the module made of them, and the lists that the module asks. */
async function recogniserFiles({ model, own, rules, published, nomenclatures }: Source, compile: Compile): Promise<Entries> {
  if (!hasRecogniser(model)) return [];
  const sources = await recogniserSources({ model, own, rules, published });
  const texts = [...sources].map(([path, text]) => ({ path, text }));
  const built = [
    { path: ENTRY.replace(/\.ts$/, '.wasm'), bytes: await compile(sources, ENTRY) },
    { path: 'tables.bin', bytes: tablesImage(nomenclatures) },
  ];
  return placed('forms/recogniser', [...(await recogniserReadme(model)), ...texts, ...built]);
}

/** `documentation/`: the dictionary of the data and the notes of the release, in French and in English. */
async function documentationFiles({ name, model }: Source): Promise<[string, Uint8Array][]> {
  const notes = notesOf(name).map(async (path) => ({ path: basename(path), bytes: await readFile(under(path)) }));
  return placed('documentation', [...dictionary(model), ...(await Promise.all(notes))]);
}

/** `rules/`: the rules that speak of the version, as data, and the lists that they ask. */
function rulesFiles({ own, rules: checked, nomenclatures }: Source): [string, Uint8Array][] {
  const rules = checked.map(({ rule }) => rule);
  return placed('rules', [
    { path: 'rules.json', text: json({ version: rulesVersion(own, nomenclatures), rules }) },
    { path: 'nomenclatures.json', text: json(nomenclatures) },
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

const placed = (folder: string, files: Generated): [string, Uint8Array][] =>
  files.map((file) => [`${folder}/${file.path}`, 'text' in file ? Buffer.from(file.text) : file.bytes]);

/** The content of the archive of a version. Folders that a version does not have are left out. */
const FOLDERS: readonly [path: string, holds: Texts][] = [
  ['schema/', textsOf(RELEASE, (say) => say['archive.sources']())],
  ['forms/', textsOf(RELEASE, (say) => say['archive.forms']())],
  ['forms/types/', textsOf(RELEASE, (say) => say['archive.types']())],
  ['forms/recogniser/', textsOf(RELEASE, (say) => say['archive.recogniser']())],
  ['rules/', textsOf(RELEASE, (say) => say['archive.rules']())],
  ['documentation/', textsOf(RELEASE, (say) => say['archive.documents']())],
  ['index.json', textsOf(RELEASE, (say) => say['archive.version']())],
  ['SHA256SUMS', textsOf(RELEASE, (say) => say['archive.sums']())],
];

/** A version, what it is before the law as the release is made, and the version in force then. */
type Standing = { version: string; status: Status; inForce: string };

/** `LISEZMOI.md` and `README.md` of an archive that holds `paths`. */
export const readmes = (standing: Standing, paths: readonly string[]): [string, Uint8Array][] => [
  ['LISEZMOI.md', Buffer.from(FR(standing.version, STANDINGS[standing.status](standing).fr, table('fr', paths)))],
  ['README.md', Buffer.from(EN(standing.version, STANDINGS[standing.status](standing).en, table('en', paths)))],
];

const proposal = ({ inForce }: Standing): Texts => textsOf(RELEASE, (say) => say['archive.proposal']({ inForce }));

const STANDINGS: Record<Status, (standing: Standing) => Texts> = {
  'publiée ici': proposal,
  brouillon: proposal,
  'en vigueur': () => textsOf(RELEASE, (say) => say['archive.in-force']()),
  remplacée: ({ inForce }) => textsOf(RELEASE, (say) => say['archive.replaced']({ inForce })),
};

function table(lang: 'fr' | 'en', paths: readonly string[]): string {
  const made = ['index.json', 'SHA256SUMS'];
  const there = FOLDERS.filter(([path]) => made.includes(path) || paths.some((one) => one.startsWith(path)));
  return there
    .map(([path, holds]) => `- \`${path}\` : ${holds[lang]}`)
    .join('\n')
    .replaceAll('` : ', lang === 'fr' ? '` : ' : '`: ');
}

const FR = (
  version: string,
  standing: string,
  contents: string,
): string => `# Données essentielles de la commande publique, version ${version}

${standing}

Seuls les textes réglementaires font foi.

${contents}

## Vérifier

Dans ce dossier, \`sha256sum -c SHA256SUMS\` vérifie que rien n'a changé. Les octets de l'archive ne dépendent que des sources : dans un clone du
référentiel, à l'étiquette de la version, \`npx decp release verify\` suivi du nom de l'archive la refait et la compare octet par octet.

## Reprendre

Schémas, listes, règles et textes : Licence Ouverte 2.0 ; code : licence MIT. \`LICENSE\` dit le détail.
`;

const EN = (
  version: string,
  standing: string,
  contents: string,
): string => `# Essential data of French public procurement, version ${version}

${standing}

Only the legal texts are authoritative.

${contents}

## To check

In this folder \`sha256sum -c SHA256SUMS\` checks that nothing has changed. The bytes of the archive hang on the sources alone: in a clone of the
référentiel, at the tag of the version, \`npx decp release verify\` followed by the name of the archive makes it again and compares byte by byte.

## To reuse

Schemas, lists, rules and texts: Licence Ouverte 2.0; code: MIT licence. \`LICENSE\` says the details.
`;
