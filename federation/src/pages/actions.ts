/** The three actions that would help a territory most, found from its numbers alone. */
import type { CollectiviteAnswer, FaultAnswer, SourceAnswer, TerritorySourceAnswer } from './answers.ts';

/** How the files of a source are. */
type SourceState = Pick<SourceAnswer, 'id' | 'title' | 'failed' | 'held'>;

/** What the API says of a territory, as far as it matters here. `sources`: where its last contracts are published; `states`: how those do. */
export type Situation = {
  collectivites: readonly CollectiviteAnswer[];
  faults: readonly FaultAnswer[];
  sources: readonly TerritorySourceAnswer[];
  states: readonly SourceState[];
};

/** A collectivité that an action is about. `contracts`: that it concerns; null where that cannot be estimated. */
export type Target = { collectivite: CollectiviteAnswer; contracts: number | null };

/**
 * An action. `contracts`: those it concerns; null where they cannot be estimated.
 * `silent`: the largest collectivités of which no contract is known; `fault`: the most frequent error of rejected records; `late`: those with the most late contracts;
 * `source`: a source that contracts of the territory come from, with files that fail or are held.
 */
export type Action = { contracts: number | null } & (
  | { kind: 'silent'; targets: Target[]; others: number }
  | { kind: 'fault'; fault: FaultAnswer }
  | { kind: 'late'; targets: Target[]; others: number }
  | { kind: 'source'; state: SourceState; collectivites: number }
);

/** Collectivités that an action names. */
export const TARGETS = 5;

const ACTIONS = 3;

/** The actions by the contracts they concern, the most first; those that cannot be estimated come last. One of each kind at most. */
export const actionsFor = (situation: Situation): Action[] =>
  [silent(situation), fault(situation), late(situation), source(situation)]
    .flatMap((action) => (action === undefined || action.contracts === 0 ? [] : [action]))
    .toSorted((a, b) => (b.contracts ?? -1) - (a.contracts ?? -1))
    .slice(0, ACTIONS);

/** Contracts that a collectivité would have if it published as many for each inhabitant as those of its kind that publish; null where none of these does. */
function estimates(collectivites: readonly CollectiviteAnswer[]): (one: CollectiviteAnswer) => number | null {
  const sums = new Map<string, { contracts: number; population: number }>();
  for (const { kind, contracts, population } of collectivites) {
    if (contracts === 0 || population === null || population === 0) continue;
    const sum = sums.get(kind) ?? { contracts: 0, population: 0 };
    sums.set(kind, { contracts: sum.contracts + contracts, population: sum.population + population });
  }
  return ({ kind, population }) => {
    const sum = sums.get(kind);
    return sum === undefined || population === null ? null : Math.round((population * sum.contracts) / sum.population);
  };
}

function silent({ collectivites }: Situation): Action | undefined {
  const all = collectivites.filter(({ contracts }) => contracts === 0);
  if (all.length === 0) return undefined;
  const estimate = estimates(collectivites);
  const targets = all
    .toSorted((a, b) => (b.population ?? -1) - (a.population ?? -1))
    .slice(0, TARGETS)
    .map((collectivite) => ({ collectivite, contracts: estimate(collectivite) }));
  const known = targets.flatMap(({ contracts }) => (contracts === null ? [] : [contracts]));
  const contracts = known.length === 0 ? null : sumOf(known);
  // So few that the estimate is nothing: that says nothing about them.
  return { kind: 'silent', contracts: contracts === 0 ? null : contracts, targets, others: all.length - targets.length };
}

function fault({ faults }: Situation): Action | undefined {
  // A record is of one version of the standard: the same error of several versions is that of different records.
  const byCode = new Map<string, FaultAnswer>();
  for (const one of faults) {
    const name = JSON.stringify([one.code, one.field]);
    const known = byCode.get(name);
    byCode.set(name, known ? { ...known, count: known.count + one.count } : one);
  }
  const [most] = [...byCode.values()].toSorted((a, b) => b.count - a.count);
  return most && { kind: 'fault', contracts: most.count, fault: most };
}

function late({ collectivites }: Situation): Action | undefined {
  const all = collectivites
    .map((collectivite) => ({ collectivite, contracts: collectivite.dated - collectivite.timely }))
    .filter(({ contracts }) => contracts > 0)
    .toSorted((a, b) => b.contracts - a.contracts);
  if (all.length === 0) return undefined;
  const targets = all.slice(0, TARGETS);
  return {
    kind: 'late',
    contracts: sumOf(targets.map(({ contracts }) => contracts)),
    targets,
    others: all.length - targets.length,
  };
}

function source({ sources, states }: Situation): Action | undefined {
  const byId = new Map(states.map((state) => [state.id, state]));
  const [most] = sources
    .flatMap(({ source: id, contracts, collectivites }) => {
      const state = byId.get(id);
      return state && state.failed + state.held > 0 ? [{ state, contracts, collectivites }] : [];
    })
    .toSorted((a, b) => b.contracts - a.contracts);
  return most && { kind: 'source', ...most };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
