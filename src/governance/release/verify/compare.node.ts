import type { Problem } from '../../problem.ts';
import { type Files, isSame } from '../archive/files.node.ts';
import { openArtefact } from './open.node.ts';
import { problem } from './words.ts';

/** The files of a release that are not those that were made again, down to the file in an archive. */
export function compareFiles(given: Files, rebuilt: Files, where = ''): Problem[] {
  const names = [...new Set([...given.keys(), ...rebuilt.keys()])].sort();
  return names.flatMap((name) => {
    const [here, made] = [given.get(name), rebuilt.get(name)];
    if (!made) return [problem(where + name, 'not-rebuilt')];
    if (!here) return [problem(where + name, 'not-there')];
    return isSame(here, made) ? [] : inside(where + name, here, made);
  });
}

/** Where the contents are the same, the archives differ in their form. */
function inside(name: string, here: Uint8Array, made: Uint8Array): Problem[] {
  const [given, rebuilt] = [openArtefact(name, here), openArtefact(name, made)];
  const within = given && rebuilt ? compareFiles(given.files, rebuilt.files, `${name}/`) : [];
  return within.length > 0 ? within : [problem(name, 'rebuilt-otherwise')];
}
