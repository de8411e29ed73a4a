import { readFile } from 'node:fs/promises';
import { readScenario, type Scenario } from './scenario.ts';

/** The State's processes that could read the demonstration, as `federation/national.yaml` has the real ones. */
export const DEMO_PROCESSES = new URL('demo-national.yaml', import.meta.url);

/**
 * The scenario of the demonstration: an invented federation of six sources over three days (`demo.yaml`). `startFake` publishes it, `catalogueOf` gives its
 * sources, and the days of its `expect` are those on which it is harvested.
 */
export async function demoScenario(): Promise<Scenario> {
  const text = await readFile(new URL('demo.yaml', import.meta.url), 'utf8');
  return readScenario('federation/fake/demo.yaml', text);
}
