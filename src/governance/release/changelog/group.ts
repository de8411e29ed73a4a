/** One group of changes as an item of a list: what changes, where, an example, why, how rare. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Erratum } from '../../../model/errata.ts';
import { fragmentOf } from '../../../../packages/schema-diff/src/report.ts';
import { codeSpan, markdownSafe } from '../../../report/markdown-safe.ts';
import { capital } from '../../../../packages/base/src/language.ts';
import { sentence } from '../../../report/words.ts';
import { distinct, placeSentences } from './naming.ts';
import type { Page } from './page.ts';
import { plainSentence, sharedStart } from './plain.ts';
import type { Group } from './sections.ts';
import type { Measured } from './words.ts';

/** Examples shown of a group: they differ by the name of the field at most. */
const EXAMPLES = 6;

export function groupItem(group: Group, page: Page): string {
  const [{ change }] = group;
  const changes = group.map((told) => told.change);
  const isRule = change.kind.startsWith('rule-');
  const errata = group.flatMap(({ erratum }) => (erratum ? [erratum] : []));
  const where = isRule ? [] : placeSentences(changes, page);
  const lines = [...where, ...exampleLines(changes, page), ...whyLines(errata, page)];
  return [`- **${heading(group, page)}**`, ...lines.map((line) => `  - ${line}`)].join('\n');
}

/** The words of who approved it, or those of the diff. */
function heading(group: Group, { lang }: Page): string {
  const [{ change }] = group;
  const titles = group.flatMap(({ erratum }) => (erratum ? [erratum.title[lang]] : []));
  const shared = titles.length === group.length ? sharedStart(titles) : undefined;
  return markdownSafe(shared === undefined ? plainSentence(change, lang) : sentence(capital(shared)));
}

function exampleLines(changes: readonly Change[], page: Page): string[] {
  const { words } = page;
  const sides = (['previous', 'next'] as const).flatMap((side) => {
    const examples = distinct(changes.flatMap((change) => examplesOf(change, side, page)));
    if (examples.length === 0) return [];
    const shown = examples.slice(0, EXAMPLES);
    return [`${words.example[side](shown.length)}${words.colon}${shown.join(', ')}`];
  });
  const [change] = changes;
  if (sides.length > 0 || !change?.reason) return sides;
  return [`${words.noExample}${words.colon}${markdownSafe(change.reason[page.lang])}`];
}

/** What stands where the change is, and what the program says of it where that is not enough. */
function examplesOf(change: Change, side: 'previous' | 'next', { story, words, lang }: Page): string[] {
  const told = side === 'previous' ? story.told.get(change.fingerprint)?.[lang] : undefined;
  return change.witnesses
    .filter(({ accepted }) => accepted === side)
    .map((witness) => {
      const fragment = codeSpan(fragmentOf(witness, change, (name) => words.without(name)));
      return told === undefined ? fragment : `${fragment}. ${markdownSafe(told)}`;
    });
}

function whyLines(errata: readonly Erratum[], page: Page): string[] {
  const { words } = page;
  if (errata.length === 0) return [];
  const reasons = distinct(
    errata.map((erratum) => (erratum.kind === 'narrowing' ? words.reason[erratum.reason] : words.examined)),
  );
  const why = `${words.why(page.kit.and(reasons))}${sourceSentence(errata, page)}`;
  const measured = measuredOf(errata);
  return [why, ...notesOf(errata, page), ...(measured ? [words.measured(measured)] : [])];
}

/** What one erratum alone says of its source; many would repeat themselves. It was written when the release had no number. */
function notesOf(errata: readonly Erratum[], { lang, story }: Page): string[] {
  const [erratum] = errata;
  if (errata.length > 1 || !erratum) return [];
  const note = erratum.kind === 'examined' ? erratum.examination : erratum.source.note;
  return note ? [markdownSafe(sentence(note[lang].replace(/\bnext\b/g, story.version)))] : [];
}

/** Each text once, with the articles or annexes that are cited of it. */
function sourceSentence(errata: readonly Erratum[], { words, story, lang }: Page): string {
  const cited = new Map<string, string[]>();
  for (const erratum of errata) {
    if (erratum.kind !== 'narrowing') continue;
    const [id = '', ...place] = erratum.source.text.split(', ');
    cited.set(id, distinct([...(cited.get(id) ?? []), ...(place.length > 0 ? [place.join(', ')] : [])]));
  }
  if (cited.size === 0) return '';
  const listed = (texts: readonly string[]): string => texts.join(words.between);
  const titles = [...cited].map(([id, places]) => {
    const title = story.legal.get(id)?.[lang] ?? id;
    return places.length === 0 ? title : `${title} (${listed(places.toSorted())})`;
  });
  return ` ${words.source(markdownSafe(listed(titles)))}`;
}

function measuredOf(errata: readonly Erratum[]): Measured | undefined {
  const shares = errata.flatMap((erratum) => (erratum.kind === 'narrowing' ? [erratum.share] : []));
  const [greatest] = shares.toSorted((a, b) => b.hit / b.of - a.hit / a.of || b.of - a.of);
  if (!greatest) return undefined;
  const measured = shares.map(({ of }) => of);
  return { hit: greatest.hit, of: greatest.of, least: Math.min(...measured), most: Math.max(...measured) };
}
