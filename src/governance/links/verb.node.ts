import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { whereOf, type Problem } from '../problem.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { git } from '../../host/git.node.ts';
import { ROOT, under } from '../../host/paths.node.ts';
import MarkdownIt from 'markdown-it';
import { LINKS } from '../../messages/compiled/links.ts';
import { LEGAL_READ } from '../../messages/compiled/legal-read.ts';
import { readLegalTexts, type LegalText, type LegalTexts } from '../../model/citation.ts';
import { namedArticles } from '../checks/sources.ts';
import { pointerProblems } from './pointers.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Pages whose links are of where they are read: what tests keep of generated ones, and those of the site, whose build looks at its links itself. */
const ELSEWHERE = /^(test\/golden|docs-site)\//;

/**
 * `npm run links`: prints a line a link of the Markdown pages that leads nowhere, and a line an article of law that a page or a message names and that is no
 * entry of `schema/legal-texts.yaml`; then the entries that a person still has to read on Légifrance. Exit 1 where there is a fault.
 */
export async function runLinks({ lang }: { lang: Lang }): Promise<ExitCode> {
  const listed = await git(['ls-files', '--cached', '--others', '--exclude-standard', '-z'], ROOT);
  if (!listed) throw new InputError('input.no-repository');
  const paths = [...new Set(listed.toString().split('\0').slice(0, -1))];
  const pages = new Map<string, string>();
  for (const path of paths.filter((name) => name.endsWith('.md') && !ELSEWHERE.test(name))) {
    // A page that was removed and is not committed yet is still listed.
    const text = await readFile(under(path), 'utf8').catch(() => undefined);
    if (text !== undefined) pages.set(path, text);
  }
  const texts = new Map<string, string>();
  for (const path of paths.filter((name) => POINTING.test(name))) {
    const text = await readFile(under(path), 'utf8').catch(() => undefined);
    if (text !== undefined) texts.set(path, text);
  }
  const legal = readLegalTexts(await readFile(under('schema/legal-texts.yaml'), 'utf8'));
  const everyPage = await allPages(paths);
  const problems = [
    ...linkProblems(pages, paths),
    ...pointerProblems(texts, headingsIn(everyPage)),
    ...namedArticles(new Map([...everyPage, ...texts].filter(([path]) => NAMING.test(path))), legal),
  ];
  const say = LINKS[lang];
  for (const problem of problems) console.log(say.problem({ where: whereOf(problem), said: problem }));
  console.log(problems.length > 0 ? say.broken({ count: problems.length }) : say.fine({ count: pages.size }));
  const unread = toRead(legal, lang);
  console.log(say['to-read']({ count: unread.length, of: [...legal.values()].filter(isLaw).length }));
  for (const line of unread) console.log(`  ${line}`);
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

const isLaw = ({ kind }: LegalText): boolean => kind === 'droit';

/** The entries of law that were not read in the published text: name, how far they were read, and their address where it is known. */
export const toRead = (legal: LegalTexts, lang: Lang): string[] =>
  [...legal.values()]
    .filter((entry) => isLaw(entry) && entry.verified?.on !== 'texte')
    .map(({ name, verified, eli, jorf, legiarti }) => {
      const path =
        eli ?? (jorf?.id === undefined ? undefined : `/jorf/id/${jorf.id}`) ?? (legiarti && `/codes/article_lc/${legiarti}`);
      const address = path === undefined ? '' : ` – https://www.legifrance.gouv.fr${path}`;
      return `${name[lang]} (${LEGAL_READ[lang][verified?.on ?? 'non-lu']()})${address}`;
    });

/** Pages and messages that people read: in them, each article that is named has an entry. */
const NAMING = /^(docs-site\/(guides|i18n)\/.*\.md|messages\/.*\.yaml|[^/]+\.md)$/;

/** Files whose texts may name a heading of a page: messages, the forms of the forge, what programs say, and the pages themselves. */
export const POINTING =
  /^(messages\/.*\.yaml|\.github\/.*|(src|docs-site\/make|federation\/src)\/.*\.ts|[^/]+\.md|propositions\/.*\.md)$/;

/** All Markdown pages, those of the site too. */
async function allPages(paths: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const path of paths.filter((name) => name.endsWith('.md'))) {
    const text = await readFile(under(path), 'utf8').catch(() => undefined);
    if (text !== undefined) pages.set(path, text);
  }
  return pages;
}

/** Returns the headings of a page in words, without the anchor that a page of the site gives them; undefined where there is no such page. */
export const headingsIn =
  (pages: ReadonlyMap<string, string>) =>
  (page: string): string[] | undefined => {
    const text = pages.get(page);
    if (text === undefined) return undefined;
    const tokens = md.parse(text, {});
    return tokens.flatMap(({ type }, i) =>
      type === 'heading_open' ? [(tokens[i + 1]?.content ?? '').replace(/\s*\{#[^}]*\}$/, '').replaceAll('`', '')] : [],
    );
  };

/** Links between the Markdown pages of the repository. */
const md = new MarkdownIt({ html: true });

/**
 * Each relative link of a page that leads to no file, or to no heading. `pages`: the Markdown files; `paths`: all files; both by path from
 * the top of the repository. Addresses elsewhere are not followed.
 */
export function linkProblems(pages: ReadonlyMap<string, string>, paths: readonly string[]): Problem[] {
  const there = new Set(paths.flatMap(withFolders));
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (path: string): ReadonlySet<string> => {
    const known = anchors.get(path) ?? headingsOf(pages.get(path) ?? '');
    anchors.set(path, known);
    return known;
  };
  return [...pages].flatMap(([file, text]) =>
    linksOf(text).flatMap(({ target, line }) => {
      const [address = '', anchor] = target.split('#', 2);
      const path = address === '' ? file : resolved(file, decoded(address));
      const problem = { file, place: { line, column: 1 } };
      if (path === undefined || !there.has(path)) return [{ ...problem, ...NO_FILE(target) }];
      const leads = anchor === undefined || anchor === '' || !pages.has(path) || anchorsOf(path).has(decoded(anchor));
      return leads ? [] : [{ ...problem, ...NO_HEADING(target) }];
    }),
  );
}

/** The folders of a path too: a forge shows what is in them. */
function withFolders(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}

type Link = { target: string; line: number };

function linksOf(text: string): Link[] {
  return md.parse(text, {}).flatMap(({ children, map }) =>
    (children ?? []).flatMap((token) => {
      const target = token.attrGet(token.type === 'image' ? 'src' : 'href');
      return target === null || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(String(target))
        ? []
        : [{ target: String(target), line: (map?.[0] ?? 0) + 1 }];
    }),
  );
}

/** A path from the top; undefined where it leads out of the repository. A slash first is the top, as on a forge. */
function resolved(file: string, address: string): string | undefined {
  const steps = address.startsWith('/') ? [] : file.split('/').slice(0, -1);
  for (const step of address.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The anchors of the headings, as public forges make them: a second heading of the same words is numbered. */
function headingsOf(text: string): ReadonlySet<string> {
  const tokens = md.parse(text, {});
  const counts = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [i, { type }] of tokens.entries()) {
    if (type !== 'heading_open') continue;
    const words = (tokens[i + 1]?.children ?? []).map(({ content }) => content).join('');
    const anchor = words
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const NO_FILE = (target: string) => textsOf(LINKS, (say) => say['no-file']({ target }));

const NO_HEADING = (target: string) => textsOf(LINKS, (say) => say['no-heading']({ target }));
