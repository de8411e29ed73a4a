import type { Problem } from '../../problem.ts';
import type { Files } from '../archive/files.node.ts';
import { PROVENANCE, type Told } from '../provenance.node.ts';
import { sha256 } from '../../../host/sha256.node.ts';
import { SUMS } from '../sums.node.ts';
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
