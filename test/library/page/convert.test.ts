/** What the conversion of a page names as left out. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { convertGiven } from '../../../src/library/page/convert-file.ts';
import { ROOT } from '../../support/engine.ts';
import { ASSETS } from './assets.ts';

test.each<[name: string, isWritten: boolean, losses: RegExp[]]>([
  // What was begun is in the file written.
  ['contrat-commence.csv', true, []],
  ['colonne-observations.csv', true, [/« Observations ».*n'a pas été lue/, /« Service gestionnaire ».*n'a pas été lue/]],
  ['autre-tableau-dessous.csv', false, [/n'ont pas été lues/]],
])('%s: written %j, without %j', async (name, isWritten, losses) => {
  const file = new File([readFileSync(`${ROOT}examples/tables/${name}`)], name);
  const outcome = await convertGiven(file, { lang: 'fr', to: 'json', assets: ASSETS });
  expect(outcome).toMatchObject({ readable: true, losses: losses.map((loss) => expect.stringMatching(loss) as string) });
  expect('file' in outcome && outcome.file !== undefined).toBe(isWritten);
});
