/** The release notes as Markdown blocks: what the number promises, who must act, then the changes by section. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Severity } from '../../../finding.ts';
import { RULE_FAMILIES, type Rule } from '../../../model/rules.ts';
import { codeSpan, markdownSafe } from '../../../report/markdown-safe.ts';
import { groupsOf, SECTIONS, type Group, type Section, placeAt, placesOf, type Part, type Place } from './sections.ts';
import { fragmentOf, lackedBy } from '../../../../packages/schema-diff/src/report.ts';
import type { Erratum } from '../../../model/errata.ts';
import { capital, type Lang } from '../../../../packages/base/src/language.ts';
import { withFullStop } from '../../../report/words.ts';
import { plainSentence, sharedStart } from './plain.ts';
import { percent } from '../../../report/percent.ts';
import { type Page, pageOf } from './page.ts';
import type { ReleaseNotes } from './types.ts';

/** `level`: heading level. `kept`: hand-written blocks, placed between the required actions and the changes. */
export function notesBlocks(page: Page, level: number, kept: readonly string[] = []): string[] {
  const { notes, say, lang } = page;
  const groups = groupsOf(notes);
  const mark = '#'.repeat(level);
  return [
    ...(notes.inForce === undefined ? [] : [say.proposal({ version: notes.version, inForce: notes.inForce })]),
    say.promise({ promise: notes.promise[lang] }),
    `${mark} ${say['act.title']()}`,
    actionLines(groups, page).join('\n'),
    ...kept,
    ...SECTIONS.flatMap((section) => sectionBlocks(section, groups[section], page, mark)),
    `${mark} ${say.legal()}`,
    legalLines(page).join('\n'),
  ];
}

function sectionBlocks(section: Section, groups: readonly Group[], page: Page, mark: string): string[] {
  const { say, notes } = page;
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  if (count === 0) return [];
  const items = ITEMS[section](groups, page);
  return [`${mark} ${say[`section.${section}`]()}`, say.intro({ section, version: notes.version }), items.join('\n')];
}

const plainItems = (groups: readonly Group[], page: Page): string[] => groups.map((group) => groupItem(group, page));

const ITEMS: Record<Section, (groups: readonly Group[], page: Page) => string[]> = {
  broken: plainItems,
  fixed: plainItems,
  widened: plainItems,
  rules: (groups, page) => [...byWeight(groups, page).map((group) => rulesItem(group, page)), `- ${page.say.explain()}`],
  texts: textsItems,
};

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Sorts rules by family (legal ones first), then by severity. */
function byWeight(groups: readonly Group[], page: Page): Group[] {
  const weight = ([{ change }]: Group): number => {
    const { family = 'qualite', severity = 'info' } = ruleOf(change, page) ?? {};
    return RULE_FAMILIES.indexOf(family) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  };
  return groups.toSorted((a, b) => weight(a) - weight(b));
}

/** Lists, by title, the rules of one family that were added, removed or changed in the same way. */
function rulesItem(group: Group, page: Page): string {
  const [{ change }] = group;
  const rule = ruleOf(change, page);
  const { family = 'qualite', severity = 'info' } = rule ?? {};
  const title = page.say.rules({ kind: change.kind, count: group.length, family, severity });
  const lines = group.map(({ change: { path } }) => `  - ${ruleName(path, page)}`);
  return [`- **${title}**`, ...lines].join('\n');
}

const ruleOf = ({ path }: Pick<Change, 'path'>, { models }: Page): Rule | undefined =>
  models.flatMap(({ rules }) => rules).find(({ id }) => id === path);

function ruleName(id: string, page: Page): string {
  const title = ruleOf({ path: id }, page)?.title[page.lang];
  return title === undefined ? codeSpan(id) : `${markdownSafe(title)} (${codeSpan(id)})`;
}

/** Merges changed texts of fields into one item and those of rules into another; each deprecated code has its own item. */
function textsItems(groups: readonly Group[], page: Page): string[] {
  const { say, lang } = page;
  const changes = groups.flatMap((group) => group.map(({ change }) => change));
  const fields = changes.filter(({ kind }) => kind === 'text-changed');
  const rules = changes.filter(({ kind }) => kind === 'rule-text-changed');
  const others = changes.filter((change) => !fields.includes(change) && !rules.includes(change));
  return [
    ...(fields.length > 0
      ? [`- ${say.texts({ count: fields.length, names: distinct(fields.map((one) => fieldsOf(one, page))) })}`]
      : []),
    ...(rules.length > 0
      ? [`- ${say['rule-texts']({ count: rules.length, names: distinct(rules.map(({ path }) => ruleName(path, page))) })}`]
      : []),
    ...others.map(({ sentence }) => `- ${markdownSafe(sentence[lang])}`),
  ];
}

function legalLines({ notes, lang }: Page): string[] {
  return notes.legalTexts.map((id) => `- ${markdownSafe(notes.legal.get(id)?.[lang] ?? id)}`);
}

type Groups = Record<Section, Group[]>;

/** The "Action:" lines, producers first. Each audience gets at least one line, even if there is nothing to do. */
function actionLines(groups: Groups, page: Page): string[] {
  const { say } = page;
  const lines = (who: 'producers' | 'reusers', acts: readonly string[]): string[] =>
    (acts.length === 0 ? [say['act.nothing']()] : acts).map((act) => `- ${say['act.line']({ who, act: capital(act) })}`);
  return [...lines('producers', producerActs(groups, page)), ...lines('reusers', reuserActs(groups, page))];
}

const changesOf = (groups: readonly Group[]): Change[] => groups.flatMap((group) => group.map(({ change }) => change));

function producerActs({ broken, fixed, widened, texts }: Groups, page: Page): string[] {
  const { say, notes } = page;
  const { version, inForce } = notes;
  return [
    ...(broken.length > 0 ? [say['act.fix']({ version, section: say['section.broken']() })] : []),
    ...(fixed.length > 0 ? [say['act.check']({ version, section: say['section.fixed']() })] : []),
    ...(widened.length > 0 && inForce !== undefined ? [say['act.wait']({ section: say['section.widened'](), inForce })] : []),
    ...changesOf(texts).flatMap(({ kind, params }) => {
      const { code, replacedBy } = params;
      if (kind !== 'codelist-code-deprecated' || typeof code !== 'string') return [];
      const instead = typeof replacedBy === 'string' && replacedBy !== '' ? codeSpan(replacedBy) : undefined;
      return [say['act.avoid']({ code: codeSpan(code), instead, later: instead !== undefined && inForce !== undefined })];
    }),
  ];
}

/** Actions of reusers: specific ones for the kinds that `reuserAct` knows, otherwise one for each widened field. */
function reuserActs({ broken, fixed, widened }: Groups, page: Page): string[] {
  const changes = changesOf([...broken, ...widened, ...fixed]);
  const reported = changes.map((change) => [change, reuserAct(change, page)] as const);
  const isWider = ({ direction }: Change): boolean => direction === 'widened' || direction === 'both';
  return [...new Set(reported.flatMap(([change, act]) => act ?? (isWider(change) ? [widerAct(change, page)] : [])))];
}

/** What becomes possible in the data: the field may be absent, or may have new values. */
function widerAct(change: Change, page: Page): string {
  const witness = change.witnesses.find(({ accepted }) => accepted === 'next');
  const { say } = page;
  const fields = fieldsOf(change, page);
  if (!witness) return say['act.new-values']({ example: undefined, fields });
  if (lackedBy(witness.fragment, change.params) !== undefined) return say['act.may-miss']({ field: fields });
  return say['act.new-values']({ example: codeSpan(fragmentOf(witness, change, ({ name }) => name)), fields });
}

function reuserAct(change: Change, page: Page): string | undefined {
  const { kind, params, direction } = change;
  const { say } = page;
  if (kind === 'property-renamed' || kind === 'property-moved') return movedAct(change, page);
  if (direction === 'narrowed') return undefined;
  if (kind === 'property-no-longer-required') return say['act.may-miss']({ field: fieldsOf(change, page) });
  if (kind === 'type-widened' || kind === 'type-changed') return say['act.other-type']({ field: fieldsOf(change, page) });
  if (kind === 'property-added' || kind === 'property-allowed') return say['act.new-field']({ field: fieldsOf(change, page) });
  const value = params['code'] ?? params['value'];
  if ((kind === 'codelist-code-added' || kind === 'enum-value-added') && value !== undefined)
    return say['act.new-code']({
      field: fieldsOf(change, page),
      code: codeSpan(typeof value === 'string' ? value : JSON.stringify(value)),
    });
  return undefined;
}

function movedAct({ params }: Change, page: Page): string | undefined {
  const { from, to } = params;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const named = (path: string): string => placeName(placeAt(path, page.models, page.lang), page);
  return page.say['act.moved']({ from: named(from), to: named(to) });
}

/** Maximum number of examples shown per group. */
const EXAMPLES = 6;

function groupItem(group: Group, page: Page): string {
  const [{ change }] = group;
  const changes = group.map((reported) => reported.change);
  const isRule = change.kind.startsWith('rule-');
  const errata = group.flatMap(({ erratum }) => (erratum ? [erratum] : []));
  const where = isRule ? [] : placeSentences(changes, page);
  const lines = [...where, ...exampleLines(changes, page), ...whyLines(errata, page)];
  return [`- **${heading(group, page)}**`, ...lines.map((line) => `  - ${line}`)].join('\n');
}

/** The title of the errata, if all changes of the group have one, otherwise the sentence of the diff. */
function heading(group: Group, { lang }: Page): string {
  const [{ change }] = group;
  const titles = group.flatMap(({ erratum }) => (erratum ? [erratum.title[lang]] : []));
  const shared = titles.length === group.length ? sharedStart(titles) : undefined;
  return markdownSafe(shared === undefined ? plainSentence(change, lang) : withFullStop(capital(shared)));
}

function exampleLines(changes: readonly Change[], page: Page): string[] {
  const { say } = page;
  const sides = (['previous', 'next'] as const).flatMap((side) => {
    const examples = distinct(changes.flatMap((change) => examplesOf(change, side, page)));
    if (examples.length === 0) return [];
    const shown = examples.slice(0, EXAMPLES);
    return [say[`example.${side}`]({ count: shown.length, fragments: shown })];
  });
  const [change] = changes;
  if (sides.length > 0 || !change?.reason) return sides;
  return [say['example.none']({ reason: markdownSafe(change.reason[page.lang]) })];
}

/** The JSON fragment of each witness, followed by the validator's report if there is one. */
function examplesOf(change: Change, side: 'previous' | 'next', { notes, say, lang }: Page): string[] {
  const reported = side === 'previous' ? notes.reported.get(change.fingerprint)?.[lang] : undefined;
  return change.witnesses
    .filter(({ accepted }) => accepted === side)
    .map((witness) => {
      const fragment = codeSpan(fragmentOf(witness, change, say['example.without']));
      return reported === undefined ? fragment : `${fragment}. ${markdownSafe(reported)}`;
    });
}

function whyLines(errata: readonly Erratum[], page: Page): string[] {
  const { say } = page;
  if (errata.length === 0) return [];
  const reasons = distinct(
    errata.map((erratum) => say[`reason.${erratum.kind === 'narrowing' ? erratum.reason : 'examined'}`]()),
  );
  const why = `${say.why({ reasons })}${sourceSentence(errata, page)}`;
  const measured = measuredOf(errata);
  return [why, ...notesOf(errata, page), ...(measured ? [measuredSentence(measured, page)] : [])];
}

/**
 * The note of the source, shown only if the group has a single erratum to avoid repetition. It was written before the release had
 * a number, so "next" is replaced.
 */
function notesOf(errata: readonly Erratum[], { lang, notes }: Page): string[] {
  const [erratum] = errata;
  if (errata.length > 1 || !erratum) return [];
  const note = erratum.kind === 'examined' ? erratum.examination : erratum.source.note;
  return note ? [markdownSafe(withFullStop(note[lang].replace(/\bnext\b/g, notes.version)))] : [];
}

/** Cites each legal text once, with all its cited articles or annexes. */
function sourceSentence(errata: readonly Erratum[], { say, notes, lang }: Page): string {
  const cited = new Map<string, string[]>();
  for (const erratum of errata) {
    if (erratum.kind !== 'narrowing') continue;
    const [id = '', ...place] = erratum.source.text.split(', ');
    cited.set(id, distinct([...(cited.get(id) ?? []), ...(place.length > 0 ? [place.join(', ')] : [])]));
  }
  if (cited.size === 0) return '';
  const listed = (texts: readonly string[]): string => texts.reduce((first, second) => say['source-next']({ first, second }));
  const titles = [...cited].map(([id, places]) => {
    const title = notes.legal.get(id)?.[lang] ?? id;
    return places.length === 0 ? title : `${title} (${listed(places.toSorted())})`;
  });
  return ` ${say.source({ titles: markdownSafe(listed(titles)) })}`;
}

/**
 * The measured records of errata: the highest share of hits (`hit` of `of`), and the lowest and highest number of records
 * measured.
 */
type Measured = { hit: number; of: number; least: number; most: number };

const measuredSentence = (measured: Measured, { say, formatters }: Page): string =>
  say.measured({
    ...measured,
    same: measured.least === measured.most,
    share: percent(measured.hit / measured.of, measured.hit, formatters),
  });

function measuredOf(errata: readonly Erratum[]): Measured | undefined {
  const shares = errata.flatMap((erratum) => (erratum.kind === 'narrowing' ? [erratum.share] : []));
  const [greatest] = shares.toSorted((a, b) => b.hit / b.of - a.hit / a.of || b.of - a.of);
  if (!greatest) return undefined;
  const measured = shares.map(({ of }) => of);
  return { hit: greatest.hit, of: greatest.of, least: Math.min(...measured), most: Math.max(...measured) };
}

const PARTS: readonly Part[] = ['file', 'marche', 'contrat-concession'];

/** For example `Titulaires (`titulaires`)`. */
function placeName({ title, name, isItem }: Place, { say, formatters }: Page): string {
  if (name === '') return say['place.root']();
  const code = codeSpan(name);
  if (isItem)
    return say['place.item']({ title: title === name ? code : `${markdownSafe(formatters.quote(title, 200))} (${code})` });
  return title === name ? code : `${markdownSafe(title)} (${code})`;
}

/** The places of a change as an enumeration, each named once. */
const fieldsOf = (change: Change, page: Page): string =>
  page.formatters.and(distinct(placesOf(change, page.models, page.lang).map((place) => placeName(place, page))));

/** One sentence per part of a file that the changes affect: `Dans un marché : Objet (`objet`), …`. */
function placeSentences(changes: readonly Change[], page: Page): string[] {
  const { say, models, lang } = page;
  const places = changes.flatMap((change) => placesOf(change, models, lang));
  const reported = PARTS.flatMap((part) => {
    const names = distinct(places.filter((place) => place.part === part).map((place) => placeName(place, page)));
    return names.length === 0 ? [] : [say['place.part']({ part, names })];
  });
  return changes.some(({ params }) => params['more'] === true) ? [...reported, say['place.elsewhere']()] : reported;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Returns the release notes as a Markdown page. */
export function releaseNotes(notes: ReleaseNotes, lang: Lang): string {
  const page = pageOf(notes, lang);
  const title = `# ${page.say.title({ version: notes.version })}`;
  return `${[title, page.say.published({ date: notes.date, previous: notes.previous }), ...notesBlocks(page, 2)].join('\n\n')}\n`;
}
