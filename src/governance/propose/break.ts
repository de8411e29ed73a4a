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

/** A break. `title`: the change in a few French words; `answers`: what is certain of it, under the headings of the model that ask for it. */
export type Break = { title: string; answers: (version: string) => Record<Answered, string> };

/** The headings of the model that a proposal can answer. */
const HEADINGS = {
  producers: '### Pour ceux qui produisent les données',
  reusers: '### Pour ceux qui les réutilisent',
  passage: "## Passage d'une version à l'autre",
  english: '## In English',
} as const;

type Answered = keyof typeof HEADINGS;

/**
 * Announces a major number for `next`, where none is announced yet, and begins the proposition that a break needs: the model, with what is known of the break; a
 * person answers the other questions. A break of a draft that has an open one is added to it. `today`: YYYY-MM-DD.
 */
export function announceBreak(draft: Draft, { title, answers }: Break, today: string): void {
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
  const said = answersTo(answers(version));
  if (explained === undefined)
    begin(draft, { title, today, version, said, number: known.length === 0 ? 1 : Math.max(...known.map(numberOf)) + 1 });
  else {
    const isOpen = draft.text(explained).includes('**État** : ouverte');
    if (isOpen) draft.write(explained, answered(draft.text(explained), draft.text(MODEL), said));
    draft.leave((say) => say['left.explained']({ file: explained, isOpen }));
  }
}

/** The answers by heading. */
const answersTo = (answers: Record<Answered, string>): ReadonlyMap<string, string> =>
  new Map((Object.keys(HEADINGS) as Answered[]).map((key) => [HEADINGS[key], answers[key]]));

/** A proposition with answers: in the place of the question, or after what is there already. */
function answered(text: string, model: string, answers: ReadonlyMap<string, string>): string {
  const asked = new Map(partsOf(model).map(({ heading, body }) => [heading, body]));
  return partsOf(text)
    .map(({ heading, body }) => {
      const answer = answers.get(heading);
      if (answer === undefined) return heading + body;
      const kept = body.trim() === asked.get(heading)?.trim() ? '' : body.trim();
      return `${heading}\n\n${kept === '' ? '' : `${kept}\n\n`}${answer}\n\n`;
    })
    .join('')
    .replace(/\n+$/, '\n');
}

/** A document cut before each heading. */
const partsOf = (text: string): { heading: string; body: string }[] =>
  text.split(/^(?=##+ )/m).map((part) => {
    const [heading = ''] = /^##.*/.exec(part) ?? [];
    return { heading, body: part.slice(heading.length) };
  });

const numberOf = (path: string): number => Number(/(\d{4})-[^/]+$/.exec(path)?.[1]);

function begin(
  draft: Draft,
  {
    title,
    today,
    version,
    number,
    said,
  }: { title: string; today: string; version: string; number: number; said: ReadonlyMap<string, string> },
): void {
  const padded = String(number).padStart(4, '0');
  const name = `${padded}-${hyphenated(title)}.md`;
  const file = FOLDER + name;
  const questions = draft.text(MODEL).replace(/^[^]*?(?=^## )/m, '');
  // Of what is open nothing is decided: the number is all that is known.
  const known = new Map([
    ...said,
    ['## Décision', `Numéro demandé : ${version}. Rien n'est encore décidé.`],
    [HEADINGS.english, `${said.get(HEADINGS.english)} Nothing is decided yet.`],
  ]);
  draft.create(
    file,
    `# ${padded} — ${title}\n\n- **État** : ouverte\n- **Date** : ${today}\n- **Version** : ${version}\n\n${answered(questions, questions, known)}`,
  );
  draft.write(INDEX, `${draft.text(INDEX).trimEnd()}\n| ${padded} | [${title}](${name}) | ouverte | ${today} |\n`);
  draft.leave((say) => say['left.proposition']({ file, version }));
}
