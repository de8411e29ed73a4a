import { expect, test } from 'vitest';
import { isJsonExample } from '../support/examples.ts';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { Forecast } from '../../src/validate/forecast.ts';
import { judge, GOLDEN } from '../support/engine.ts';
import { exampleFiles } from './support.ts';

const reported = ({ publish, reserve, drop, unknown, reasons }: Forecast): string =>
  [
    `publish ${publish}, reserve ${reserve}, drop ${drop}, unknown ${unknown}`,
    ...Object.entries(reasons).flatMap(([fate, counts]) =>
      Object.entries(counts).map(([reason, n]) => `  ${fate}: ${reason} ${n}`),
    ),
  ].join('\n');

/** Examples that 2.0.3 refuses and about which the rules say nothing would only repeat that. */
const isPlain = ({ reasons: { drop, reserve, unknown } }: Forecast): boolean =>
  [...Object.keys(drop), ...Object.keys(reserve), ...Object.keys(unknown)].every((reason) => reason === 'schema');

// The deviations of the consolidation are proved here: their mutants must change this forecast.
test('the national consolidation would do with the examples of a frozen version what is written down', async () => {
  const version = await loadVersion(GOLDEN);
  const rules = await rulesFor(GOLDEN, allRules(EXAMPLES_DAY));
  const lines = [...(await exampleFiles(GOLDEN))].flatMap(([name, text]) => {
    if (!isJsonExample(name)) return [];
    const forecast = judge(text, version, rules).rules?.forecast;
    return forecast && !isPlain(forecast) ? [`${name}\n  ${reported(forecast)}`] : [];
  });
  expect(lines.length).toBeGreaterThan(50);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/forecasts.txt');
});
