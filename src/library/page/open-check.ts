import type { Form } from '../../read/forms.ts';
import { inForceOf } from '../../model/releases.ts';
import type { Check } from '../../validate/drive.ts';
import { fastReading } from '../../validate/fast.ts';
import { checkFile, checkOnCall } from '../../validate/file.ts';
import { NEED_MEMBERS, type Need } from '../../validate/on-call.ts';
import { markPublishedXsd } from '../../validate/published-xsd.ts';
import { type RuleChoice, rulesOnCall, type RulesOnCall } from '../../validate/rule-book.ts';
import type { VersionOnCall } from '../../validate/types.ts';
import type { Assets } from './assets.ts';
import { hasRecogniser, type Registry } from './registry.ts';
import { loadRules } from './rules.ts';

type Wanted = { form: Form; version: string; rules: RuleChoice | undefined };

/** What a check needs: by the fast lane where the version has one. */
export async function openCheck(registry: Registry, assets: Assets, { form, version, rules }: Wanted): Promise<Check> {
  const load = (wanted: string) => registry.load(wanted);
  const inForce = inForceOf(await registry.index());
  const run = rules && (await rulesOnCall(await loadRules(assets, version), version, rules, { inForce, load }));
  const fast = form.name === 'json' ? await fastCheck(registry, assets, version, run) : undefined;
  if (fast) return fast;
  await run?.ready();
  const loaded = await load(version);
  const { feed, events } = form.open(loaded.model);
  const judged = checkFile(events, loaded, run);
  return { feed, steps: form.name === 'xml' ? markPublishedXsd(judged, version) : judged };
}

/** Only what may be wrong is turned into values; the checks themselves are loaded when something may be. */
async function fastCheck(
  registry: Registry,
  assets: Assets,
  version: string,
  run: RulesOnCall | undefined,
): Promise<Check | undefined> {
  const face = await registry.face(version);
  if (!hasRecogniser(face)) return undefined;
  const module = await registry.recogniser(version);
  const fast = await fastReading({ face, module, tables: () => assets.bytes('rules/tables.bin') }, run);
  if (!fast) return undefined;
  const call: VersionOnCall = { face, loaded: undefined, members: undefined };
  const load = async (need: Need) => {
    await run?.ready();
    if (need === NEED_MEMBERS) call.members = await registry.members(version, face);
    else call.loaded = await registry.load(version);
  };
  return { feed: fast.feed, steps: checkOnCall(fast.events, call, fast.rules), load };
}
