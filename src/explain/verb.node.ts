import { readFile } from 'node:fs/promises';
import { InputError, levelOf } from '../finding.ts';
import { type Explained, type Example, GROUPS, type RuleFacts } from './types.ts';
import { nearest, normalise } from '../messages/nearest.ts';
import { styleFor, type Style, wrap } from '../../packages/base/src/layout.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { openOutput, wantsColour, writeWhole } from '../host/output.node.ts';
import { under } from '../host/paths.node.ts';
import { type Lang, capital } from '../../packages/base/src/language.ts';
import { EXPLAIN } from '../messages/compiled/explain.ts';
import type { Messages } from '../messages/compiled/explain.types.ts';
import { markdownText } from '../report/markdown-safe.ts';
type ExplainCall = { code?: string; lang: Lang; format: 'text' | 'json'; list?: boolean };

/**
 * `decp explain [CODE]`: explains why a code exists and how to fix its findings, or lists all codes. Throws an InputError for an
 * unknown code.
 */
export async function runExplain({ code, lang, format, list = false }: ExplainCall): Promise<ExitCode> {
  const codes = await readExplained();
  const page = { lang, style: styleFor(wantsColour()) };
  if (code === undefined || list) await print(format === 'json' ? listJson(codes, lang) : listText(codes, page));
  else {
    const one = find(codes, code);
    await print(format === 'json' ? explanationJson(one, lang) : explanationText(one, page));
  }
  return EXIT.conforming;
}

/** What `explain CODE --format json` prints. Throws an InputError for an unknown code. */
export const explanationOf = async (code: string, lang: Lang): Promise<string> =>
  explanationJson(find(await readExplained(), code), lang);

function find(codes: readonly Explained[], code: string): Explained {
  const one = codes.find((it) => it.code === code);
  const known = codes.map((it) => it.code);
  if (!one) throw new InputError('input.unknown-code', { code, nearest: nearCodes(code, known) });
  return one;
}

/** Codes offered in place of one that does not exist; more are a list, which `--list` prints. */
const OFFERED = 8;

/** The codes nearest to one that does not exist. A field may have been asked for (`montant`, `marche.montant`): the rules that name it, too. */
function nearCodes(code: string, known: readonly string[]): string[] {
  const field = wordsOf(code.slice(0, LONGEST).split(/[./]/).at(-1) ?? '');
  const naming = known.filter((it) => !it.includes('.') && wordsOf(it).some((word) => field.includes(word)));
  const near = nearest(code, known, OFFERED);
  const all = [...new Set([...near, ...naming])];
  return all.length > OFFERED ? near : all;
}

/** Characters of a code that are looked at: a field has no longer name. */
const LONGEST = 200;

/** The words of a name, in the singular; shorter ones say nothing. */
const wordsOf = (name: string): string[] =>
  normalise(name)
    .split(' ')
    .map((word) => word.replace(/s$/, ''))
    .filter((word) => word.length >= 3);

async function readExplained(): Promise<Explained[]> {
  const text = await readFile(under('dist', 'explain.json'), 'utf8').catch(() => {
    throw new InputError('input.not-built');
  });
  return (JSON.parse(text) as { codes: Explained[] }).codes;
}

const print = async (text: string): Promise<void> => writeWhole(await openOutput(undefined, []), text);

/** The options of the text output. */
type Page = { lang: Lang; style: Style; width?: number };

const WIDTH = 100;
const INDENT = '  ';

/** The text page of a code: what it is, why, how to fix, an example before and after, its source. */
export function explanationText(it: Explained, { lang, style, width = WIDTH }: Page): string {
  const say = EXPLAIN[lang];
  const section = (title: string, text: string) => ['', style.bold(title), ...markdownText(text, width, INDENT)];
  return [
    style.bold(it.code),
    wrap(capital(it.title[lang]), width),
    style.dim(wrap(`${capital(say[`severity.${levelOf(it)}`]())}. ${kindOf(it, say)}.`, width)),
    ...(it.rule ? [style.dim(wrap(scopeOf(it.rule, say), width))] : []),
    ...section(say.why(), it.why[lang]),
    ...section(say.fix(), it.fix[lang]),
    ...(it.example ? exampleLines(it.example, say, labelsOf(it, say), { lang, style, width }) : []),
    ...(it.rule ? section(say['consolidation-title'](), consolidationOf(it.rule, say, lang)) : []),
    ...(it.rule?.loss ? section(say['loss-title'](), `${say.loss()}\n\n${it.rule.loss[lang]}`) : []),
    ...section(say.source(), it.source[lang]),
    '',
  ].join('\n');
}

const scopeOf = ({ scopes, since, until }: RuleFacts, say: Messages): string =>
  say.applies({ scopes: scopes.map((scope) => say[`scope.${scope}`]()), since, until });

const consolidationOf = ({ consolidation, notes }: RuleFacts, say: Messages, lang: Lang): string =>
  [say[`consolidation.${consolidation}`](), ...notes.map((note) => note[lang])].join('\n\n');

const kindOf = ({ group, rule }: Explained, say: Messages): string =>
  rule ? capital(say[`group.${group}`]()) : say.about({ group: say[`group.${group}`]() });

/** The labels of the two excerpts. For a rule the second may be other data, so it is not called a fix. */
const labelsOf = ({ rule, severity }: Explained, say: Messages): readonly [wrong: string, right: string] => [
  severity === 'error' ? say.refused() : say.reported(),
  rule ? say.accepted() : say.fixed(),
];

/** The wrong excerpt above the right one, aligned for comparison. */
function exampleLines(
  { file, place, invalid, valid }: Example,
  say: Messages,
  [wrong, right]: readonly [wrong: string, right: string],
  { style, width = WIDTH }: Page,
): string[] {
  const column = Math.max(wrong.length, right.length) + 2;
  const form = (name: string, text: string, paint: (line: string) => string) =>
    text.split('\n').map((line, i) => INDENT + (i === 0 ? name : '').padEnd(column) + paint(line));
  return [
    '',
    style.bold(say.example()),
    style.dim(wrap(place === '' ? file : `${file}, ${place}`, width, INDENT)),
    ...form(wrong, invalid, (line) => style.bad(line)),
    ...(valid === undefined ? [] : form(right, valid, (line) => style.good(line))),
  ];
}

/** Lists all codes with their titles, by group. */
export function listText(codes: readonly Explained[], { lang, style, width = WIDTH }: Page): string {
  const say = EXPLAIN[lang];
  const widest = Math.max(...codes.map(({ code }) => code.length));
  const line = ({ code, title }: Explained) =>
    `${INDENT}${code.padEnd(widest)}  ${wrap(title[lang], width - widest - 4).replaceAll('\n', `\n${' '.repeat(widest + 4)}`)}`;
  const groups = GROUPS.flatMap((group) => {
    const members = codes.filter((one) => one.group === group);
    return members.length === 0 ? [] : [style.bold(capital(say[`group.${group}`]())), ...members.map(line), ''];
  });
  return [...groups, say.hint(), ''].join('\n');
}

/** One code as a JSON object, with texts in one language (descriptions of rules are CommonMark). */
const explanationJson = (it: Explained, lang: Lang): string => `${JSON.stringify(inLang(it, lang), null, 2)}\n`;

/** All codes as a JSON object, without explanations. */
function listJson(codes: readonly Explained[], lang: Lang): string {
  const entries = codes.map(({ code, group, severity, review, title }) => ({
    ...{ code, group, severity },
    ...(review && { review }),
    title: title[lang],
  }));
  return `${JSON.stringify({ codes: entries }, null, 2)}\n`;
}

function inLang({ code, group, severity, review, title, why, fix, source, rule, example }: Explained, lang: Lang) {
  return {
    code,
    group,
    severity,
    ...(review && { review }),
    title: title[lang],
    ...(rule && {
      ...{ family: group, ...rule, notes: rule.notes.map((note) => note[lang]) },
      ...(rule.loss && { loss: rule.loss[lang] }),
    }),
    why: why[lang],
    fix: fix[lang],
    source: source[lang],
    ...(example && { example }),
  };
}
