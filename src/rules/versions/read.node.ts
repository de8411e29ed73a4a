import { readVersion } from '../../model/read-version.node.ts';
import { rulesFrom } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { checkedRules } from '../check-rule.ts';
import { rulesOf, type VersionRules } from './book.ts';

/** The rules that judge data of a version, read from a folder like `schema/`: its own, or those of `next` in its names. */
export async function readRulesOf(version: Model, schemaDir: string): Promise<VersionRules> {
  if (rulesFrom(version.version) !== 'next') return { own: version, rules: checkedRules(version) };
  const next = await readVersion(schemaDir, 'next');
  const written = next.rules.map(async (rule) => {
    const home = rule.until === undefined ? next : await readVersion(schemaDir, rule.until);
    return checkedRules(home, [rule]);
  });
  return rulesOf(version, (await Promise.all(written)).flat(), next);
}
