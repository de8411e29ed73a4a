import { compileAssembly, handWritten } from '../../packages/fast-validate/src/compile.node.ts';

/** A fault planted in a file of the assembly: the first text is there exactly once. */
export type Fault = { file: string; put: string; inPlaceOf: string };

export type Exports = Record<string, (...args: number[]) => number> & {
  memory: WebAssembly.Memory;
  STATE: WebAssembly.Global;
};

/** What a compiled module exports. */
export const instanceOf = (binary: Uint8Array): Exports =>
  new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort: () => undefined } }).exports as Exports;

/** What these files of the assembly export, compiled in memory to a module that has `pages` of 64 KiB more than it needs. */
export async function compile(names: readonly string[], fault?: Fault, pages = 16): Promise<Exports> {
  const entry = names.map((name) => `export * from './${name}';`).join('\n');
  const files = await handWritten();
  if (fault) files.set(fault.file, planted(files.get(fault.file) ?? '', fault));
  const exports = instanceOf(await compileAssembly(new Map([...files, ['entry.ts', entry]]), 'entry.ts'));
  exports.memory.grow(pages);
  return exports;
}

function planted(text: string, { file, put, inPlaceOf }: Fault): string {
  if (text.split(inPlaceOf).length !== 2) throw new Error(`not exactly once in ${file}: ${inPlaceOf}`);
  return text.replace(inPlaceOf, () => put);
}
