import { toDraft07 } from '../../generate/json-schema/draft-07.ts';
import type { Problem } from '../problem.ts';
import type { Schema } from '../../model/types.ts';

/** The path, in `schema/`, that never changes: the newest release in draft-07, from which public catalogues build their URLs. */
const STABLE = 'decp.schema.json';

/** The file at the stable path is the frozen schema of the newest release, in draft-07. */
export function checkStable(files: ReadonlyMap<string, string>, newest: string): Problem[] {
  const frozen = JSON.parse(files.get(`${newest}/bundled/decp.schema.json`) ?? '{}') as Schema;
  if (files.get(STABLE) === `${JSON.stringify(toDraft07(frozen), null, 2)}\n`) return [];
  return [
    {
      file: `schema/${STABLE}`,
      fr: `ce fichier n'est pas le schéma de la version ${newest} en draft-07, tel qu'il a été publié ; remettez-le (git restore)`,
      en: `this file is not the schema of version ${newest} in draft-07 as it was published; restore it (git restore)`,
    },
  ];
}
