/** What is wrong with the sources is said alike by all that builds them. */
import { expect, test, vi } from 'vitest';
import { buildQuietly, runBuild } from '../../../src/governance/build/command.node.ts';
import { readTreeOf } from '../../../src/governance/build/sources.node.ts';
import { STEPS } from '../../../src/governance/build/steps.node.ts';
import { foundRefusals } from '../../../src/governance/gate/found.node.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { frozenTree } from '../wrong-trees/frozen-tree.ts';

const tree = await frozenTree();
const textOf = (path: string): string => new TextDecoder().decode(tree.schema.get(path));
const readWith = (texts: Readonly<Record<string, string>>) => () =>
  readTreeOf({
    ...tree,
    schema: new Map([
      ...tree.schema,
      ...Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)] as const),
    ]),
  });
const read = readWith({ 'fields/marche-objet.yaml': 'title: [' });

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

const SCHEMA = 'next/marche.schema.json';
const LIST = 'next/codelists/ccag.csv';
const FIELD = 'fields/marche-objet.yaml';

test('faults that different steps find are said together, each with its line and in the words of the gate', async () => {
  const wrong = readWith({
    [SCHEMA]: textOf(SCHEMA).replace(/("x-source": ")arrete-/, '$1arete-'),
    [LIST]: textOf(LIST).replace(/^(Travaux,[^,]*),[^,]*/m, '$1,'),
    [FIELD]: textOf(FIELD).replace(/(?<=en: )/, '<b>'),
  });
  const refusals = await foundRefusals(await wrong(), false);
  expect(new Set(refusals.map(({ file }) => file)).size).toBe(3);
  const [, text] = await said(() => runBuild({ lang: 'fr' }, STEPS, wrong));
  expect(refusals.filter((refusal) => !text.includes(`${whereOf(refusal)}\n        ${refusal.fr}`))).toEqual([]);
  expect(text).toMatch(
    /schema\/next\/marche\.schema\.json:\d+:1\n.*« arete-[^»]+» n'est pas dans schema\/legal-texts\.yaml \(peut-être « arrete-[^»]+ » \?\) ; corrigez/,
  );
});

test('the same sentence is said of each line that it is true of', async () => {
  const article = 'See article R. 9999-1.';
  const wrong = readWith({ [FIELD]: textOf(FIELD).replaceAll(/^( +)(fr|en): \|-\n/gm, `$&$1  ${article}\n`) });
  const lines = (await foundRefusals(await wrong(), false)).filter(({ file }) => file === `schema/${FIELD}`);
  expect(new Set(lines.map(({ place }) => place?.line)).size).toBeGreaterThan(1);
});
