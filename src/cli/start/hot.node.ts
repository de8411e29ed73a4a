/**
 * Loads the code that every call of the program needs, `dist/bin/hot.js`, from the cache of compiled code made when the program was built
 * (`src/host/code-cache.node.ts`): compiling it took longer than checking a small file. V8 takes compiled code for a script, not for an ES
 * module. `module.enableCompileCache()`, in Node since 22.1, is slower (a small file, `--rules none`, CPU over that of `node -e 0`): 1.9 against
 * 1.65 with Node 22 and 24. Node 20 does not have it, and goes from 1.25 to 1.43 without a cache.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { compiledCode } from '../../host/code-cache.node.ts';

/** The file name of the script, defined by `src/governance/build/program.node.ts`. The script is a function expression. */
declare const HOT_SCRIPT: string;

type Hot = (
  require: (name: string) => unknown,
  module: { exports: object },
  scriptUrl: string,
  importModule: (name: string) => Promise<unknown>,
) => void;

const path = join(__dirname, HOT_SCRIPT);

export const script = new Script(
  // The script is ASCII, which is decoded faster as Latin-1.
  readFileSync(path, 'latin1'),
  // Compiled code keeps this name for stack traces. An absolute path would be one of the machine of the build.
  { filename: `dist/bin/${HOT_SCRIPT}`, cachedData: compiledCode(path) },
);

/** The exports of the script. Other chunks take them from here, so that there is only one instance. */
export const hot = exportsOf(script.runInThisContext() as Hot);

function exportsOf(run: Hot): object {
  const module = { exports: {} };
  run(
    (name) => process.getBuiltinModule(name),
    module,
    pathToFileURL(path).href,
    // `import()` within a script is experimental: Node 22 warns about it, and Node 20.19 fails on it in cached code.
    (name) => import(name),
  );
  return module.exports;
}
