/** The stream of the tools: commits that touch nothing but the format and its examples say nothing of the program. */
import { analyzeCommits } from '@semantic-release/commit-analyzer';
import { generateNotes } from '@semantic-release/release-notes-generator';
import { readOrganisation, placeholderRefusals } from '../../organisation/read.node.ts';
import { pathsOf } from '../history.node.ts';
import { runArtefacts } from '../artefacts/verb.node.ts';
import { toolsInputs } from '../inputs.node.ts';
import { refused, type StreamCommit, type StreamContext, versionOf } from './context.ts';
import { refuseUnnamed } from './named-commit.node.ts';

/** Files of the format only, with the documents that its release writes. */
const FORMAT = /^(schema|examples|releases|propositions)\/|^(CHANGELOG|README(\.en)?)\.md$|^schemas\.yml$/;

export const isOfTools = (paths: readonly string[]): boolean => paths.some((path) => !FORMAT.test(path));

async function ofTools(commits: readonly StreamCommit[]): Promise<StreamCommit[]> {
  const kept = await Promise.all(commits.map(async (commit) => isOfTools(await pathsOf(commit.hash))));
  return commits.filter((_, i) => kept[i]);
}

/** The bump that the commits of the program ask for. Throws where the addresses that the package carries are still placeholders. */
export async function toolsBump(config: object, context: StreamContext): Promise<string | null> {
  const bump = await analyzeCommits(config, { ...context, commits: await ofTools(context.commits) });
  const [refusal] = bump === null ? [] : placeholderRefusals(await readOrganisation());
  if (refusal) throw refused(refusal.texts.fr);
  return bump;
}

export const toolsNotes = async (config: object, context: StreamContext): Promise<string> =>
  generateNotes(config, { ...context, commits: await ofTools(context.commits) });

/** The package, its components and its provenance, from the commit that has just given it its number. */
export async function packTools(context: StreamContext): Promise<void> {
  const name = `outils-${versionOf(context)}`;
  await refuseUnnamed(name, toolsInputs());
  const code = await runArtefacts({ version: name, lang: 'fr' });
  if (code !== 0) throw refused(`Les fichiers de ${name} n'ont pas pu être faits.`);
}
