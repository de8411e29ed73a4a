import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { constantFaults } from './rule-constants.ts';
import { fieldNamesOf, wordFaults } from './rule-words.ts';
import { legalTextsOf, sourceFaults } from './sources.ts';
import { formFaults, unwrittenFaults, isUnwritten, pointerOf, problemOf, type Fault, checkMarkdown } from './faults.ts';
import { compareVersions, rulesFrom } from '../../model/releases.ts';
import type { Texts, Model } from '../../model/types.ts';
import { placeholdersOf } from '../../rules/placeholder.ts';
import { type SourceText, readSource } from '../../model/source-text.ts';
import { withConstants } from '../../model/constants.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule, RuleFault } from '../../rules/checked-rule.ts';
import { rulesOf } from '../../rules/versions/book.ts';
import { formerField } from '../../rules/versions/former.ts';
import { SEMICOLON, type Lang } from '../../../packages/base/src/language.ts';
import { citedIn, entryOf, type LegalText } from '../../model/citation.ts';
import { ELEMENT_LISTS, FORMER_FAMILIES, type Rule, type RuleFamily } from '../../model/rules.ts';
import { isVersionBearing } from '../../rules/roster.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

const FOLDER = /^(next|\d+\.\d+\.\d+)\/rules\//;
const RULE = /^(next|\d+\.\d+\.\d+)\/rules\/([^/]+)\.yaml$/;

/**
 * Each rule file keeps to its meta-schema, those of published versions too: the dialect never loses what it could read. Those of
 * `next` bear the name of their file, cite a known source and known versions, and hold clean and finished texts that say the numbers of their expressions.
 */
export function checkRules(files: SchemaFiles): Problem[] {
  const check = metaCheck(files, 'rule.schema.json');
  const read = [...files].flatMap(([path, text]) => {
    const [, version, name] = RULE.exec(path) ?? [];
    if (version === undefined || name === undefined) return [];
    const file = `schema/${path}`;
    const { source, problems } = check(file, text);
    return [{ file, version, name, source, problems, id: valueAt(source.value, '/id') }];
  });
  const names = fieldNamesOf(files);
  return [
    ...[...files.keys()].filter((path) => FOLDER.test(path) && !RULE.test(path)).map(misplaced),
    ...read.flatMap((rule) => (rule.version === 'next' ? ruleProblems(rule, read, files, names) : rule.problems)),
  ];
}

type ReadRule = RuleFile & { file: string; source: SourceText; problems: Problem[] };

/** A fault of ours says better what the meta-schema says of the same place. */
function ruleProblems(rule: ReadRule, all: readonly ReadRule[], files: SchemaFiles, names: ReadonlySet<string>): Problem[] {
  const { file, source, problems } = rule;
  const refused = new Set(problems.map(pointerOf));
  const until = valueAt(source.value, '/until');
  // A rule that ended is written in the names of the last version that it judges.
  const known = typeof until === 'string' ? new Set([...names, ...fieldNamesOf(files, until)]) : names;
  const sourced = sourceFaults(source.value, files);
  const faults = [
    ...formFaults(source.value).filter(({ at }) => refused.has(at)),
    ...(refused.has('/id') ? [] : idFaults(rule, all)),
    ...unwrittenFaults(source.value),
    ...styleFaults(source.value),
    ...wordFaults(withConstants(source), known),
    ...coverFaults(source.value, all),
    ...lossFaults(source.value),
    ...fixFaults(source.value),
    ...sourced,
    ...(sourced.length > 0 ? [] : familyFaults(source.value, all, files)),
    ...versionFaults(source, files),
    ...constantFaults(source),
  ];
  const own = [...faults.map((fault) => problemOf(file, source, fault)), ...checkMarkdown(file, source)];
  const better = new Set(own.map(pointerOf));
  return [...problems.filter((problem) => !better.has(pointerOf(problem))), ...own];
}

const misplaced = (path: string): Problem => ({
  file: `schema/${path}`,
  ...textsOf(CHECKS, (say) => say['rule.file']()),
});

/** A rule file: the version folder that holds it, its name without extension, and the id that it says. */
type RuleFile = { version: string; name: string; id: unknown };

/** What is wrong with the id of a rule of `next`, seen among all rule files: an id is the name of one file, and is never used again. */
function idFaults(rule: RuleFile, all: readonly RuleFile[]): Fault[] {
  if (typeof rule.id !== 'string') return [];
  return [...nameFaults(rule, rule.id, all), ...reuseFaults(rule.id, all)];
}

function nameFaults({ name }: RuleFile, id: string, all: readonly RuleFile[]): Fault[] {
  if (id === name) return [];
  const twin = all.find((other) => other.version === 'next' && other.id === id && other.name !== name);
  return [{ at: '/id', texts: twin ? taken(id, name, twin.name) : misnamed(id, name) }];
}

const taken = (id: string, name: string, twin: string) => textsOf(CHECKS, (say) => say['rule.id-of-another']({ id, twin, name }));

const misnamed = (id: string, name: string) => textsOf(CHECKS, (say) => say['rule.id-of-file']({ id, name }));

/** A published rule that a later version dropped keeps its name for ever: reports of that time cite it. */
function reuseFaults(id: string, all: readonly RuleFile[]): Fault[] {
  const published = [...new Set(all.map(({ version }) => version))].filter((version) => version !== 'next').sort(compareVersions);
  const having = published.filter((version) => all.some((other) => other.version === version && other.name === id));
  const [first] = having;
  if (first === undefined) return [];
  const dropped = published.slice(published.indexOf(first)).find((version) => !having.includes(version));
  return dropped === undefined ? [] : [{ at: '/id', texts: reused(id, first, dropped) }];
}

const reused = (id: string, first: string, dropped: string) =>
  textsOf(CHECKS, (say) => say['rule.id-used-before']({ id, first, dropped }));

const entriesOf = (rule: unknown): unknown[] => {
  const entries = valueAt(rule, '/on');
  return Array.isArray(entries) ? entries : [];
};

/** Whether a rule looks at the whole file. */
const isOnFile = (rule: unknown): boolean => entriesOf(rule).some((entry) => valueAt(entry, '/scope') === 'fichier');

/** What is wrong with the rules that a rule covers: only rules on the whole file find the same records. */
function coverFaults(rule: unknown, all: readonly ReadRule[]): Fault[] {
  const covered = valueAt(rule, '/covers');
  if (!Array.isArray(covered)) return [];
  if (!isOnFile(rule)) return [{ at: '/covers', texts: textsOf(CHECKS, (say) => say['rule.covers-nothing']()) }];
  return covered.flatMap((id: unknown, i) => {
    const found = all.find((other) => other.version === 'next' && other.id === id);
    if (typeof id !== 'string' || (found && isOnFile(found.source.value))) return [];
    return [{ at: `/covers/${i}`, texts: textsOf(CHECKS, (say) => say['rule.covers-unknown']({ id })) }];
  });
}

/** A fault is kept to an element only where the rule goes through a list of elements. */
function lossFaults(rule: unknown): Fault[] {
  if (valueAt(rule, '/loss/scope') !== 'element') return [];
  const isOfElement = (each: unknown): boolean => ELEMENT_LISTS.some((list) => String(each).startsWith(`${list}[]`));
  if (entriesOf(rule).some((entry) => isOfElement(valueAt(entry, '/each')))) return [];
  return [{ at: '/loss/scope', texts: textsOf(CHECKS, (say) => say['rule.loss-of-no-element']({ lists: ELEMENT_LISTS })) }];
}

/** A rule that says how its value is corrected cites this value, by the path of its field: it is known from the message. */
function fixFaults(rule: unknown): Fault[] {
  if (valueAt(rule, '/fix') === undefined) return [];
  return entriesOf(rule).flatMap((entry, i): Fault[] => {
    const field = valueAt(entry, '/at');
    if (typeof field !== 'string') return [];
    const at = valueAt(entry, '/message') === undefined ? '/message' : `/on/${i}/message`;
    const name = field.slice(1).replaceAll('/', '.');
    const cited = textAt(rule, `${at}/fr`);
    if (cited === undefined || namesIn(cited).includes(name)) return [];
    return [{ at: `${at}/fr`, texts: textsOf(CHECKS, (say) => say['rule.fix-uncited']({ name })) }];
  });
}

const LANGS = ['fr', 'en'] as const;

/** What is wrong with how the texts of a rule are written: they stand in lists and in sentences of ours, and in both languages. */
function styleFaults(rule: unknown): Fault[] {
  const messages = ['/message', ...entriesOf(rule).map((_, i) => `/on/${i}/message`)];
  return [
    ...LANGS.flatMap((lang) => titleFaults(rule, `/title/${lang}`)),
    ...LANGS.flatMap((lang) => ['', '/in-table'].flatMap((at) => remedyFaults(rule, `${at}/remedy/${lang}`))),
    ...messages.flatMap((at) => LANGS.flatMap((lang) => placeholderFaults(rule, at, lang))),
  ];
}

/** A text that somebody has written, or undefined. */
function textAt(rule: unknown, at: string): string | undefined {
  const text = valueAt(rule, at);
  return typeof text === 'string' && text.trim() !== '' && !isUnwritten(text) ? text.trim() : undefined;
}

/** A capital that is not that of an acronym, nor one that English gives to the names of peoples. */
const CAPITAL = /^(?!French\b|European\b)\p{Lu}(?!\p{Lu})/u;

function titleFaults(rule: unknown, at: string): Fault[] {
  const title = textAt(rule, at);
  if (title === undefined) return [];
  if (CAPITAL.test(title)) return [{ at, texts: capital(title.charAt(0)) }];
  return title.endsWith('.') ? [{ at, texts: TITLE_STOP }] : [];
}

const remedyFaults = (rule: unknown, at: string): Fault[] => {
  const remedy = textAt(rule, at);
  return remedy === undefined || /[.!?]$/.test(remedy) ? [] : [{ at, texts: REMEDY_STOP }];
};

/** The placeholders that this language alone has, reported where they lack. */
function placeholderFaults(rule: unknown, at: string, lang: 'fr' | 'en'): Fault[] {
  const elsewhere = `${at}/${lang === 'fr' ? 'en' : 'fr'}`;
  const [here, there] = [textAt(rule, `${at}/${lang}`), textAt(rule, elsewhere)];
  if (here === undefined || there === undefined) return [];
  const [mine, other] = [namesIn(here), namesIn(there)];
  const alone = mine.filter((name) => !other.includes(name));
  return alone.map((name) => ({ at: elsewhere, texts: onlyIn(lang, name) }));
}

/** What a text cites; one language may write a constant in words (`{MOIS, spellout}`), the other in digits. */
const namesIn = (text: string): string[] => [
  ...new Set(placeholdersOf({ fr: text, en: '' }).map((name) => name.replace(/,.*$/, ''))),
];

const capital = (letter: string): Texts =>
  textsOf(CHECKS, (say) => say['rule.title-capital']({ small: letter.toLowerCase(), letter }));

const TITLE_STOP: Texts = textsOf(CHECKS, (say) => say['rule.title-stop']());

const REMEDY_STOP: Texts = textsOf(CHECKS, (say) => say['rule.remedy-sentence']());

const onlyIn = (lang: 'fr' | 'en', name: string): Texts =>
  textsOf(CHECKS, (say) => (lang === 'fr' ? say['rule.only-french']({ name }) : say['rule.only-english']({ name })));

/**
 * The rules of a Model with their expressions checked against its schema, and what is wrong with the others. The form of their files was checked before.
 * `earlier`: the versions before, oldest first: a rule that ends with one of them has its names, and all must judge those published without rules.
 */
export function checkExpressions(
  files: SchemaFiles,
  model: Model,
  earlier: readonly Model[] = [],
): { rules: CheckedRule[]; problems: Problem[] } {
  const rules: CheckedRule[] = [];
  const problems: Problem[] = [];
  const report = ({ id }: Rule, faults: readonly Fault[]): void => {
    const path = `${model.version}/rules/${id}.yaml`;
    const source = readSource(files.get(path) ?? '');
    problems.push(...faults.map((fault) => problemOf(`schema/${path}`, source, fault)));
  };
  for (const rule of model.rules) {
    const home = earlier.find(({ version }) => version === rule.until) ?? model;
    const result = checkRule(rule, home, (scope, path) =>
      home === model ? formerField(model, earlier, scope, path) : undefined,
    );
    if (Array.isArray(result)) report(rule, result.map(faultOf));
    else {
      rules.push(result);
      report(rule, versionBearingFaults(rule, [...result.calls]).map((texts) => ({ at: '/on', texts }))); // oxfmt-ignore
    }
  }
  // What keeps a rule from judging several versions is said of the newest.
  const refused = new Map<Rule, readonly RuleFault[]>();
  for (const version of earlier.filter((one) => rulesFrom(one.version) === model.version))
    for (const { rule, faults } of rulesOf(version, rules, model).refused) refused.set(rule, faults);
  for (const [rule, faults] of refused) report(rule, faults.map(faultOf));
  return { rules, problems };
}

const faultOf = ({ pointer, texts }: RuleFault): Fault => ({ at: pointer, texts });

/** The names of texts as a source separates them; undefined for none. */
const namesOf = (texts: readonly LegalText[], lang: Lang): string | undefined =>
  texts.length === 0 ? undefined : texts.map(({ name }) => name[lang]).join(SEMICOLON[lang]);

/**
 * A family says what obliges, and the source must bear it out: a text of law that was read, or the documentation of the format. A former word is left only to a
 * rule that is as a published version has it.
 */
function familyFaults(rule: unknown, all: readonly ReadRule[], files: SchemaFiles): Fault[] {
  const [family, source] = [valueAt(rule, '/family'), valueAt(rule, '/source/text')];
  const fault = (texts: Texts): Fault[] => [{ at: '/family', texts }];
  const former = FORMER_FAMILIES.find((word) => word === family);
  if (former) {
    const published = all.filter(({ version, id }) => version !== 'next' && id === valueAt(rule, '/id'));
    if (published.some(({ source: file }) => valueAt(file.value, '/family') === former)) return [];
    return fault(textsOf(CHECKS, (say) => say['rule.family-former']({ family: former })));
  }
  if (typeof source !== 'string' || isUnwritten(source)) return [];
  const legal = legalTextsOf(files);
  const cited = citedIn(source).flatMap((one) => entryOf(one, legal) ?? []);
  const ofKind = cited.filter(({ kind }) => kind === family);
  if (family === 'droit' && !ofKind.some(({ verified }) => verified?.on === 'texte' || verified?.on === 'reproduction'))
    return fault(textsOf(CHECKS, (say, lang) => say['rule.family-law']({ cited: namesOf(ofKind, lang) })));
  if (family === 'documentation' && ofKind.length === 0)
    return fault(textsOf(CHECKS, (say) => say['rule.family-documentation']()));
  return [];
}

/** `since` and `until` are versions of `releases.json`, in this order. */
function versionFaults(rule: SourceText, files: SchemaFiles): Fault[] {
  const known = knownVersions(files);
  const [since, until] = [written(rule, '/since'), written(rule, '/until')];
  const unknown = [since, until].filter((one) => one !== undefined).filter(({ version }) => !known.includes(version));
  if (unknown.length > 0)
    return unknown.map(({ at, version, isText }) => {
      const choice = at === '/until' ? known.filter((one) => one !== 'next') : known;
      return { at, texts: isText ? notAVersion(version, choice) : aNumber(version, choice) };
    });
  if (!since || !until || compareVersions(since.version, until.version) <= 0) return [];
  return [{ at: since.at, texts: backwards(since.version, until.version) }];
}

type Written = { at: string; version: string; isText: boolean };

/** A version as it is written: `2.0` is a number in YAML, and no version. */
function written(rule: SourceText, at: string): Written | undefined {
  const value = valueAt(rule.value, at);
  if (typeof value === 'string') return { at, version: value, isText: true };
  return typeof value === 'number' ? { at, version: rule.written(at) ?? String(value), isText: false } : undefined;
}

/** The published versions, and `next` with the number that it is expected to get. */
function knownVersions(files: SchemaFiles): string[] {
  const releases = valueAt(readSource(files.get('releases.json') ?? '').value, '/releases');
  return (Array.isArray(releases) ? releases : [])
    .flatMap((release) => [valueAt(release, '/expectedVersion'), valueAt(release, '/version')])
    .filter((version) => typeof version === 'string');
}

const notAVersion = (version: string, known: readonly string[]): Texts =>
  textsOf(CHECKS, (say) => say['rule.version']({ version, known }));

/** Which version was meant, where one begins so. */
const aNumber = (version: string, known: readonly string[]): Texts => {
  const meant = known.find((one) => one.startsWith(`${version}.`)) ?? known.at(-1) ?? '';
  return textsOf(CHECKS, (say) => say['rule.version-number']({ version, meant, known }));
};

const backwards = (since: string, until: string): Texts =>
  textsOf(CHECKS, (say) => say['rule.since-after-until']({ since, until }));

/** What the answer of these functions hangs on, besides the data. */
const MOVING: Record<string, Texts> = {
  aujourdhui: textsOf(CHECKS, (say) => say['rule.day']()),
  nomenclature: textsOf(CHECKS, (say) => say['rule.nomenclatures']()),
  cpvExiste: textsOf(CHECKS, (say) => say['rule.cpv']()),
  cpvCle: textsOf(CHECKS, (say) => say['rule.cpv']()),
};

/**
 * What is wrong with the functions that a rule calls: an error that the format asks for makes a file not conform in the name of
 * a version, so its verdict may hang on the data alone.
 */
export function versionBearingFaults(rule: Rule, calls: readonly string[]): Texts[] {
  if (!isVersionBearing(rule)) return [];
  return [...new Set(calls)].flatMap((name) => {
    const why = Object.hasOwn(MOVING, name) ? MOVING[name] : undefined;
    return why ? [moving(rule.family, name, why)] : [];
  });
}

const moving = (family: RuleFamily, name: string, why: Texts): Texts =>
  textsOf(CHECKS, (say) => say['rule.severity']({ family, function: name, why }));
