/**
 * What every call of the program needs, loaded: `dist/bin/hot.js`. Its code was compiled when the program was built (`src/host/code-cache.node.ts`), for
 * compiling took longer than checking a small file. A module of ES cannot be given compiled code, a script can. `module.enableCompileCache()`, which
 * Node has since 22.1, was measured beside it (a small file, `--rules none`, CPU over that of `node -e 0`): 1.9 against 1.65 with Node 22 and 24;
 * and Node 20, which has no such thing, goes from 1.25 to 1.43 where nothing is kept.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { compiledCode } from '../../host/code-cache.node.ts';

/** The name of the script, which `src/governance/build/program.node.ts` writes: a function, in the parentheses that make a value of it. */
declare const HOT_SCRIPT: string;

type Hot = (
  require: (name: string) => unknown,
  module: { exports: object },
  scriptUrl: string,
  importModule: (name: string) => Promise<unknown>,
) => void;

const path = join(__dirname, HOT_SCRIPT);

export const script = new Script(
  // It is all ASCII, which is read faster as what it is.
  readFileSync(path, 'latin1'),
  // Compiled code keeps the name for stacks. A whole path would be that of who built the program.
  { filename: `dist/bin/${HOT_SCRIPT}`, cachedData: compiledCode(path) },
);

/** What the script exports. Other chunks take it from here: there is no second instance of it. */
export const hot = exportsOf(script.runInThisContext() as Hot);

function exportsOf(run: Hot): object {
  const module = { exports: {} };
  run(
    (name) => process.getBuiltinModule(name),
    module,
    pathToFileURL(path).href,
    // In a script `import()` is an experiment, which Node 22 says aloud and Node 20.19 forgets in code that was kept.
    (name) => import(name),
  );
  return module.exports;
}
