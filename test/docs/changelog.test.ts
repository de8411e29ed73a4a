import { expect, test } from 'vitest';
import { readJsonFile, readText } from '../support/engine.ts';
import { knownDefects } from '../support/known-defects.ts';

type Defect = ReturnType<typeof knownDefects>[number];

const text = readText('CHANGELOG.md');
const defects = knownDefects('2.0.3');

/** The numbers of defects under each heading of the changes of the format. */
function reported(heading: string, changelog = text): string[] {
  const section = changelog.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/\b[DV]\d\d[a-z]?\b/g)].map(([id]) => id).sort();
}

const known = (keep: (defect: Defect) => boolean): string[] =>
  defects
    .filter((defect) => defect.verdict !== undefined && keep(defect))
    .map(({ id }) => id)
    .sort();

test('the changelog tells every defect of 2.0.3 that next fixes, every one that it widens', () => {
  expect(reported('Réparé')).toEqual(known(({ verdict, fixed }) => fixed.how === 'schema' && verdict === 'accepted'));
  expect(reported('Élargi')).toEqual(known(({ verdict, fixed }) => fixed.how === 'schema' && verdict === 'rejected'));
});

test('the changelog tells every documented refusal that next keeps', () => {
  expect(reported('Gardé')).toEqual(known(({ verdict, fixed }) => fixed.how === 'kept' && verdict === 'rejected'));
});

test('a defect under the wrong heading is noticed', () => {
  expect(reported('Élargi', text.replace('(D45, D45b)', '(D45, D45b, D04)'))).not.toEqual(reported('Élargi'));
});

test('the changelog gives each published version with its date, newest first', () => {
  const { releases } = readJsonFile('schema/releases.json') as { releases: { version: string; date?: string }[] };
  const published = releases.flatMap(({ version, date }) => (date === undefined ? [] : [`${version} ${date}`]));
  const written = [...text.matchAll(/^(?:## ([\d.]+)|- \*\*([\d.]+)\*\*), (\d{4}-\d\d-\d\d)(?: : |$)/gm)].map(
    ([, here, elsewhere, date]) => `${here ?? elsewhere} ${date}`,
  );
  expect(written).toEqual(published.reverse());
});
