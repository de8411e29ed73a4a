import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { codePath } from '../../host/code-cache.node.ts';
import { under } from '../../host/paths.node.ts';

/** Loads what every call needs, checks files, and keeps the code as it then is: functions are compiled when they are first called. */
const KEEP = `
const [loader, path, ...files] = process.argv.slice(1);
const { script, hot } = require(loader);
const check = async (args) => {
  const code = await hot.runPlainCall(hot.plainCall(['validate', ...args]));
  if (code !== 0) throw new Error('a call to be warmed up by gave ' + code);
};
check([...files, '--rules', 'none']).then(() => {
  const code = script.createCachedData();
  require('node:fs').writeFileSync(path, Buffer.concat([code, code]));
});
`;

/** What a plain call finds: most files are of the version in force, and of either kind. */
const FILES = ['base-marche', 'base-concession'].map((name) => under('examples', '2.0.3', 'valid', `${name}.json`));

/**
 * Keeps beside the script of `dist/bin/` its compiled code, as `compiledCode` reads it, unless this binary of Node has kept it before. All that
 * a check reads has to be there.
 */
export function keepCompiledCode(): void {
  const script = readdirSync(under('dist', 'bin')).find((name) => /^chunk-\w+\.js$/.test(name)) ?? '';
  const kept = codePath(under('dist', 'bin', script));
  if (existsSync(kept)) return;
  const args = [under('dist', 'bin', 'hot.js'), kept, ...FILES];
  // Other flags than those of a plain `node` make other code, which V8 then refuses in a plain call.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { status, stderr } = spawnSync(process.execPath, ['-e', KEEP, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`dist/bin: no compiled code was kept: ${stderr}`);
}
