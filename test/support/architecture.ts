import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsIn } from '../../src/governance/build/imports.ts';

/** The folders that contain code. */
export const CODE_FOLDERS = [
  ...['packages', 'src', 'scripts', 'federation/src', 'federation/fake'],
  ...['docs-site/make', 'docs-site/shared', 'docs-site/src'],
];

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));

/** A part of the code with its level. Imports only go down. */
type Part = { name: string; level: number; owns: RegExp };

const CATALOGUE = /^src\/messages\/(compiled\/|texts\.ts$)/;

/** The first part whose pattern matches a path owns it. */
const PARTS: Part[] = [
  { name: 'base', level: -2, owns: /^packages\/base\// },
  { name: 'schema-diff', level: -1, owns: /^packages\/schema-diff\// },
  { name: 'kinds', level: -0.1, owns: /^src\/model\/kinds\.ts$/ },
  // The compiled catalogue is data, so any part may import it.
  { name: 'catalogue', level: -0.05, owns: CATALOGUE },
  { name: 'finding', level: 0, owns: /^src\/finding\.ts$/ },
  // Access to the machine for any capability: files, output, progress, git.
  { name: 'host', level: 0.05, owns: /^src\/host\// },
  { name: 'model', level: 0.1, owns: /^src\/model\// },
  { name: 'messages', level: 0.2, owns: /^src\/messages(\.ts$|\/)/ },
  // The command-line handler of a capability. It may use reports, which are above the capability itself.
  {
    name: 'verbs',
    level: 5.2,
    owns: /^src\/(validate|diff|generate|convert|migrate|explain|fix|publish|governance\/start)\/verb\.node\.ts$/,
  },
  { name: 'read', level: 1, owns: /^src\/read\// },
  { name: 'write', level: 1, owns: /^src\/write\// },
  { name: 'rules', level: 1, owns: /^src\/rules\// },
  // What the State's program makes of published files.
  { name: 'consolidation', level: 1.4, owns: /^src\/consolidation\// },
  // Below `validate`, which imports it lazily: `src/validate/load-fast-validate.ts`.
  { name: 'fast-validate', level: 1.5, owns: /^packages\/fast-validate\// },
  { name: 'ocds', level: 2, owns: /^src\/ocds\// },
  { name: 'validate', level: 2, owns: /^src\/validate\// },
  { name: 'generate', level: 2, owns: /^src\/generate\// },
  { name: 'diff', level: 3, owns: /^src\/diff\// },
  { name: 'report', level: 4, owns: /^src\/report\// },
  { name: 'convert', level: 4.2, owns: /^src\/convert\// },
  { name: 'explain', level: 4.2, owns: /^src\/explain\// },
  { name: 'fix', level: 4.2, owns: /^src\/fix\// },
  { name: 'publish', level: 4.2, owns: /^src\/publish\// },
  // Writes what it has migrated by the sinks of a conversion.
  { name: 'migrate', level: 4.3, owns: /^src\/migrate\// },
  // The API for other programs, and for the site.
  { name: 'library', level: 4.5, owns: /^src\/library\// },
  { name: 'governance', level: 5, owns: /^src\/governance\// },
  // The site: what generates its pages, what renders them in a browser, and what both share.
  { name: 'site-shared', level: 6, owns: /^docs-site\/shared\// },
  { name: 'site-make', level: 6.1, owns: /^docs-site\/make\// },
  { name: 'site-pages', level: 6.1, owns: /^docs-site\/src\// },
  // The files that Docusaurus reads.
  { name: 'site-settings', level: 6.2, owns: /^docs-site\/[^/]+$/ },
  // The table of verbs. It names the handler of each verb, and only the entry points import it.
  { name: 'cli', level: 6.4, owns: /^src\/cli\// },
  // The federation, a program of its own with the engine and the command line of `decp`.
  { name: 'federation', level: 6.45, owns: /^federation\// },
  { name: 'scripts', level: 6.5, owns: /^scripts\// },
];

/** Files that may import Node modules. */
const OF_THE_MACHINE = /^scripts\/|\.node\.tsx?$/;

/** Returns the violations of the architecture in the sources (path → text), each with its reason. */
export function architectureFaults(sources: ReadonlyMap<string, string>): string[] {
  const graph = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]));
  return [
    ...[...graph].flatMap(([path, imports]) => imports.flatMap((target) => importFaults(path, target))),
    ...barrels(sources),
    ...needsOfTheCompiler(graph),
    ...circles(graph),
  ];
}

const known = new Map<string, { text: string; imports: string[] }>();

/** The modules that a source imports; those of the project by path. A text is parsed again only where another one stood at its path meanwhile. */
export function importsOf(path: string, text: string): string[] {
  const before = known.get(path);
  if (before?.text === text) return before.imports;
  const names = importsIn(path, text.replaceAll(ASSEMBLY_MARKS, ''));
  const imports = names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
  known.set(path, { text, imports });
  return imports;
}

/** AssemblyScript decorators on functions and constants, which TypeScript cannot parse. */
const ASSEMBLY_MARKS = /^@(inline|lazy)\b/gm;

const parts = new Map<string, Part | undefined>();

function partOf(path: string): Part | undefined {
  if (!parts.has(path))
    parts.set(
      path,
      PARTS.find(({ owns }) => owns.test(path)),
    );
  return parts.get(path);
}

function importFaults(path: string, target: string): string[] {
  const from = partOf(path);
  if (!from)
    return [`${path}: stands in no part. Every source file belongs to a part of the plan (test/support/architecture.ts).`];
  const isOfMachine = OF_THE_MACHINE.test(path);
  if (!isOfMachine && (target.startsWith('node:') || builtinModules.includes(target)))
    return [
      `${path}: imports ${target}. Only files named *.node.ts touch the machine, so that all other code runs in a browser.`,
    ];
  if (!isOfMachine && /\.node\.tsx?$/.test(target))
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

/**
 * The folder of a source in the diagram: `src/read/json/window.ts` → `read`. Undefined for files outside all folders
 * (`src/finding.ts`, the compiled catalogue).
 */
function folderOf(path: string): string | undefined {
  if (CATALOGUE.test(path)) return undefined;
  const [top = '', second, ...rest] = path.split('/');
  if (top !== 'src' && top !== 'packages') return top;
  return rest.length > 0 ? second : /^src\/messages\.ts$/.test(path) ? 'messages' : undefined;
}

/**
 * Returns the differences between a diagram of the folders and the sources. The diagram has one level per line, highest first;
 * two or more spaces separate names from their description.
 */
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

/** The command-line handler of a capability is in its folder, but above reports. */
const VERB = /\/verb\.node\.ts$/;

/** Lines that are comments, or end with one. */
const COMMENT = /^\s*(?:\*|\/[*/])|\s\/\/ /;

/**
 * Comments that name in backquotes a source file that does not exist (by its path or the end of it). Declarations (`.d.ts`) are
 * ignored because they are generated.
 */
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

/** The files that each package exports. */
const EXPORTED = new Map(
  readdirSync(PACKAGES).map((name) => {
    const { exports } = JSON.parse(readFileSync(`${PACKAGES}${name}/package.json`, 'utf8')) as { exports: Exports };
    return [name, Object.values(exports).map((path) => posix.join('packages', name, path))] as const;
  }),
);

/** Whether code outside the package may import this file. */
function isEntrance(path: string): boolean {
  const [, name] = /^packages\/([^/]+)\//.exec(path) ?? [];
  return (
    name === undefined ||
    (EXPORTED.get(name) ?? []).some(
      (entrance) => entrance === path || (entrance.endsWith('/*') && path.startsWith(entrance.slice(0, -1))),
    )
  );
}

/** A barrel file hides the real dependencies and leads to import cycles. */
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

/** What every command loads first, in a fresh clone too: it compiles the messages. */
const COMPILER = 'scripts/messages.ts';
const COMPILED = /\/compiled\//;

/** What compiles the messages must load none: in a fresh clone there are none yet, and nothing would start. */
function needsOfTheCompiler(graph: ReadonlyMap<string, string[]>): string[] {
  const trails = new Map([[COMPILER, [COMPILER]]]);
  for (const [path, trail] of trails) {
    if (COMPILED.test(path)) continue;
    for (const target of graph.get(path) ?? []) if (!trails.has(target)) trails.set(target, [...trail, target]);
  }
  return [...trails.values()]
    .filter((trail) => COMPILED.test(trail.at(-1) ?? ''))
    .map(
      (trail) => `${trail.join(' → ')}: a message. What compiles the messages must load none, for a fresh clone has none yet.`,
    );
}
