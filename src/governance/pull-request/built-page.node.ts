import { InputError } from '../../finding.ts';
import { unpack } from '../../read/unpack.ts';
import { LARGEST_PAGE } from './comment.ts';
import { call, fetchBytes, type Forge } from './api.node.ts';

/** The artefact that report.yml makes, and the one file in it. */
const ARTEFACT = 'page';
const PAGE = 'page.md';

/** Packed, a page of text is smaller than itself; the rest is the archive's own. */
const LARGEST_ARTEFACT = LARGEST_PAGE + 4096;

type Artefact = { id: number; name: string; size_in_bytes: number; expired: boolean };

/** The page that a run left, in memory: nothing of it touches the disk. Empty where it is too large or no archive, undefined where there is none. */
export async function pageOf(forge: Forge, run: number): Promise<Uint8Array | undefined> {
  const { artifacts } = await call<{ artifacts: Artefact[] }>(forge, 'GET', `/actions/runs/${run}/artifacts?per_page=100`);
  const artefact = artifacts.find(({ name, expired }) => name === ARTEFACT && !expired);
  if (!artefact) return undefined;
  if (artefact.size_in_bytes > LARGEST_ARTEFACT) return NOTHING;
  const bytes = await fetchBytes(forge, 'GET', `/actions/artifacts/${artefact.id}/zip`, { limit: LARGEST_ARTEFACT });
  return fileIn(bytes);
}

const NOTHING = new Uint8Array();

function fileIn(archive: Uint8Array): Uint8Array {
  const refuse = () => new InputError('package.broken-archive', {});
  try {
    return unpack(archive, { files: /^page\.md$/, broken: refuse, tooLarge: refuse }).parts.get(PAGE) ?? NOTHING;
  } catch (error) {
    if (error instanceof InputError) return NOTHING;
    throw error;
  }
}
