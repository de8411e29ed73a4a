import { expect, test } from 'vitest';
import { under } from '../../../src/host/paths.node.ts';
import { compileErrors } from '../../support/compiler.ts';

/** A page of somebody else's, written against the declarations of the package. */
const page = (outcome: string): string => `
import { openChecker, type Outcome } from '${under('dist', 'browser', 'types', 'src', 'library', 'page', 'client')}.js';
const checker = openChecker({ assets: '/decp/', worker: () => new Worker('/decp/browser/worker.js', { type: 'module' }) });
export async function check(input: HTMLInputElement, signal: AbortSignal): Promise<Outcome> {
  const [file] = input.files ?? [];
  if (!file) throw new Error('no file');
  const outcome = await checker.check(file, {
    version: '2.0.3', lang: 'fr', signal,
    rules: ['reglementaire', '-montant-nul'], date: '2026-01-31',
    onFindings: async (findings) => { for (const { code, path, words } of findings) console.log(code, path, words?.text); },
    onProgress: ({ read, size = 0 }) => console.log(read / size),
  });
  console.log(${outcome});
  await checker.check(file.stream());
  return outcome;
}
`;

/** What the compiler says of pages that know the types of browsers and nothing of Node. */
const faults = async (pages: Record<string, string>): Promise<Record<string, string[]>> =>
  Object.fromEntries(await compileErrors(new Map(Object.entries(pages)), { lib: ['es2023', 'dom', 'dom.iterable'] }));

test('a page finds the types of the check, with those of the browser and without those of Node, and what they would refuse is seen', async () => {
  const right = page('outcome.readable ? outcome.verdict.records.valid : outcome.finding.code');
  expect(await faults({ 'right.ts': right, 'wrong.ts': page('outcome.verdict') })).toEqual({
    'wrong.ts': [expect.stringContaining("Property 'verdict' does not exist")],
  });
});
