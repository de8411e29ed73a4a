import { expect, test } from 'vitest';
import { luhnKey } from '../../../federation/fake/contracts/identifiers.ts';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { inventedOf } from '../../../federation/fake/invented.ts';
import { catalogueOf, type Scenario, timeOf } from '../../../federation/fake/scenario.ts';
import { siteOf } from '../../../federation/fake/scenario-site.node.ts';

test('the demonstration has six sources, three days and every form that is published', async () => {
  const scenario = await demoScenario();
  expect(catalogueOf(scenario).size).toBe(6);
  expect(Object.keys(scenario.expect)).toEqual(['1', '2', '3']);
  const titles = scenario.datasets.flatMap(({ resources }) => resources.map(({ title }) => title));
  for (const end of ['.json', '.xml', '.csv', '.xlsx', '.gz', '.zip'])
    expect(titles.some((title) => title.endsWith(end))).toBe(true);
});

test('every buyer and firm of the demonstration is invented, with identifiers whose keys are right where no fault is meant', async () => {
  const { datasets } = await demoScenario();
  for (const { title, organization } of datasets) expect(`${title} ${organization}`).toMatch(/\(invention\).*inventée?/);
  const contracts = datasets.flatMap(({ resources }) =>
    resources.flatMap(({ days }) => Object.values(days).flatMap((content) => inventedOf({ ...content, changed: {} }))),
  );
  expect(contracts.length).toBeGreaterThan(300);
  for (const { value } of contracts) {
    const { id } = (value['acheteur'] ?? value['autoriteConcedante']) as { id: string };
    expect(luhnKey(id.slice(0, 13))).toBe(id[13]);
    expect(luhnKey(id.slice(0, 8))).toBe(id[8]);
  }
});

test('its days are the last three before the one on which it is tried, with the same contracts', async () => {
  const contents = ({ datasets }: Scenario) => datasets.map(({ resources }) => resources.map(({ days }) => days));
  const fixed = await demoScenario();
  for (const now of ['2028-03-02T00:00:00Z', '2028-03-02T23:59:59Z']) {
    const scenario = await demoScenario(new Date(now));
    expect(timeOf(scenario, 3, 6).toISOString()).toBe('2028-03-01T06:00:00.000Z');
    const daily = scenario.datasets.find(({ slug }) => slug === 'plateforme-des-acheteurs')?.resources.map(({ title }) => title);
    expect(daily).toEqual(['decp-2028-02-28.json', 'decp-2028-02-29.json', 'decp-2028-03-01.json']);
    expect(Object.keys(scenario.expect['2']?.resources ?? {})).toContain('decp-2028-02-29.json');
    expect(JSON.stringify(scenario)).not.toContain('2026-01');
    expect(contents(scenario)).toEqual(contents(fixed));
  }
  expect(timeOf(fixed, 3, 6).toISOString()).toBe('2026-01-07T06:00:00.000Z');
});

test('two starts of the demonstration publish the same bytes, a few hundred kilobytes a day', async () => {
  const scenario = await demoScenario();
  for (const day of [1, 2, 3]) {
    const [one, other] = await Promise.all([siteOf(scenario).datasets(day), siteOf(scenario).datasets(day)]);
    const sums = one.flatMap(({ resources }) => resources.map(({ served }) => served.body.sha1));
    expect(other.flatMap(({ resources }) => resources.map(({ served }) => served.body.sha1))).toEqual(sums);
    const size = one.flatMap(({ resources }) => resources).reduce((sum, { served }) => sum + served.body.size, 0);
    expect(size).toBeLessThan(1_500_000);
  }
});
