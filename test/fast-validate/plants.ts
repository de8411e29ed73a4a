/** Faults planted in AssemblyScript: all in one module, of which one at a time is awake, since compiling takes seconds. */
/** In `file`, the expression `from` becomes `to`; in every place where a pattern matches, it has `$&` and its groups. */
export type Plant = { name: string; file: string; from: string | RegExp; to: string };

const SWITCH = `
let awake: i32 = -1;
export function wake(plant: i32): void { awake = plant; }
// @ts-ignore: decorator
@inline
export function isAwake(plant: i32): bool { return awake == plant; }
`;

/** The sources with all plants, asleep. Throws for one that finds no place. */
export function planted(sources: ReadonlyMap<string, string>, plants: readonly Plant[]): Map<string, string> {
  const files = new Map(sources);
  for (const [number, { name, file, from, to }] of plants.entries()) {
    const text = files.get(file) ?? '';
    const changed =
      typeof from === 'string' ? inLastPlace(text, from, either(number, from, to)) : everywhere(text, number, from, to);
    if (changed === text) throw new Error(`« ${name} » finds no place in ${file}`);
    files.set(file, changed);
  }
  for (const file of new Set(plants.map((plant) => plant.file)))
    files.set(file, `import { isAwake } from './plant';\n${files.get(file) ?? ''}`);
  files.set('main.ts', `${files.get('main.ts') ?? ''}\nexport { wake } from './plant';\n`);
  return files.set('plant.ts', SWITCH);
}

const either = (number: number, from: string, to: string): string => `(isAwake(${number}) ? (${to}) : (${from}))`;

/** A plant keeps what was there as the last thing that it says, so that the next one finds it. */
function inLastPlace(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from);
  return at === -1 ? text : text.slice(0, at) + to + text.slice(at + from.length);
}

const everywhere = (text: string, number: number, from: RegExp, to: string): string =>
  text.replace(from, either(number, '$&', to));
