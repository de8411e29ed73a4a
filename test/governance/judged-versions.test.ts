/** An entry of a rule that no longer judges published versions is said by a build, which goes on. */
import { expect, test } from 'vitest';
import { readTreeOf } from '../../src/governance/build/sources.node.ts';
import { CHECKS, readySteps, runSteps } from '../../src/governance/build/steps.node.ts';
import { frozenTree } from './wrong-trees/frozen-tree.ts';

const tree = await frozenTree();
const textOf = (path: string): string => new TextDecoder().decode(tree.schema.get(path));

const RULE = 'next/rules/modification-vide.yaml';
const OWN = 'fields/marche-modification-duree-mois.yaml';
/** A field that only the draft has. */
const NEW: Readonly<Record<string, string>> = {
  'next/marche.schema.json': textOf('next/marche.schema.json').replace(
    /"dureeMois": (?=\{\s*"x-field": "marche-modification-duree-mois")/,
    '"dureeFerme": { "x-field": "marche-modification-duree-ferme", "x-source": "referentiel", "type": "integer" },\n$&',
  ),
  'fields/marche-modification-duree-ferme.yaml': textOf(OWN),
};

/** What is printed where these files are in the place of those of the draft. */
async function printed(texts: Readonly<Record<string, string>>): Promise<string> {
  const files = Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  const reading = await readTreeOf({ ...tree, schema: new Map([...tree.schema, ...files]) });
  const lines: string[] = [];
  const step = CHECKS.filter(({ id }) => id === 'expressions');
  const { problems } = await runSteps(
    readySteps([...CHECKS.filter(({ id }) => id === 'models'), ...step], reading),
    'fr',
    (line) => lines.push(line),
  );
  expect(problems).toEqual([]);
  return lines.join('\n');
}

const reading = (change: (text: string) => string): Record<string, string> => ({ ...NEW, [RULE]: change(textOf(RULE)) });
const INSTEAD = (text: string): string => text.replace('has(item.dureeMois)', 'has(item.dureeFerme)');

test('the draft as it was published judges the versions that it judged', async () => {
  expect(await printed({})).not.toContain('⚠');
  expect(await printed(NEW)).not.toContain('⚠');
});

test('an entry that reads a field which they lack is named, with the versions and with its line', async () => {
  expect(await printed(reading(INSTEAD))).toMatch(
    /⚠ schema\/next\/rules\/modification-vide\.yaml:\d+:\d+\n +\/on\/0 : cette entrée ne juge plus 2\.0\.1, 2\.0\.2, 2\.0\.3, qui n'ont pas/,
  );
});

test('an entry that comes before it does not take its place', async () => {
  const before =
    '  - scope: concession\n    each: donneesExecution[].donneesAnnuelles\n    assert: has(item.depensesInvestissement)\n    message: { fr: Il manque., en: It is missing. }\n';
  const more = (text: string): string => text.replace(/^on:\n/m, `$&${before}`);
  expect(await printed(reading(more))).not.toContain('⚠');
  expect(await printed(reading((text) => more(INSTEAD(text))))).toContain('/on/1 : cette entrée ne juge plus');
});

test('nothing is said where the entry is gone on purpose, or a rule that ends judges these versions', async () => {
  expect(await printed(reading((text) => text.replace(/ {2}- scope: concession\n(?: {4}.*\n)+/, '')))).not.toContain('⚠');
  const before = textOf(RULE)
    .replace('id: modification-vide', 'id: modification-vide-avant')
    .replace('since: 2.0.1', 'since: 2.0.1\nuntil: 2.1.0');
  const parted = { ...reading(INSTEAD), 'next/rules/modification-vide-avant.yaml': before };
  expect(await printed(parted)).not.toContain('⚠');
});
