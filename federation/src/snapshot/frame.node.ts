/** A file of records as a version of the standard asks for it. */
import { inForceOf } from '../../../src/model/releases.ts';
import { factsOf, loadModelOf, versionIndex } from '../../../src/validate/registry.node.ts';

/** `begin`: what is written before the records. `isFlat`: both kinds are in one list, `]}` ends the file; otherwise each kind has one, and `}}` does. */
export type Frame = { version: string; begin: string; isFlat: boolean };

/** The frame of a file of a version. Names of files can be made of its `version`, which the program knows. Throws where there is no such version. */
export async function frameOf(standard: string): Promise<Frame> {
  const { version, layout } = await factsOf(standard);
  const label = await labelOf(version);
  const isFlat = layout === 'flat';
  return {
    ...{ version, isFlat },
    begin: `{${label === undefined ? '' : `"version":${JSON.stringify(label)},`}"marches":${isFlat ? '[' : '{'}`,
  };
}

/** The version that the State applies. */
export const standardInForce = async (): Promise<string> => inForceOf(await versionIndex());

/**
 * The version as a file has to say it for `decp validate` to judge by it: nothing for the version in force, `X.Y` where the schema has a member for it, and the
 * number in full for the others, which have none and do not forbid it.
 */
async function labelOf(version: string): Promise<string | undefined> {
  if (version === (await standardInForce())) return undefined;
  const { schema } = await loadModelOf(version);
  if (!Object.hasOwn(schema.properties ?? {}, 'version')) return version;
  const [major, minor] = version.split('.');
  return `${major}.${minor}`;
}
