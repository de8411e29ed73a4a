import { readFile } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { ORGANISATION, type Organisation, repeatedFiles } from './names.ts';
import type { Problem } from '../problem.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import { under } from '../../host/paths.node.ts';
import { readReleases } from '../release/releases-file.node.ts';

/** Throws an InputError where there are no sources. */
export async function readOrganisation(): Promise<Organisation> {
  const text = await readFile(under(ORGANISATION), 'utf8').catch(() => {
    throw new InputError('input.not-a-clone');
  });
  return JSON.parse(text) as Organisation;
}

const MODEL = '.github/CODEOWNERS.modele';

/** The files that do not say it, as they are to be. Throws an InputError where the model of CODEOWNERS is gone. */
const differing = async (): Promise<{ path: string; text: string }[]> => {
  const [organisation, releases] = await Promise.all([readOrganisation(), readReleases()]);
  const model = await readFile(under(MODEL), 'utf8').catch(() => {
    throw new InputError('input.no-such-file', { file: MODEL });
  });
  const files = [...repeatedFiles({ organisation, releases, model })].map(async ([path, text]) =>
    (await readFile(under(path), 'utf8').catch(() => undefined)) === text ? [] : [{ path, text }],
  );
  return (await Promise.all(files)).flat();
};

/** The files that repeat the organisation say what it says. */
export const checkOrganisation = async (): Promise<Problem[]> =>
  (await differing()).map(({ path }) => ({
    file: path,
    fr: `ce fichier répète ${ORGANISATION} et schema/releases.json, et ne dit pas la même chose ; changez-les, puis lancez « npm run organisation »`,
    en: `this file repeats ${ORGANISATION} and schema/releases.json, and does not say the same; change those, then run “npm run organisation”`,
  }));

/** `npm run organisation`: writes what `schema/organisation.json` says where it is repeated: CODEOWNERS, the manifest of catalogues, the base of the `$id`. */
export async function runOrganisation({ lang }: { lang: Lang }): Promise<ExitCode> {
  const files = await differing();
  await writeFiles(under(), files);
  const none = lang === 'fr' ? 'Rien à écrire : tout dit la même chose.' : 'Nothing to write: all say the same.';
  console.log(files.length === 0 ? none : files.map(({ path }) => `✔ ${path}`).join('\n'));
  return EXIT.conforming;
}
