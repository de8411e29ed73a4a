/** What is foretold of a file of JSON whose dates are not days is what the replay of the State's program does with it. */
import { describe, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { keptOf } from '../../src/consolidation/harm.ts';
import { contentOf } from '../../src/consolidation/parse.ts';
import type { Process } from '../../src/consolidation/processes.ts';
import { Consolidation } from '../../src/consolidation/replay.ts';
import { judgeOf } from '../../src/consolidation/schema.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkText } from '../../src/validate/text.ts';
import { IN_FORCE } from '../support/engine.ts';
import { recordOf, type Short } from './short.ts';

const version = await loadVersion(IN_FORCE);
const rules = await rulesFor(IN_FORCE, allRules(EXAMPLES_DAY));
const process: Process = {
  ...{ name: 'One', source: 'one', datasets: ['one'], format: 'json', encoding: 'utf-8', titles: 'plain' },
  ...{ validates: true, convertsNc: false, spreadOverTime: false },
};

const textOf = (records: readonly Short[]): string => {
  const marches: Record<string, unknown[]> = { marche: [], 'contrat-concession': [] };
  for (const { kind, value } of records.map(recordOf)) marches[kind]?.push(value);
  return JSON.stringify({ marches });
};

/** Records of the only file of a pass that the program publishes. */
async function publishedOf(text: string): Promise<number> {
  const url = 'https://exemple.test/one.json';
  const file = { id: '1', title: url, url, modified: `${EXAMPLES_DAY}T09:00:00` };
  const consolidation = new Consolidation<typeof file>([process], {
    judge: judgeOf(version.validators),
    content: (_, of) => contentOf(Buffer.from(text), of),
  });
  const { failed } = await consolidation.pass({ now: `${EXAMPLES_DAY} 23:00:00`, listings: new Map([['One', [[file]]]]) });
  if (failed) return 0;
  return [...consolidation.database.values()].filter(({ isOut, facts }) => isOut && facts.exclusions.length === 0).length;
}

const foretold = (text: string) => {
  const { findings, rules: verdict } = checkText(text, version, rules);
  const { publish = 0, reserve = 0, unknown = 0 } = verdict?.forecast ?? {};
  return { published: publish + reserve, unknown, findings };
};

const DATES = [
  ...['2024-03-04', '2024-02-29', '2025-02-29', '2025-02-30', '2024-02-28', '2024-04-30', '2024-04-31', '2024-12-31'],
  ...[
    '2024-13-01',
    '2024-20-15',
    '2024-99-31',
    '2024-01-32',
    '2024-04-32',
    '2024-13-99',
    '2024-00-10',
    '2024-01-00',
    '0000-00-00',
  ],
  ...[
    '2024-03-04Z',
    '2024-03-04+01:00',
    '2024-03-04-05:00',
    '2024-03-04T10:00:00',
    '2024-03-04T10:00:00+01:00',
    '2024-03-04 10:00',
  ],
  ...[
    ' 2024-03-04',
    '2024-03-04 ',
    'x2024-03-04',
    '2009-12-31',
    '0218-10-29',
    '2010-01-01',
    '2024-03-04+',
    '12024-03-04',
    '2024-03-041',
  ],
];
const FIELDS: Record<'marche' | 'contrat-concession', readonly string[]> = {
  marche: ['dateNotification', 'datePublicationDonnees', 'modification'],
  'contrat-concession': ['dateDebutExecution', 'datePublicationDonnees', 'dateSignature', 'modification'],
};

describe.each(Object.entries(FIELDS).flatMap(([kind, fields]) => fields.map((field) => [kind, field] as const)))(
  '%s, %s',
  (kind, field) => {
    const shortOf = (date: string): Short => ({
      kind: kind as 'marche',
      ...(field === 'modification' ? { modified: { 1: date } } : { [field]: date }),
    });

    test.each(DATES)('«%s»', async (date) => {
      const short = shortOf(date);
      // A pass without a marché ends.
      const text = textOf([short, { kind: kind as 'marche', id: '2024-M8' }, { id: '2024-M9' }]);
      const { published, unknown, findings } = foretold(text);
      expect({ published, unknown }).toEqual({ published: await publishedOf(text), unknown: 0 });
      const { kind: of, value } = recordOf(short);
      const isAccepted = judgeOf(version.validators)(of, value) === undefined;
      const extent = isAccepted ? keptOf(of, value, false).extent : undefined;
      const said = findings.filter(({ code }) => code === 'rules.harms-others').map(({ params }) => params['extent']);
      expect(said).toEqual(extent === undefined ? [] : [extent]);
    });
  },
);

test('a contract that stops the pass is said to, one that stops the reading of its file too, and those before it are published', () => {
  const before = { id: '2024-M7' };
  const after = { id: '2024-M9' };
  const pass = foretold(textOf([before, { datePublicationDonnees: '2025-02-30' }, after]));
  expect(pass).toMatchObject({ published: 0 });
  const rest = foretold(textOf([before, { dateNotification: '2025-02-30' }, after]));
  expect(rest).toMatchObject({ published: 1 });
  for (const { findings } of [pass, rest])
    expect(findings.map(({ code }) => code).toSorted()).toEqual(['date-invraisemblable', 'rules.harms-others']);
});
