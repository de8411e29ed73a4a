import { readRulesOf } from '../../../rules/versions/read.node.ts';
import { readVersion } from '../../../model/read-version.node.ts';
import { readTree } from '../../../host/tree.node.ts';
import { under } from '../../../host/paths.node.ts';
import { readNomenclatures } from '../../../rules/read-nomenclatures.node.ts';
import type { Nomenclatures } from '../../../rules/nomenclature-names.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { inForceOf, type Status, isOwn } from '../../../model/releases.ts';
import type { Model } from '../../../model/types.ts';
import { readReleases } from '../releases-file.node.ts';

/** A version from which artefacts are built. `name`: its number; `from`: its folder in `schema/`. */
export type Source = {
  name: string;
  from: string;
  model: Model;
  /** The model whose rules are applied, with the types that they were checked against: that of the version, or of `next` if the version was published without rules. */
  own: Model;
  rules: readonly CheckedRule[];
  /** The version whose schema the national consolidation applies. */
  published: Model;
  /** The legal status when the version was published. */
  status: Status;
  nomenclatures: Nomenclatures;
};

/** Reads a version from its sources, never from `dist/`, where an earlier build may have left other files. */
export async function readSource(from: string, name: string): Promise<Source> {
  const schema = under('schema');
  const inForce = inForceOf(await readReleases());
  const model = await readVersion(schema, from, name);
  const { own, rules } = await readRulesOf(model, schema);
  return {
    name,
    from,
    model,
    own,
    rules,
    published: await readVersion(schema, inForce),
    status: statusOf(name, inForce),
    nomenclatures: readNomenclatures(await readTree(under('schema', 'nomenclatures'))),
  };
}

/**
 * The legal status of a version when it was published. One of our own was a proposal then, whatever happened since. The result
 * must not change with later releases, so it depends on the number of the version in force and not on `schema/releases.json`.
 */
export function statusOf(name: string, inForce: string): Status {
  if (isOwn(name)) return 'publiée ici';
  return name === inForce ? 'en vigueur' : 'remplacée';
}
