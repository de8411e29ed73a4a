/** Contracts of all versions in the shape of one: migrated step by step, nothing filled in, and what could not pass is said. */
import { onceEach } from '../../../src/host/once.ts';
import { loadChain } from '../../../src/migrate/load.node.ts';
import type { Chain } from '../../../src/migrate/chain.ts';
import { BY_KIND, isBefore } from '../../../src/model/releases.ts';
import { treesOf } from '../../../src/model/tree.ts';
import { versionIndex } from '../../../src/validate/registry.node.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { withNulls } from './absent.ts';

/**
 * What a contract was brought to. `version`: of the standard; `absent`: JSON Pointers of the fields that are null since nothing says them; `changes`: what became of each value that did not simply
 * pass, as `decp migrate` names it, by its JSON Pointer in the published record.
 */
type Shaped = { version: string; absent: string[]; changes: { code: string; path: string }[] };

/** Brings a record, JSON text, from the version that it was judged by. */
export type Shape = (contract: { kind: RecordKind; standard: string; body: string }) => { body: string; shape: Shaped };

/** The versions that all contracts can be brought to: there is no way from 2.x to 1.x. */
export const shapes = async (): Promise<string[]> =>
  (await versionIndex()).map(({ version }) => version).filter((version) => !isBefore(version, BY_KIND));

/** The way to a version, from all others. */
export const shapeOf = onceEach(async (version: string): Promise<Shape> => {
  const chains = new Map<string, Chain>();
  for (const { version: from } of await versionIndex()) chains.set(from, await loadChain(from, version));
  return ({ kind, standard, body }) => {
    const chain = chains.get(standard);
    if (!chain) throw new Error(`there is no version ${standard}`);
    const { record, told } = chain.migrate(kind, JSON.parse(body));
    const absent: string[] = [];
    const whole = withNulls(treesOf(chain.to)[kind], record as Record<string, unknown>, (path) => void absent.push(path));
    const changes = told.map(({ code, path }) => ({ code, path }));
    return { body: JSON.stringify(whole), shape: { version, absent, changes } };
  };
});
