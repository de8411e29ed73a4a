import { InputError } from '../finding.ts';
import { nearest } from '../messages/nearest.ts';
import type { RuleFacts } from '../model/rules.ts';

/** The versions of the standard, and the rules for data of each. */
export type AllRules = {
  versions(): Promise<readonly { version: string }[]>;
  rules(version: string): Promise<{ rules: readonly Pick<RuleFacts, 'id'>[] }>;
};

/** Throws an InputError for an id, among those to leave out, that no rule of any version has. */
export async function refuseUnknownRules(without: readonly string[], all: AllRules): Promise<void> {
  const indexes = (await all.versions()).map(({ version }) => all.rules(version));
  const ids = [...new Set((await Promise.all(indexes)).flatMap(({ rules }) => rules.map(({ id }) => id)))];
  const code = without.find((id) => !ids.includes(id));
  if (code !== undefined) throw new InputError('input.unknown-code', { code, nearest: nearest(code, ids) });
}
