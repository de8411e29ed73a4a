import { InputError } from '../finding.ts';
import { nearest } from '../messages/nearest.ts';
import { versionIndex } from './registry.node.ts';
import { ruleIndex, type RuleChoice } from './load-rules.node.ts';

/** Throws an InputError for an id, among those to leave out, that no rule of any version has. */
export async function refuseUnknownRules({ without }: RuleChoice): Promise<void> {
  const indexes = (await versionIndex()).map(({ version }) => ruleIndex(version));
  const ids = [...new Set((await Promise.all(indexes)).flatMap(({ rules }) => rules.map(({ id }) => id)))];
  const code = without.find((id) => !ids.includes(id));
  if (code !== undefined) throw new InputError('input.unknown-code', { code, nearest: nearest(code, ids) });
}
