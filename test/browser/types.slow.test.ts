import ts from 'typescript';
import { expect, test } from 'vitest';
import { under } from '../../src/node/paths.ts';

/** A page of somebody else's, written against the declarations of the package. */
const page = (outcome: string): string => `
import { openChecker, type Outcome } from '${under('dist', 'browser', 'types', 'browser', 'client')}.js';
const checker = openChecker({ assets: '/decp/', worker: () => new Worker('/decp/browser/worker.js', { type: 'module' }) });
export async function check(input: HTMLInputElement, signal: AbortSignal): Promise<Outcome> {
  const [file] = input.files ?? [];
  if (!file) throw new Error('no file');
  const outcome = await checker.check(file, {
    version: '2.0.3', lang: 'fr', signal,
    rules: { families: ['reglementaire'], without: [], today: '2026-01-31' },
    onFindings: async (findings) => { for (const { code, path, words } of findings) console.log(code, path, words?.text); },
    onProgress: ({ read, size = 0 }) => console.log(read / size),
  });
  console.log(${outcome});
  await checker.check(file.stream());
  return outcome;
}
`;

const PAGE = '/page.ts';
/** The types of browsers are long: they are read once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of a page that knows the types of browsers and nothing of Node. */
function faults(text: string): string[] {
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, types: [] },
    ...{ target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  const host = ts.createCompilerHost(options);
  const onDisk = { ...host };
  host.fileExists = (name) => name === PAGE || onDisk.fileExists(name);
  host.getSourceFile = (name, target) => {
    if (name === PAGE) return ts.createSourceFile(name, text, target);
    if (!parsed.has(name)) parsed.set(name, onDisk.getSourceFile(name, target));
    return parsed.get(name);
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([PAGE], options, host));
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('a page finds the types of the check, with those of the browser and without those of Node', () => {
  expect(faults(page('outcome.readable ? outcome.verdict.records.valid : outcome.finding.code'))).toEqual([]);
});

test('what the types would refuse is seen', () => {
  expect(faults(page('outcome.verdict'))).toEqual([expect.stringContaining("Property 'verdict' does not exist")]);
});
