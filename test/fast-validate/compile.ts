import { compileAssembly, handWritten, OPTIONS } from '../../packages/fast-validate/src/compile.node.ts';

/** The options of the build, but for the work that makes a module small and fast: it is three quarters of the time. */
const QUICK = OPTIONS.map((option, i) => (/^--(?:optimize|shrink)Level$/.test(OPTIONS[i - 1] ?? '') ? '0' : option));

/** As the build compiles, but quickly: what sources do is looked at, or whether a fault in them is seen. The modules of the build, as they are, are held against JavaScript by the fuzz. */
export const compiledQuickly = (files: ReadonlyMap<string, string>, entry: string): Promise<Uint8Array> =>
  compileAssembly(files, entry, QUICK);

/** Where texts are laid, behind all data of the modules. */
export const INPUT = 1 << 20;

/** A fault planted in a file of the assembly: the first text is there exactly once. */
export type Fault = { file: string; put: string; inPlaceOf: string };

export type Exports = Record<string, (...args: number[]) => number> & {
  memory: WebAssembly.Memory;
  STATE: WebAssembly.Global;
};

/** What a compiled module exports. */
export const instanceOf = (binary: Uint8Array): Exports =>
  new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort: () => undefined } }).exports as Exports;

/**
 * What these files of the assembly export, first as they are, then with each fault. All are compiled in memory to one module, since to begin costs
 * more than to compile a file; what they keep ends before `INPUT`.
 */
export async function compile(names: readonly string[], faults: readonly Fault[] = []): Promise<Exports[]> {
  const sources = await handWritten();
  const files = new Map<string, string>();
  const variants = [undefined, ...faults].map((fault, number) => {
    for (const [file, text] of sources)
      files.set(
        `${number}-${file}`,
        (fault?.file === file ? planted(text, fault) : text).replaceAll("from './", `from './${number}-`),
      );
    return names.map((name) => {
      const exported = [...(sources.get(`${name}.ts`) ?? '').matchAll(/^export (?:function|const|let) (\w+)/gm)];
      return `export { ${exported.map(([, one]) => `${one} as v${number}_${one}`).join()} } from './${number}-${name}';`;
    });
  });
  const { memory, ...all } = instanceOf(await compiledQuickly(files.set('entry.ts', variants.flat().join('\n')), 'entry.ts'));
  memory.grow((2 * INPUT) >> 16);
  return variants.map((_, number) => {
    const own = Object.entries(all).filter(([name]) => name.startsWith(`v${number}_`));
    return { memory, ...Object.fromEntries(own.map(([name, value]) => [name.replace(/^v\d+_/, ''), value])) } as Exports;
  });
}

function planted(text: string, { file, put, inPlaceOf }: Fault): string {
  if (text.split(inPlaceOf).length !== 2) throw new Error(`not exactly once in ${file}: ${inPlaceOf}`);
  return text.replace(inPlaceOf, () => put);
}
