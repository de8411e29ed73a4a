import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsIn } from '../../src/governance/build/imports.ts';

/** Where the code stands. */
export const CODE_FOLDERS = ['packages', 'src', 'scripts', 'docs-site/make', 'docs-site/shared', 'docs-site/src'];

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));

/** A part of the code: files that stand together on one level. Imports go down only. */
type Part = { name: string; level: number; owns: RegExp };

const CATALOGUE = /^src\/messages\/(compiled\/|texts\.ts$)/;

/** The first that owns a path counts. */
const PARTS: Part[] = [
  { name: 'base', level: -2, owns: /^packages\/base\// },
  { name: 'schema-diff', level: -1, owns: /^packages\/schema-diff\// },
  { name: 'kinds', level: -0.1, owns: /^src\/model\/kinds\.ts$/ },
  // The compiled catalogue is data: any part may say what concerns it.
  { name: 'catalogue', level: -0.05, owns: CATALOGUE },
  { name: 'finding', level: 0, owns: /^src\/finding\.ts$/ },
  // What any capability asks of a machine: files, output, progress, git.
  { name: 'host', level: 0.05, owns: /^src\/host\// },
  { name: 'model', level: 0.1, owns: /^src\/model\// },
  { name: 'messages', level: 0.2, owns: /^src\/messages(\.ts$|\/)/ },
  // What a capability does on the command line: it may use reports, which stand above what they report.
  { name: 'verbs', level: 5.2, owns: /^src\/(validate|diff|generate|convert|explain|governance\/start)\/verb\.node\.ts$/ },
  { name: 'read', level: 1, owns: /^src\/read\// },
  { name: 'write', level: 1, owns: /^src\/write\// },
  { name: 'rules', level: 1, owns: /^src\/rules\// },
  // Below what checks files, which loads it late: `src/validate/load-fast-validate.ts`.
  { name: 'fast-validate', level: 1.5, owns: /^packages\/fast-validate\// },
  { name: 'validate', level: 2, owns: /^src\/validate\// },
  { name: 'generate', level: 2, owns: /^src\/generate\// },
  { name: 'diff', level: 3, owns: /^src\/diff\// },
  { name: 'report', level: 4, owns: /^src\/report\// },
  { name: 'convert', level: 4.2, owns: /^src\/convert\// },
  { name: 'explain', level: 4.2, owns: /^src\/explain\// },
  // What other programs import, and pages.
  { name: 'library', level: 4.5, owns: /^src\/library\// },
  { name: 'governance', level: 5, owns: /^src\/governance\// },
  // The site: what its pages are made by, what draws them in a browser, and below both what they share.
  { name: 'site-shared', level: 6, owns: /^docs-site\/shared\// },
  { name: 'site-make', level: 6.1, owns: /^docs-site\/make\// },
  { name: 'site-pages', level: 6.1, owns: /^docs-site\/src\// },
  // What Docusaurus reads.
  { name: 'site-settings', level: 6.2, owns: /^docs-site\/[^/]+$/ },
  // The table of verbs: it names the handler of each, and nothing imports it but the entry points.
  { name: 'cli', level: 6.4, owns: /^src\/cli\// },
  { name: 'scripts', level: 6.5, owns: /^scripts\// },
];

/** Scripts touch the machine by nature. */
const OF_THE_MACHINE = /^scripts\/|\.node\.ts$/;

/** What the sources (path → text) do against the plan; each fault with its reason. Empty when all keep to it. */
export function architectureFaults(sources: ReadonlyMap<string, string>): string[] {
  const graph = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]));
  return [
    ...[...graph].flatMap(([path, imports]) => imports.flatMap((target) => importFaults(path, target))),
    ...barrels(sources),
    ...circles(graph),
  ];
}

const known = new Map<string, string[]>();

/** The modules that a source names, those of the project by their path. Each text is parsed once. */
export function importsOf(path: string, text: string): string[] {
  const key = `${path}\n${text}`;
  const names = known.get(key) ?? importsIn(path, text.replaceAll(ASSEMBLY_MARKS, ''));
  known.set(key, names);
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

/** What AssemblyScript writes above functions and constants, where TypeScript allows nothing of the kind. */
const ASSEMBLY_MARKS = /^@(inline|lazy)\b/gm;

const partOf = (path: string): Part | undefined => PARTS.find(({ owns }) => owns.test(path));

function importFaults(path: string, target: string): string[] {
  const from = partOf(path);
  if (!from)
    return [`${path}: stands in no part. Every source file belongs to a part of the plan (test/support/architecture.ts).`];
  const isOfMachine = OF_THE_MACHINE.test(path);
  if (!isOfMachine && (target.startsWith('node:') || builtinModules.includes(target)))
    return [
      `${path}: imports ${target}. Only files named *.node.ts touch the machine, so that all other code runs in a browser.`,
    ];
  if (!isOfMachine && target.endsWith('.node.ts'))
    return [`${path}: imports ${target}, which touches the machine. Only a file named *.node.ts may.`];
  const to = partOf(target);
  if (!to || to === from) return [];
  if (!isEntrance(target))
    return [
      `${path}: imports ${target}, which its package does not export. Import what stands in "exports" of its package.json.`,
    ];
  if (to.level > from.level)
    return [
      `${path}: imports ${target}, a level above. Imports go down, so that each level is understood without the ones above it.`,
    ];
  if (to.level === from.level)
    return [`${path}: imports ${target}, another part on its level. What two parts share lives one level below.`];
  return [];
}

/** The folder of the drawing in which a source stands: `src/read/json/window.ts` → `read`. Undefined for what stands beside all folders (`src/finding.ts`, the compiled catalogue). */
function folderOf(path: string): string | undefined {
  if (CATALOGUE.test(path)) return undefined;
  const [top = '', second, ...rest] = path.split('/');
  if (top !== 'src' && top !== 'packages') return top;
  return rest.length > 0 ? second : /^src\/messages\.ts$/.test(path) ? 'messages' : undefined;
}

/** What a drawing of the folders (one level a line, the highest first; names up to two spaces before what is said of them) does not have as the sources do. */
export function drawingFaults(drawing: string, sources: ReadonlyMap<string, string>): string[] {
  const levels = drawing
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/).filter((word) => /^[a-z][a-z-]*$/.test(word)));
  const drawn = new Map(levels.flatMap((names, level) => names.map((name) => [name, level] as const)));
  const standing = new Set([...sources.keys()].map(folderOf).filter((name) => name !== undefined));
  const upward = [...sources].flatMap(([path, text]) =>
    importsOf(path, text).flatMap((target) => {
      const [from, to] = [folderOf(path), sources.has(target) ? folderOf(target) : undefined];
      if (from === undefined || to === undefined || from === to || VERB.test(path)) return [];
      return (drawn.get(from) ?? 0) < (drawn.get(to) ?? 0) ? [] : [`${path} imports ${target}, drawn no lower than it`];
    }),
  );
  return [
    ...[...standing].filter((name) => !drawn.has(name)).map((name) => `${name} is not drawn`),
    ...[...drawn.keys()].filter((name) => !standing.has(name)).map((name) => `${name} is drawn and does not stand`),
    ...upward,
  ];
}

/** What a capability does on the command line stands in its folder, and above reports. */
const VERB = /\/verb\.node\.ts$/;

/** The lines of a source that are comments, or end with one. */
const COMMENT = /^\s*(?:\*|\/[*/])|\s\/\/ /;

/** Comments that name a source file in backquotes, by its path or the end of it, which is not there. Declarations (`.d.ts`) are made. */
export function staleNames(sources: ReadonlyMap<string, string>): string[] {
  const ends = new Set([...sources.keys()].flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(i).join('/'))));
  return [...sources].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, i) => {
      const names = COMMENT.test(line) ? line.matchAll(/`([\w./-]*\w(?<!\.d)\.tsx?)`/g) : [];
      const stale = [...names].filter(([, name = '']) => !ends.has(name) && !ends.has(posix.join(posix.dirname(path), name)));
      return stale.map(([name]) => `${path}:${i + 1} names ${name}, which is not there. Name the file that is meant now.`);
    }),
  );
}

type Exports = Record<string, string>;

/** What each package lets others import. */
const DOORS = new Map(
  readdirSync(PACKAGES).map((name) => {
    const { exports } = JSON.parse(readFileSync(`${PACKAGES}${name}/package.json`, 'utf8')) as { exports: Exports };
    return [name, Object.values(exports).map((path) => posix.join('packages', name, path))] as const;
  }),
);

/** Whether what stands outside of a package may import this file of it. */
function isEntrance(path: string): boolean {
  const [, name] = /^packages\/([^/]+)\//.exec(path) ?? [];
  return (
    name === undefined ||
    (DOORS.get(name) ?? []).some(
      (entrance) => entrance === path || (entrance.endsWith('/*') && path.startsWith(entrance.slice(0, -1))),
    )
  );
}

/** A file that only passes on what others export hides who needs what and makes circles. */
function barrels(sources: ReadonlyMap<string, string>): string[] {
  return [...sources]
    .filter(([path]) => !path.startsWith('packages/') || !isEntrance(path))
    .filter(([, text]) => {
      const lines = text.split('\n').filter((line) => /^(import|export|const|function|class|type)\b/.test(line));
      return lines.length > 1 && lines.every((line) => /^export (type )?(\*|\{).* from /.test(line));
    })
    .map(([path]) => `${path}: is a barrel (it only passes on). Import from the file that has what you need.`);
}

function circles(graph: ReadonlyMap<string, string[]>): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0)
      faults.push(`${[...trail.slice(start), path].join(' → ')}: an import circle. Move what both need into a file of its own.`);
    if (start >= 0 || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return faults;
}
