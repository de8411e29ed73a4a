import type { Problem } from '../../../governance/problem.ts';
import type { Files } from '../archive/files.ts';
import { PROVENANCE, type Told } from '../provenance.ts';
import { sha256 } from '../../sha256.ts';
import { SUMS } from '../sums.ts';
import { problem } from './words.ts';

/** The statement speaks of each artefact as it is, and of no other. */
export function checkProvenance({ subjects }: Told, files: Files): Problem[] {
  const attested = [...files.keys()].filter((name) => name !== PROVENANCE && name !== SUMS);
  const names = [...new Set([...attested, ...subjects.keys()])].sort();
  return names.flatMap((name) => {
    const bytes = files.get(name);
    return bytes && subjects.get(name) === sha256(bytes) ? [] : [problem(PROVENANCE, 'other-subject', name)];
  });
}
