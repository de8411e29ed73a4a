import { readFile } from 'node:fs/promises';
import type { ChangedFile, Refusal } from '../../governance/gate/refusal.ts';
import { under } from '../paths.ts';

/** The files of a proposal that `npm run lint:format` refuses: a proposal that may be merged passes the checks of the tests too. */
export async function formatRefusals(changed: readonly ChangedFile[]): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  if (there.length === 0) return [];
  const prettier = await import('prettier');
  const ignorePath = under('.prettierignore');
  const found = await Promise.all(
    there.map(async (path): Promise<Refusal[]> => {
      const file = under(path);
      const { ignored, inferredParser } = await prettier.getFileInfo(file, { ignorePath });
      if (ignored || inferredParser === null) return [];
      const options = { ...(await prettier.resolveConfig(file)), filepath: file };
      // A file that cannot be read is refused by the checks of the sources, or by those of the code.
      const isFormatted = await prettier.check(await readFile(file, 'utf8'), options).catch(() => true);
      return isFormatted ? [] : [{ kind: 'format', file: path, ...UNFORMATTED }];
    }),
  );
  return found.flat();
}

const UNFORMATTED = {
  fr: "ce fichier n'est pas mis en forme (guillemets, retraits, longueur des lignes) ; lancez « npm run format », qui le fait",
  en: 'this file is not formatted (quotes, indents, length of lines); run “npm run format”, which does it',
};
