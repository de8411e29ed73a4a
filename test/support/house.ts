import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsIn } from '../../src/node/build/imports.ts';

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));

/** A room of the house: files that stand together on one floor. Imports go down only. All but those of the `machine` also run in a browser. */
type Room = { name: string; floor: number; owns: RegExp; machine?: true };

const ROOMS: Room[] = [
  { name: 'base', floor: -2, owns: /^packages\/base\// },
  { name: 'schema-diff', floor: -1, owns: /^packages\/schema-diff\// },
  { name: 'kinds', floor: -0.1, owns: /^src\/model\/kinds\.ts$/ },
  { name: 'finding', floor: 0, owns: /^src\/finding\.ts$/ },
  { name: 'model', floor: 0.1, owns: /^src\/model\// },
  { name: 'messages', floor: 0.2, owns: /^src\/messages(\.ts$|\/)/ },
  { name: 'read', floor: 1, owns: /^src\/read\// },
  { name: 'write', floor: 1, owns: /^src\/write\// },
  { name: 'rules', floor: 1, owns: /^src\/rules\// },
  { name: 'validate', floor: 2, owns: /^src\/validate\// },
  { name: 'generate', floor: 2, owns: /^src\/generate\// },
  { name: 'migrate', floor: 2, owns: /^src\/migrate\// },
  { name: 'diff', floor: 3, owns: /^src\/diff\// },
  { name: 'report', floor: 4, owns: /^src\/report\// },
  { name: 'governance', floor: 4, owns: /^src\/governance\// },
  { name: 'federate', floor: 4, owns: /^src\/federate\// },
  // What both entries of the library, that of Node.js and that of a page, are given.
  { name: 'options', floor: 4.5, owns: /^src\/options\.ts$/ },
  { name: 'site', floor: 4.5, owns: /^src\/site\// },
  { name: 'node', floor: 5, owns: /^src\/node\//, machine: true },
  // What src/node is to a machine, this is to a page.
  { name: 'browser', floor: 5, owns: /^src\/browser\// },
  { name: 'scripts', floor: 6, owns: /^scripts\//, machine: true },
];

/** What the sources (path → text) do against the plan of the house; each fault with its reason. Empty when the house stands. */
export function houseFaults(sources: ReadonlyMap<string, string>): string[] {
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

const roomOf = (path: string): Room | undefined => ROOMS.find(({ owns }) => owns.test(path));

function importFaults(path: string, target: string): string[] {
  const from = roomOf(path);
  if (!from) return [`${path}: stands in no room. Every source file belongs to a room of the plan (test/support/house.ts).`];
  if ((target.startsWith('node:') || builtinModules.includes(target)) && !from.machine && !path.endsWith('.node.ts')) {
    return [
      `${path}: imports ${target}. Only src/node and files named *.node.ts touch the machine, so that all other code runs in a browser.`,
    ];
  }
  const to = roomOf(target);
  if (!to || to === from) return [];
  if (!isDoor(target))
    return [
      `${path}: imports ${target}, which its package does not export. Import what stands in "exports" of its package.json.`,
    ];
  if (to.floor > from.floor)
    return [
      `${path}: imports ${target}, a floor above. Imports go down, so that each floor is understood without the ones above it.`,
    ];
  if (to.floor === from.floor)
    return [`${path}: imports ${target}, another room on its floor. What two rooms share lives one floor below.`];
  return [];
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
function isDoor(path: string): boolean {
  const [, name] = /^packages\/([^/]+)\//.exec(path) ?? [];
  return (
    name === undefined ||
    (DOORS.get(name) ?? []).some((door) => door === path || (door.endsWith('/*') && path.startsWith(door.slice(0, -1))))
  );
}

/** A file that only passes on what others export hides who needs what and makes circles. */
function barrels(sources: ReadonlyMap<string, string>): string[] {
  return [...sources]
    .filter(([path]) => !path.startsWith('packages/') || !isDoor(path))
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
