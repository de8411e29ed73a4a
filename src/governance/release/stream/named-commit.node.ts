import type { Input } from '../inputs.node.ts';
import { sourceCommit, type SourceCommit } from '../source-commit.node.ts';
import { refused } from './context.ts';

/**
 * Refuses to publish if the commit of the inputs cannot be named, because the provenance must cite it. `folder`: where git runs.
 */
export async function refuseUnnamed(name: string, inputs: readonly Input[], folder?: string): Promise<void> {
  const source = await sourceCommit(inputs, folder);
  if ('missing' in source)
    throw refused(`La provenance de ${name} ne nommerait aucun commit : ${WHY[source.missing]} Rien n'est publié.`);
}

type Missing = Extract<SourceCommit, { missing: unknown }>['missing'];

const WHY: Record<Missing, string> = {
  'no-repository': "il n'y a pas ici d'histoire git qui contienne ces sources ; publiez depuis un clone.",
  shallow: "l'histoire de ce clone est tronquée ; complétez-la (git fetch --unshallow).",
  uncommitted:
    "des sources ne sont pas dans git telles qu'elles sont ici ; voyez « git status », puis validez-les ou retirez-les.",
};
