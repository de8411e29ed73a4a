import { isExample } from '../examples/check.ts';
import { readExamples as parsed } from '../mutation/read-examples.ts';
import type { Model } from '../../model/types.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { readExamples } from '../examples/all.node.ts';
import { loadRules } from '../../validate/load-rules.node.ts';

/**
 * What versions are compared on. `examples`: their valid examples as whole files, so that witnesses read like data; `samples`: those that
 * break a rule, on which changes of rules show; `nomenclatures`: the lists that rules ask.
 */
type Instances = { examples: unknown[]; samples: unknown[]; nomenclatures: Nomenclatures };

export async function instancesFor(models: readonly Model[]): Promise<Instances> {
  const versions = [...new Set(models.map(({ version }) => version))];
  const files = await Promise.all(versions.map((version) => readExamples(version).catch(() => new Map<string, string>())));
  const values = (keep: (path: string) => boolean) =>
    files.flatMap((all) => parsed(new Map([...all].filter(([path]) => isExample(path) && keep(path)))).map(({ value }) => value));
  return {
    examples: values((path) => path.startsWith('valid/')),
    // The code of a finding has a dot, the id of a rule has none.
    samples: values((path) => /^invalid\/[a-z0-9-]+--/.test(path)),
    nomenclatures: (await loadRules()).nomenclatures,
  };
}
