import { posix } from 'node:path';
import { SITE_MADE } from '../../src/host/site-made.ts';
import { anchorOf, commandsOf, readPage, type Page } from './markdown.ts';

/** What is true of the project, to hold documents to: files by path, npm scripts, verbs of `decp` with their options, and those npm scripts that are commands of ours with theirs. */
export type Facts = {
  files: readonly string[];
  scripts: readonly string[];
  verbs: ReadonlyMap<string, readonly string[]>;
  npmRun: ReadonlyMap<string, readonly string[]>;
};

/** Names that documents give to files of the reader. */
const READERS_FILES = [
  'mes-marches.json',
  'archives-2024.json.gz',
  'constats.csv',
  'difference.md',
  'ancien-schema.json',
  'nouveau-schema.json',
];

/** Each thing that a document says and that is not so. `folder`: the one that it stands in. */
export function documentFaults(text: string, facts: Facts, folder = ''): string[] {
  const page = readPage(text);
  const files = [...facts.files, ...SITE_MADE, ...filesMade(page)];
  const tops = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
  return [
    ...page.links.flatMap((target) => linkFaults(target, page, facts, folder)),
    ...[...commandsOf(page), ...page.codes].flatMap((code) => [
      ...code.split(' ').flatMap((word) => pathFaults(word, files, tops)),
      ...npmFaults(code, facts),
      ...decpFaults(code, facts),
    ]),
    ...typographicFaults(page),
  ];
}

/** Files that a guide has its reader make: those of its blocks, and the words of lines that copy or move. */
const filesMade = (page: Page): string[] => [
  ...page.fences.flatMap(({ meta }) => meta.split(' ').slice(1)),
  ...commandsOf(page).flatMap((line) => (/^(cp|mv) /.test(line) ? line.split(' ').slice(line.startsWith('cp') ? 2 : 1) : [])),
];

/** An apostrophe that a code does not have when it is copied from the document. */
export const typographicFaults = ({ codes, fences }: Page): string[] =>
  [...codes, ...fences.map((fence) => fence.text)]
    .filter((code) => code.includes('\u2019'))
    .map((code) => `${code.trim()}: typographic apostrophe in code`);

function linkFaults(target: string, { headings }: Page, { files }: Facts, folder: string): string[] {
  if (/^https:\/\//.test(target)) return [];
  if (target.startsWith('#')) {
    const anchors = headings.map(({ text }) => anchorOf(text));
    return anchors.includes(decodeURIComponent(target.slice(1))) ? [] : [`${target}: there is no such heading`];
  }
  // A heading of another document is looked for where all documents are read (length.test.ts, `npm run links`).
  return files.includes(posix.join(folder, target.split('#', 1)[0] ?? '')) ? [] : [`${target}: the link leads nowhere`];
}

/** A word of code is taken for a path where it begins with a folder of the project, one of `tops`, or ends like a file. */
function pathFaults(code: string, files: readonly string[], tops: ReadonlySet<string | undefined>): string[] {
  if (/["*#]|^[.-]|:\/\//.test(code) || READERS_FILES.includes(code)) return [];
  const isPath = code.includes('/') ? tops.has(code.split('/')[0]) : /\.(md|json|yaml|ts|csv)$/.test(code);
  if (!isPath) return [];
  const path = code.split(/<[^>]*>/).map(escaped);
  const pattern = new RegExp(`${code.includes('/') ? '^' : '(^|/)'}${path.join('[^/]+')}(/|$)`);
  return files.some((file) => pattern.test(file)) ? [] : [`${code}: there is no such file`];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Verbs of npm itself. */
const NPM = ['ci', 'install', 'pack'];

function npmFaults(command: string, { scripts, npmRun }: Facts): string[] {
  return [...command.matchAll(/\bnpm (?:run )?([a-z-]+(?::[a-z]+)?)((?: [^\s|;&]+)*)/g)].flatMap(([, name = '', rest = '']) => {
    if (NPM.includes(name)) return [];
    if (!scripts.includes(name)) return [`npm run ${name}: there is no such script`];
    const options = npmRun.get(name);
    return options ? unknownOptions(rest.replace(' -- ', ' '), options) : [];
  });
}

function decpFaults(command: string, { verbs, npmRun }: Facts): string[] {
  const own = [...verbs.values(), ...npmRun.values()].flat();
  if (/^--[a-z]/.test(command)) return unknownOptions(command, own);
  return [...command.matchAll(/\bdecp((?: [^\s|;&]+)*)/g)].flatMap(([, rest = '']) => {
    const [verb = ''] = rest.trim().split(' ');
    if (verb === '' || verb.startsWith('-')) return unknownOptions(rest, verbs.get('') ?? []);
    const options = verbs.get(verb);
    return options ? unknownOptions(rest, options) : [`decp ${verb}: there is no such command`];
  });
}

const unknownOptions = (text: string, options: readonly string[]): string[] =>
  [...text.matchAll(/(?<!\S)--[a-z-]+/g)].flatMap(([option]) =>
    options.includes(option) ? [] : [`${option}: there is no such option`],
  );
