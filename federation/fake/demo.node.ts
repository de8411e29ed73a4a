import { readFile } from 'node:fs/promises';
import { readScenario, type Scenario } from './scenario.ts';

/** The State's processes that could read the demonstration, as `federation/national.yaml` has the real ones. */
export const DEMO_PROCESSES = new URL('demo-national.yaml', import.meta.url);

/**
 * The scenario of the demonstration: an invented federation of six sources over three days (`demo.yaml`). `startFake` publishes it, `catalogueOf` gives its
 * sources, and the days of its `expect` are those on which it is harvested. They are of January 2026, or, with `now`, the last three that are over then, in UTC: what the contracts say is the same.
 */
export async function demoScenario(now?: Date): Promise<Scenario> {
  const text = await readFile(new URL('demo.yaml', import.meta.url), 'utf8');
  return readScenario('federation/fake/demo.yaml', now === undefined ? text : text.replaceAll(DAY, (day) => moved(day, now)));
}

/** The days of the scenario, as its file writes them, and the last of them. */
const DAY = /\b2026-01-0[5-7]\b/g;
const LAST = '2026-01-07';
const DAY_MS = 86_400_000;

const moved = (day: string, now: Date): string =>
  new Date(now.getTime() - DAY_MS - (Date.parse(LAST) - Date.parse(day))).toISOString().slice(0, 10);
