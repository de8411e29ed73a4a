import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { linkProblems } from './check.ts';
import { whereOf } from '../problem.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { git } from '../../host/git.node.ts';
import { ROOT, under } from '../../host/paths.node.ts';

/** Pages whose links are of where they are read: what tests keep of generated ones, and those of the site, whose build looks at its links itself. */
const ELSEWHERE = /^(test\/golden|docs-site)\//;

/** `npm run links`: prints a line a link of the Markdown pages that leads nowhere. Exit 1 where there is one. */
export async function runLinks(lang: Lang): Promise<ExitCode> {
  const listed = await git(['ls-files', '--cached', '--others', '--exclude-standard', '-z'], ROOT);
  if (!listed) throw new InputError('input.no-repository');
  const paths = [...new Set(listed.toString().split('\0').slice(0, -1))];
  const pages = new Map<string, string>();
  for (const path of paths.filter((name) => name.endsWith('.md') && !ELSEWHERE.test(name))) {
    // A page that was removed and is not committed yet is still listed.
    const text = await readFile(under(path), 'utf8').catch(() => undefined);
    if (text !== undefined) pages.set(path, text);
  }
  const problems = linkProblems(pages, paths);
  for (const problem of problems) console.log(`✖ ${whereOf(problem)}${lang === 'fr' ? ' :' : ':'} ${problem[lang]}`);
  console.log(problems.length > 0 ? BROKEN[lang](problems.length) : FINE[lang](pages.size));
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

const BROKEN: Record<Lang, (n: number) => string> = {
  fr: (n) => `${n} ${n === 1 ? 'lien ne mène' : 'liens ne mènent'} nulle part.`,
  en: (n) => `${n} ${n === 1 ? 'link leads' : 'links lead'} nowhere.`,
};
const FINE: Record<Lang, (n: number) => string> = {
  fr: (n) => `✔ Chaque lien des ${n} pages mène quelque part.`,
  en: (n) => `✔ Each link of the ${n} pages leads somewhere.`,
};
