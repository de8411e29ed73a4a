import { compareVersions } from '../../model/releases.ts';
import { hyphenated } from '../hyphenated.ts';
import { type Draft, refuse } from './draft.ts';
import { withScalar } from './edit.ts';

const RELEASES = 'schema/releases.json';
const FOLDER = 'propositions/';
const MODEL = `${FOLDER}0000-modele.md`;
const INDEX = `${FOLDER}README.md`;

type Release = { version: string; expectedVersion?: string };

const releasesIn = (draft: Draft): Release[] => (draft.value(RELEASES) as { releases: Release[] }).releases;

/** The published versions, oldest first. */
export const publishedIn = (draft: Draft): string[] =>
  releasesIn(draft)
    .flatMap(({ version }) => (version === 'next' ? [] : [version]))
    .sort(compareVersions);

/**
 * Announces a major number for `next`, where none is announced yet, and begins the proposition that a break needs: the model, of which a person answers the
 * questions. `title`: the change in a few French words; `today`: YYYY-MM-DD.
 */
export function announceBreak(draft: Draft, title: string, today: string): void {
  const releases = releasesIn(draft);
  const at = releases.findIndex(({ version }) => version === 'next');
  const newest = publishedIn(draft).at(-1) ?? refuse((say) => say['break.nothing-published']());
  const announced = releases[at]?.expectedVersion ?? '';
  const [major] = newest.split('.').map(Number);
  const isMajor = Number(announced.split('.')[0]) > (major ?? 0);
  const version = isMajor ? announced : `${(major ?? 0) + 1}.0.0`;
  if (!isMajor) draft.write(RELEASES, withScalar(draft.text(RELEASES), `/releases/${at}/expectedVersion`, version));
  const known = [...draft.paths(FOLDER)].filter((path) => /\/(?!0000)\d{4}-[^/]+\.md$/.test(path));
  const explained = known.find((path) => draft.text(path).includes(`**Version** : ${version}`));
  if (explained === undefined)
    begin(draft, { title, today, version, number: known.length === 0 ? 1 : Math.max(...known.map(numberOf)) + 1 });
  else draft.leave((say) => say['left.explained']({ file: explained }));
}

const numberOf = (path: string): number => Number(/(\d{4})-[^/]+$/.exec(path)?.[1]);

function begin(
  draft: Draft,
  { title, today, version, number }: { title: string; today: string; version: string; number: number },
): void {
  const padded = String(number).padStart(4, '0');
  const name = `${padded}-${hyphenated(title)}.md`;
  const file = FOLDER + name;
  const questions = draft.text(MODEL).replace(/^[^]*?(?=^## )/m, '');
  draft.create(
    file,
    `# ${padded} — ${title}\n\n- **État** : ouverte\n- **Date** : ${today}\n- **Version** : ${version}\n\n${questions}`,
  );
  draft.write(INDEX, `${draft.text(INDEX).trimEnd()}\n| ${padded} | [${title}](${name}) | ouverte | ${today} |\n`);
  draft.leave((say) => say['left.proposition']({ file, version }));
}
