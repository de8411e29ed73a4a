/** What a message tells to write is what `fix` writes. */
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { foundValue, sureValue } from '../../src/fix/sure.ts';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { describe } from '../../src/messages.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import type { MessageContext } from '../../src/messages.ts';
import { allRules, loadRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { exampleFiles } from '../governance/support.ts';
import { ALL } from '../messages/cases.ts';
import { contextIn } from '../messages/context.ts';
import { checkXmlText } from '../../src/validate/text.ts';
import { xmlTwin } from '../read/xml-twin.ts';
import { isJsonExample } from '../support/examples.ts';
import { GOLDEN, IN_FORCE, judge } from '../support/engine.ts';

/** A remedy that names one value to write in the place of the one found, without a condition. */
const NAMES_ONE =
  /^(?:Écrivez (?:«[^»]*»|-?[\d.,]+|la valeur seule)(?!.*, si )|Mettez la valeur entre guillemets|Retirez (?:le champ|l'élément))/;
const TAKES_AWAY = /^(?:Retirez|Omettez|Supprimez) /;

/** Whether the remedy says to write this. */
const says = (remedy: string, sure: unknown, found: unknown, isCell: boolean): boolean =>
  sure === null
    ? TAKES_AWAY.test(remedy)
    : Array.isArray(found)
      ? remedy.includes('sans crochets')
      : remedy.includes(written(sure, isCell));

/** A number stands in messages as it was written: 12000.50, in a cell 12000,50. */
function written(sure: unknown, isCell: boolean): string {
  if (typeof sure === 'boolean' && isCell) return sure ? '« oui »' : '« non »';
  const start = typeof sure === 'number' ? String(sure).slice(0, 4) : String(sure);
  return typeof sure === 'number' && isCell ? start.replace('.', ',') : start;
}

const CELL = { offset: 0, line: 2, column: 4, cell: { sheet: 'Marchés', row: 2, column: 'D', name: 'colonne' } };

/** A finding, and the same about a cell of a table, where values are texts: its message has other words. */
const alsoInCell = (finding: Finding): Finding[] =>
  typeof finding.params['value'] === 'string' ? [finding, { ...finding, position: CELL }] : [finding];

/** Where the two disagree about a value. */
function disagreement(finding: Finding, context: MessageContext): string[] {
  const { remedy } = describe(finding, context, 'fr');
  const found = foundValue(finding, context);
  const sure = sureValue(finding, found, context);
  const isCell = finding.position?.cell !== undefined;
  if (found === undefined || (sure === undefined ? !NAMES_ONE.test(remedy) : says(remedy, sure, found, isCell))) return [];
  return [
    `${finding.code} ${finding.path} ${JSON.stringify(finding.params['value'])}: “${remedy}”, fix: ${JSON.stringify(sure)}`,
  ];
}

test('for each case of the messages', () => {
  const named = ALL.filter((finding) => NAMES_ONE.test(describe(finding, contextIn('fr'), 'fr').remedy));
  expect(named.length).toBeGreaterThan(20);
  expect(ALL.flatMap(alsoInCell).flatMap((finding) => disagreement(finding, contextIn('fr')))).toEqual([]);
});

test.each([IN_FORCE, GOLDEN])('for each finding of the examples of %s, in JSON, in XML and in a cell', async (number) => {
  const version = await loadVersion(number);
  const { rules } = await loadRules(number);
  const contexts = modelContexts(version.model, await readHistory(), 'fr', rules);
  const run = await rulesFor(number, allRules(EXAMPLES_DAY));
  const texts = [...(await exampleFiles(number))].flatMap(([name, text]) =>
    isJsonExample(name) && name.startsWith('invalid/') ? [text] : [],
  );
  const json = texts.flatMap((text) => judge(text, version, run).findings);
  const xml = texts.flatMap((text) => {
    const twin = xmlTwin(text, version.model);
    return twin === undefined ? [] : checkXmlText(twin, version, run).findings;
  });
  expect([json.length > 10, xml.length > 10]).toEqual([true, true]);
  const all = [...json.flatMap(alsoInCell), ...xml];
  expect([...new Set(all.flatMap((finding) => disagreement(finding, contexts(finding))))]).toEqual([]);
});
