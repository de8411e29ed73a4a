import { CommanderError } from 'commander';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { BASES, newRuleFiles } from './files.ts';
import { nextSteps } from './steps.ts';
import type { Texts } from '../../model/types.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { askedRule, Refusal, refusalOf } from './call.ts';
import { ROOT } from '../../host/paths.node.ts';

/** `npm run new-rule -- <id>`: writes the scaffold of a rule of `next` and its two examples under `root`, all of them or none. */
export async function runNewRule(argv: readonly string[], lang: Lang, root = ROOT): Promise<ExitCode> {
  try {
    const rule = { ...askedRule(argv, lang), lang };
    const base = await readFile(join(root, BASES[rule.scope]), 'utf8').catch(() => {
      throw new InputError('input.not-a-clone');
    });
    const files = newRuleFiles(rule, base);
    await refuseTaken(root, [...files.keys()]);
    await writeAll(root, files);
    console.log(nextSteps(rule, [...files.keys()]));
    return EXIT.conforming;
  } catch (error) {
    if (isHelp(error)) return EXIT.conforming;
    const refusal = refusalOf(error, lang);
    if (refusal === undefined) throw error;
    console.error(`new-rule${lang === 'fr' ? ' :' : ':'} ${refusal}`);
    return EXIT.unreadable;
  }
}

/** Help was asked for, and is printed. */
const isHelp = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;

async function refuseTaken(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await stat(join(root, path)).then(Boolean, () => false)) throw new Refusal(taken(path));
  }
}

/** What was written goes again where the rest cannot be; a file that somebody else made in between stays. */
async function writeAll(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  const ours: string[] = [];
  for (const [path, text] of files) {
    const target = join(root, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
      ours.push(target);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      // A full disk leaves half a file.
      if (code !== 'EEXIST') ours.push(target);
      for (const one of ours) await rm(one, { force: true }).catch(() => undefined);
      throw new Refusal(notWritable(path, code));
    }
  }
}

const taken = (path: string): Texts => ({
  fr: `${path} existe déjà, et rien n'est écrit ; choisissez un autre identifiant, ou modifiez ce fichier`,
  en: `${path} exists already, and nothing is written; choose another id, or edit that file`,
});

const notWritable = (path: string, reason: string): Texts => ({
  fr: `${path} ne peut pas être écrit (${reason}), et rien ne l'est ; vérifiez vos droits sur ce dossier et la place sur le disque`,
  en: `${path} cannot be written (${reason}), and nothing is; check your rights on that folder and the space on the disk`,
});
