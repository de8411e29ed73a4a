/** The examples of a version, by path from the root of the project. */
import { readdirSync } from 'node:fs';
import { isJsonExample } from '../support/examples.ts';
import { ROOT } from '../support/engine.ts';

export const exampleFiles = (version: string): string[] =>
  readdirSync(`${ROOT}examples/${version}`, { recursive: true, encoding: 'utf8' })
    .filter(isJsonExample)
    .sort()
    .map((name) => `examples/${version}/${name}`);
