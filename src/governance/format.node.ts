/** Formatting of the project's files, as configured in `.oxfmtrc.json`. */
import type { FormatConfig } from 'oxfmt';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ROOT, under } from '../host/paths.node.ts';

/** Formats a text in the style of the project. The extension of `path` selects the parser. Throws an Error on invalid syntax. */
export async function formatted(path: string, text: string): Promise<string> {
  const { format } = await import('oxfmt');
  const { ignorePatterns: _, ...style } = JSON.parse(await readFile(under('.oxfmtrc.json'), 'utf8')) as Style;
  const { code, errors } = await format(path, text, style);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return code;
}

type Style = FormatConfig & { ignorePatterns: string[] };

/** More paths than this may not fit on a command line (32,767 characters on Windows). */
const MOST = 200;

/** Those of the given files that `npm run format` would change, with paths from the top of the référentiel. Files that cannot be parsed are left out. */
export async function unformattedFiles(paths: readonly string[]): Promise<string[]> {
  // A path that begins with `-` or `!` would be an option or a pattern; files that are not to be formatted are no fault.
  const named = paths.length > MOST ? [] : ['--no-error-on-unmatched-pattern', ...paths.map((path) => `./${path}`)];
  const command = [under('node_modules/oxfmt/bin/oxfmt'), '--list-different', ...named];
  // oxfmt exits with 1 if it lists files, and with 2 if a file cannot be parsed. Any other failure is unexpected.
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, maxBuffer: 1 << 26 }).catch(
    (error: unknown) => {
      const ended = error as { code?: unknown; stdout: string };
      if (ended.code === 2 || (ended.code === 1 && ended.stdout.trim() !== '')) return ended;
      throw error;
    },
  );
  const found = new Set(stdout.split(/\r?\n/).map((path) => path.replaceAll('\\', '/')));
  return paths.filter((path) => found.has(path));
}
