import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import { readErrata } from '../checks/errata.ts';
import { whereOf } from '../problem.ts';
import type { Erratum } from '../../model/errata.ts';
import { under } from '../../host/paths.node.ts';

const META = 'dialect/errata.schema.json';

/** The errata of a list that may be anybody's. Throws an InputError where its form is wrong: it would excuse nothing, in silence. */
export async function parseErrata(text: string, file: string): Promise<readonly Erratum[]> {
  const meta = await readFile(under('schema', META), 'utf8').catch(() => {
    throw new InputError('input.not-a-clone');
  });
  const { errata, problems } = readErrata(new Map([[META, meta]]), file, text);
  const [problem] = problems;
  if (problem) throw new InputError('input.bad-errata', { file: whereOf(problem), reason: { fr: problem.fr, en: problem.en } });
  return errata;
}

/** The errata of a version as the build left them; they were checked then. */
export const errataOf = async (version: string): Promise<readonly Erratum[]> =>
  JSON.parse(await readFile(under('dist', 'versions', version, 'errata.json'), 'utf8').catch(() => '[]')) as Erratum[];
