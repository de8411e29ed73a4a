/** Sources in which a build has found nothing are not checked again, unless anything in them is other. */
import { beforeEach, expect, test, vi } from 'vitest';
import { readTreeOf, type Tree } from '../../src/governance/build/sources.node.ts';
import { CHECKS, OUTSIDE } from '../../src/governance/build/steps.node.ts';
import { checkShapes } from '../../src/governance/checks/shapes.ts';
import { sourceRefusals } from '../../src/governance/gate/verb.node.ts';
import { checkOrganisation } from '../../src/governance/organisation/read.node.ts';
import { frozenTree } from './wrong-trees/frozen-tree.ts';

vi.mock('../../src/governance/organisation/read.node.ts', () => ({ checkOrganisation: vi.fn<typeof checkOrganisation>() }));
vi.mock('../../src/governance/checks/shapes.ts', () => ({ checkShapes: vi.fn<typeof checkShapes>(() => []) }));

const PROBLEM = { file: '.github/CODEOWNERS', fr: 'autre', en: 'other' };

const frozen = await frozenTree();
/** With few of the examples: to unfold all of them takes longer than all else. */
const tree: Tree = {
  ...frozen,
  examples: new Map([...frozen.examples].filter(([path]) => /\/valid\/.*\.json$|^cases\/marche-procedure\.yaml$/.test(path))),
};
const changed = (part: keyof Tree, path: string, text: string): Tree => ({
  ...tree,
  [part]: new Map<string, unknown>([...tree[part], [path, part === 'schema' ? new TextEncoder().encode(text) : text]]),
});
const refused = async (of: Tree): Promise<string[]> =>
  (await sourceRefusals(await readTreeOf(of), false)).map(({ file }) => file);

beforeEach(() => {
  vi.mocked(checkOrganisation).mockResolvedValue([]);
});

test('right sources are checked once; what is not of them is checked each time', async () => {
  expect(await refused(tree)).toEqual([]);
  vi.mocked(checkShapes).mockClear();
  vi.mocked(checkOrganisation).mockResolvedValue([PROBLEM]);
  expect(await refused(tree)).toEqual([PROBLEM.file]);
  expect(checkShapes).not.toHaveBeenCalled();
  expect(CHECKS.map(({ id }) => id)).toContain(OUTSIDE);
});

test.each<[Parameters<typeof changed>]>([
  [['schema', 'next/rules/siret-cle.yaml', 'id: [']],
  [['examples', 'cases/marche-procedure.yaml', '- base: [']],
  [['propositions', '0002-x.md', 'rien']],
  [['records', '9.0.0.yaml', 'proposals: []']],
])('a fault in what was right is found: %j', async (fault) => {
  expect(await refused(tree)).toEqual([]);
  expect(await refused(changed(...fault))).not.toEqual([]);
});

test.each<keyof Tree>(['schema', 'examples', 'propositions'])(
  '%s: a byte, a name and a file more are other sources',
  async (part) => {
    const [[path = '', content = ''] = []] = [...tree[part]];
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    const without = { ...tree, [part]: new Map<string, unknown>([...tree[part]].slice(1)) };
    const others = [changed(part, path, `${text} `), changed(part, 'zz.txt', ''), without];
    const sums = await Promise.all([tree, ...others].map(async (one) => (await readTreeOf(one, '/', () => Promise.reject(Error()))).files.sum())); // oxfmt-ignore
    expect(new Set(sums).size).toBe(4);
  },
);
