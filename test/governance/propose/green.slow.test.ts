/** What each verb writes, once a person has written what it marks: the checks, the examples and the mutation score of the next version are right. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readSources } from '../../../src/governance/build/sources.node.ts';
import { CHECKS, readySteps, runSteps } from '../../../src/governance/build/steps.node.ts';
import { provedExamples } from '../../../src/governance/examples/all.node.ts';
import { proposedNext } from '../../../src/governance/gate/proof.node.ts';
import { scoreOfNext } from '../../../src/governance/mutation/score-of-next.node.ts';
import { NIGHT } from '../../support/tier.ts';
import { wordsOf } from '../../../src/governance/mutation/words.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { KINDS, propose } from '../../../src/governance/propose/verb.node.ts';
import { frozenCopy } from '../../support/draft.ts';
import { filesUnder, TODAY } from './tree.ts';

/** One tree for all: each verb finds what those before it have written. */
const root = await frozenCopy();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const here = { root, today: TODAY };
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((line: string) => void printed.push(line));
});

const MARKED = /^(?:schema\/(?:next|fields)\/|schema\/codelist-descriptions\.yaml)/;

/** Writes what a person writes: the marked texts, and the answers to the questions of a proposition. */
async function write(more: Record<string, (text: string) => string> = {}): Promise<void> {
  for (const [path, text] of await filesUnder(root)) {
    const own = more[path]?.(text) ?? text;
    const marked = MARKED.test(path) ? own.replaceAll('À ÉCRIRE', 'Texte écrit').replaceAll('TO WRITE', 'Written text') : own;
    const answered = /^propositions\/(?!0000|0001)\d/.test(path)
      ? marked.replaceAll(/^(### .*|## (?!Ce qui change).*)\n\n(?:(?!#)[^#]*)?/gm, '$1\n\nSans objet : inventé.\n\n')
      : marked;
    if (answered !== text) writeFileSync(join(root, path), answered);
  }
}

/** What is said of the tree after each verb. To judge it takes longer than to propose: by day it is judged once, when all verbs have written. */
const verdictTonight = async (): Promise<string[]> => (NIGHT ? verdict() : []);

/** What the checks, the examples and the score say of the tree. */
async function verdict(): Promise<string[]> {
  const reading = await readSources(root);
  const { problems } = await runSteps(readySteps(CHECKS, reading), 'fr', () => undefined);
  const { sources } = reading;
  if (problems.length > 0 || !sources) return problems.map((problem) => `${whereOf(problem)} ${problem.fr}`);
  const { next, bookOf } = proposedNext(sources);
  const examples = sources.examples.get('next') ?? new Map<string, string>();
  const wrong = await provedExamples(examples, next, bookOf('next'));
  if (wrong.length > 0) return wrong.map((problem) => `${whereOf(problem)} ${problem.fr}`);
  const { score } = await scoreOfNext(sources.next, examples);
  return score.survivors.map((mutant) => `${mutant.pointer} ${wordsOf(mutant).fr}`);
}

/** By day a walkthrough has the verb write these, and the gate judge them (`test/docs/guide.slow.test.ts`). */
const walked = test.runIf(NIGHT);

test('a field', async () => {
  expect(
    await propose(KINDS.field, { name: 'delaiReexamen', in: 'marche', type: 'duree', after: 'marcheInnovant', lang: 'fr' }, here),
  ).toBe(0);
  expect(printed.join('\n')).toContain('examples/cases/marche-delai-reexamen.yaml');
  if (NIGHT) expect((await verdict()).join('\n')).toContain('il reste à écrire');
  await write();
  expect(await verdictTonight()).toEqual([]);
});

test('a field with codes, in an object of the record', async () => {
  expect(
    await propose(
      KINDS.field,
      { name: 'niveaux', in: 'lieu-execution', type: 'codes', list: 'type-code-lieu', lang: 'fr' },
      here,
    ),
  ).toBe(0);
  await write();
  expect(await verdictTonight()).toEqual([]);
});

walked('a code', async () => {
  expect(await propose(KINDS.code, { list: 'forme-prix', code: 'Par palier', lang: 'fr' }, here)).toBe(0);
  if (NIGHT) expect((await verdict()).join('\n')).toMatch(/forme-prix\.csv:\d+.* reste à écrire/);
  await write();
  expect(await verdictTonight()).toEqual([]);
});

walked('a rule', async () => {
  const id = 'duree-superieure-a-dix-ans';
  expect(await propose(KINDS.rule, { id, scope: 'marche', lang: 'fr' }, here)).toBe(0);
  await write({
    [`schema/next/rules/${id}.yaml`]: (text) =>
      text
        .replaceAll(/^ *#.*\n/gm, '')
        .replace('text: À ÉCRIRE', 'text: referentiel')
        .replace(
          'assert: À ÉCRIRE',
          "when: marche.objet == 'Voirie de la règle'\n    assert: marche.dureeMois <= 120\n    at: /dureeMois",
        )
        .replaceAll('À ÉCRIRE', 'texte écrit')
        .replaceAll('TO WRITE', 'written text')
        .replaceAll(/(remedy|message):(.*\n.*\n +).*(\n.*\n +).*/g, '$1:$2Corrigez la durée.$3Correct the duration.'),
    [`examples/cases/${id}.yaml`]: (text) =>
      text.replace('a-completer', 'd-un-mois').replace('  cases:', '  with: { objet: Voirie de la règle }\n  cases:'),
  });
  expect(await verdictTonight()).toEqual([]);
});

test('deprecations', async () => {
  expect(await propose(KINDS.deprecate, { what: 'type-prix', code: 'Provisoire', until: '2028-12-31', lang: 'fr' }, here)).toBe(
    0,
  );
  expect(await propose(KINDS.deprecate, { what: 'marche.tauxAvance', until: '2028-12-31', lang: 'fr' }, here)).toBe(0);
  await write();
  expect(await verdictTonight()).toEqual([]);
});

/** By day one that rules and tables read, and one that a proposal has just added. */
const NAMES: readonly (readonly [field: string, name: string])[] = [
  ['marche.montant', 'montantHT'],
  ['marche.delaiReexamen', 'delaiDeReexamen'],
  ...(NIGHT
    ? ([
        ['marche.offresRecues', 'nombreOffres'],
        ['lieu-execution-type-code', 'sorteDeCode'],
      ] as const)
    : []),
];

test.each(NAMES)('the name of %s becomes %s', async (field, name) => {
  expect(await propose(KINDS.rename, { field, name, lang: 'fr' }, here)).toBe(0);
  await write();
  expect(await verdictTonight()).toEqual([]);
});

test('a code that becomes two', async () => {
  const asked = {
    field: 'marche-type-prix',
    code: 'Provisoire',
    becomes: 'Définitif révisable',
    adds: 'marche-forme-prix=Unitaire',
  };
  expect(await propose(KINDS.split, { ...asked, lang: 'fr' }, here)).toBe(0);
  await write();
  expect(await verdictTonight()).toEqual([]);
});

/** By day one that whole examples have, in JSON and in XML. */
const REMOVED: readonly { list: string; code: string; becomes?: string }[] = [
  { list: 'procedure-marche', code: "Appel d'offres ouvert", becomes: 'Procédure adaptée' },
  ...(NIGHT
    ? [
        { list: 'nature-concession', code: 'Concession de service' },
        { list: 'technique', code: 'Concours' },
      ]
    : []),
];

test.each(REMOVED)('a code of $list that goes: $code', async (asked) => {
  expect(await propose(KINDS.remove, { ...asked, lang: 'fr' }, here)).toBe(0);
  if (NIGHT) expect((await verdict()).join('\n')).toContain('il reste à écrire');
  await write();
  expect(await verdict()).toEqual([]);
});

test('what is written has the style of the project, and nothing is left beside it', async () => {
  const { formatted } = await import('../../../src/governance/format.node.ts');
  for (const [path, text] of await filesUnder(root)) {
    expect(path).not.toMatch(/\.partiel$/);
    if (/^schema\/next\/.*\.(?:json|yaml)$/.test(path) && !path.includes('impact'))
      expect([path, await formatted(path, readFileSync(join(root, path), 'utf8'))]).toEqual([path, text]);
  }
});
