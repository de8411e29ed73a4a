import { existsSync } from 'node:fs';
import { checkedRules } from '../../../rules/check-rule.ts';
import { readVersion } from '../../../model/read-version.node.ts';
import { readTree } from '../../../host/tree.node.ts';
import { under } from '../../../host/paths.node.ts';
import { readNomenclatures } from '../../../rules/read-nomenclatures.ts';
import type { Nomenclatures } from '../../../rules/nomenclature-names.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { inForceOf, type Status, isOwn, rulesFrom } from '../../../model/releases.ts';
import type { Model } from '../../../model/types.ts';
import { readReleases } from '../releases-file.node.ts';

/** A version that artefacts are made of. `name` is its number, `from` its folder in `schema/`, `examples` that of its examples. */
export type Source = {
  name: string;
  from: string;
  examples: string;
  model: Model;
  /** The Model whose rules are applied: that of the version, or of `next` for a version that was published without rules. */
  own: Model;
  rules: CheckedRule[];
  /** The version whose schema the national consolidation applies. */
  published: Model;
  /** Before the law, when the version was published. */
  status: Status;
  nomenclatures: Nomenclatures;
};

/** Everything is read from the sources, never from `dist/`: what another build left there has no part in a release. */
export async function readSource(from: string, name: string): Promise<Source> {
  const schema = under('schema');
  const inForce = inForceOf(await readReleases());
  const model = await readVersion(schema, from, name);
  const own = rulesFrom(name) === name ? model : await readVersion(schema, 'next');
  return {
    name,
    from,
    examples: examplesOf(from),
    model,
    own,
    rules: checkedRules(own),
    published: await readVersion(schema, inForce),
    status: statusOf(name, inForce),
    nomenclatures: readNomenclatures(await readTree(under('schema', 'nomenclatures'))),
  };
}

/**
 * What a version was before the law when it was published: one of our own a proposal, whatever became of it since. It hangs on the number of the version in
 * force alone, of which the provenance names the folder: `schema/releases.json` changes with each release.
 */
export function statusOf(name: string, inForce: string): Status {
  if (isOwn(name)) return 'publiée ici';
  return name === inForce ? 'en vigueur' : 'remplacée';
}

/** A version has examples of its own once they stand beside those of `next`. */
export const examplesOf = (from: string): string => (existsSync(under('examples', from)) ? from : 'next');
