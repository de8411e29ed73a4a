/** What is wrong with the sources is said alike by all that builds them. */
import { expect, test, vi } from 'vitest';
import { buildQuietly, runBuild } from '../../../src/governance/build/command.node.ts';
import { readTreeOf } from '../../../src/governance/build/sources.node.ts';
import { STEPS } from '../../../src/governance/build/steps.node.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { frozenTree } from '../wrong-trees/frozen-tree.ts';

const tree = await frozenTree();
const schema = new Map(tree.schema).set('fields/marche-objet.yaml', new TextEncoder().encode('title: ['));
const read = () => readTreeOf({ ...tree, schema });

/** The exit code of a build and what it printed, but for how long its steps took. */
async function said(build: () => Promise<ExitCode>): Promise<[ExitCode, string]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  log.mockClear();
  const code = await build();
  const text = log.mock.calls.join('\n').replaceAll(/ +\d+\.\d s/g, ' - s');
  log.mockRestore();
  return [code, text];
}

test('`npm run prepare` says it as `decp build` does, and ends the same', async () => {
  const [code, text] = await said(() => runBuild({ lang: 'en' }, STEPS, read));
  expect([code, text]).toEqual([EXIT.findings, expect.stringContaining('schema/fields/marche-objet.yaml:1')]);
  expect(await said(() => buildQuietly('en', read))).toEqual([code, text]);
});
