import type { Lang } from '../../packages/base/src/language.ts';
import type { Described } from '../messages/types.ts';
import { type Describer, describer } from '../validate/describer.node.ts';
import type { OpenFile } from '../validate/open-file.node.ts';
import { versionIndex } from '../validate/registry.node.ts';
import type { Chain } from './chain.ts';
import { loadChain } from './load.node.ts';
import type { MigrationFinding } from './migrate-file.ts';
import { startOf, Starts } from './start.ts';

/** `describe` words a finding of the migration, by the version of the file that it is about. */
export type OpenStarts = { starts: Starts; describe: (found: MigrationFinding) => Described };

/**
 * Opens the chains from the records of a file to the version `to`. `from`: the version of all of them, where it is given. Throws an InputError where there is no way from
 * the version of the file.
 */
export async function openStarts(
  { detection, version }: OpenFile,
  { from, to, lang }: { from: string | undefined; to: string; lang: Lang },
): Promise<OpenStarts> {
  const describers = new Map<string, Describer>();
  const load = async (start: string): Promise<Chain> => {
    const chain = await loadChain(start, to);
    describers.set(chain.from.version, await describer(chain.from, [], lang));
    return chain;
  };
  const chain = await load(from === undefined ? startOf(detection, to) : version);
  const ofOutput = await describer(chain.to, [], lang);
  // A file that says its version is believed, as `decp validate` does.
  const isSaid = from !== undefined || detection.reason.by === 'label' || detection.reason.by === 'package';
  const versions = isSaid ? [] : await versionIndex();
  const own = versions.filter((facts) => detection.candidates.includes(facts.version));
  const describe = ({ finding, about, start = chain.from.version }: MigrationFinding): Described => {
    const of = about === 'input' ? describers.get(start) : undefined;
    return (of ?? ofOutput)(finding);
  };
  return { starts: new Starts({ chain, load, own, versions }), describe };
}
