/** The examples of a version, by path from the root of the project. */
import { readdirSync } from 'node:fs';
import { isJsonExample } from '../support/examples.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

export const exampleFiles = (version: string): string[] =>
  readdirSync(`${EXAMPLES}${version}`, { recursive: true, encoding: 'utf8' })
    .filter(isJsonExample)
    .sort()
    .map((name) => `${UNFOLDED}${version}/${name}`);
