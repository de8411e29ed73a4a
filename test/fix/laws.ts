/** What must be true of every fix, as sentences about what is not. */
import { SureChanges } from '../../src/fix/fix.ts';
import type { Fixed } from '../../src/fix/types.ts';
import { fixBytes } from '../../src/fix/fix-file.node.ts';
import type { Finding } from '../../src/finding.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { concat } from '../../src/read/concat.ts';
import { openFile } from '../../src/validate/open-file.node.ts';
import { readHistory } from '../../src/validate/registry.node.ts';

const history = await readHistory();

const open = (name: string, bytes: Uint8Array) =>
  openFile(
    {
      name,
      size: undefined,
      chunks: async function* () {
        yield await Promise.resolve(bytes);
      },
    },
    { hashed: false },
    () => undefined,
  );

/** The values of all records, by their pointers. */
async function valuesOf(name: string, bytes: Uint8Array): Promise<Map<string, unknown>> {
  const values = new Map<string, unknown>();
  const walk = (path: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const [key, of] of Object.entries(value)) walk(`${path}/${key}`, of);
    else values.set(path, value);
  };
  const file = await open(name, bytes);
  await file.check(() => undefined, {
    observer: {
      *events(events) {
        for (const event of events) {
          if (typeof event === 'object' && event.type === 'record') walk(event.path, event.value);
          yield event;
        }
      },
      rules: (run) => run,
    },
  });
  return values;
}

/** The findings of a file, and the paths of those that are certain. */
async function found(name: string, bytes: Uint8Array): Promise<{ findings: Finding[]; sure: string[] }> {
  const file = await open(name, bytes);
  const contexts = modelContexts(await file.model(), history, 'fr');
  const sure = new SureChanges(contexts);
  const findings: Finding[] = [];
  await file.check((finding) => {
    findings.push(finding);
    sure.see(finding);
  });
  return { findings, sure: sure.changes().map(({ finding }) => finding.path) };
}

export type Given = { name: string; before: Uint8Array };

/** The result of a fix of a file, and the laws that it breaks. */
export async function faultsOf(
  { name, before }: Given,
  alter = (bytes: Uint8Array): Uint8Array => bytes,
): Promise<{ faults: string[]; fixed: Fixed }> {
  const fixed = await fixBytes(before, name, {});
  const after = alter(concat(fixed.pieces));
  const [first, last, was, is] = await Promise.all([
    found(name, before),
    found(name, after),
    valuesOf(name, before),
    valuesOf(name, after),
  ]);
  const changed = new Map(fixed.changes.map((change) => [change.finding.path, change]));
  const named = new Set(first.findings.map(({ path }) => path));
  const faults: string[] = [];
  for (const path of new Set([...was.keys(), ...is.keys()])) {
    if (Object.is(was.get(path), is.get(path))) continue;
    if (!named.has(path)) faults.push(`${path}: changed, and no finding names it`);
    const change = changed.get(path);
    if (!change) faults.push(`${path}: changed without a word`);
    else if (!Object.is(is.get(path), change.to ?? undefined))
      faults.push(`${path}: is ${String(is.get(path))}, not ${String(change.to)}`);
  }
  // An element without content was no value before.
  for (const [path, { finding }] of changed)
    if (finding.code !== 'xml.empty-element' && Object.is(was.get(path), is.get(path)))
      faults.push(`${path}: said to be changed, and is not`);
  for (const path of last.sure)
    if (!fixed.left.some(({ finding }) => finding.path === path)) faults.push(`${path}: certain, and not corrected`);
  for (const { finding } of fixed.left) faults.push(`${finding.path}: left`);
  const again = await fixBytes(after, name, {});
  if (again.changes.length > 0) faults.push('a second fix changes the file');
  if (Buffer.compare(concat(again.pieces), after) !== 0) faults.push('a second fix gives other bytes');
  return { faults, fixed };
}
