import { textsOf } from '../../../packages/base/src/texts.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import type { RecordScope } from '../../model/rules.ts';
import type { Model, Texts } from '../../model/types.ts';
import { elsewhere, pathThere, placesIn } from './identity.ts';

/** Says what became of a field that earlier versions have at a place where `model` has none; undefined where no version had it. `earlier`: oldest first. */
export function formerField(model: Model, earlier: readonly Model[], scope: RecordScope, path: string): Texts | undefined {
  const last = earlier.findLast((one) => placesIn(one, scope).byPath.has(path));
  const place = last && placesIn(last, scope).byPath.get(path);
  if (!last || !place) return undefined;
  const [before, now] = [placesIn(last, scope), placesIn(model, scope)];
  const { version } = last;
  const there = pathThere(path, before, now) ?? elsewhere(path, before, now)[0];
  if (there !== undefined) return textsOf(RULES_CHECK, (say) => say['field.renamed']({ path, version, there }));
  const owner = path.slice(0, path.lastIndexOf('.') + 1);
  const instead = [...now.byPath.values()]
    .filter((one) => one.path.startsWith(owner) && !/[.[]/.test(one.path.slice(owner.length)))
    .filter(({ identity }) => !before.byIdentity.has(identity))
    .map((one) => one.path);
  return textsOf(RULES_CHECK, (say) => say['field.gone']({ path, version, first: instead[0], instead }));
}
