import type { Problem } from '../../problem.ts';
import { type Files, isPlainPath } from '../archive/tgz.node.ts';
import { sha256 } from '../../../host/sha256.node.ts';
import { SUMS } from '../../sums.ts';
import { problem } from './problem.ts';

/** Each file is there with the sum that `SHA256SUMS` says, and no other file. `where` is put before the names. */
export function checkSums(files: Files, where: string): Problem[] {
  const text = files.get(SUMS);
  if (!text) return [problem(where.replace(/\/$/, ''), (say) => say['wrong.no-sums']())];
  const { sums, problems } = readSums(Buffer.from(text).toString(), `${where}${SUMS}`);
  const paths = [...new Set([...sums.keys(), ...files.keys()])].filter((path) => path !== SUMS).sort();
  return [
    ...problems,
    ...paths.flatMap((path) => {
      const [written, bytes] = [sums.get(path), files.get(path)];
      if (!bytes) return [problem(where + path, (say) => say['wrong.missing']())];
      if (written === undefined) return [problem(where + path, (say) => say['wrong.unlisted']())];
      return written === sha256(bytes) ? [] : [problem(where + path, (say) => say['wrong.changed']())];
    }),
  ];
}

/** An unreadable line is reported as a problem, whereas `sha256sum` would only print a warning. */
function readSums(text: string, file: string): { sums: Map<string, string>; problems: Problem[] } {
  const sums = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [i, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sum === undefined || path === undefined) problems.push(problem(file, (say) => say['wrong.bad-line']({ line: i + 1 })));
    else if (!isPlainPath(path)) problems.push(problem(path, (say) => say['wrong.unsafe-name']()));
    else if (sums.has(path)) problems.push(problem(path, (say) => say['wrong.twice']()));
    else sums.set(path, sum);
  }
  return { sums, problems };
}
