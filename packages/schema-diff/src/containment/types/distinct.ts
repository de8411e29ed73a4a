import { canonical } from '../../../../base/src/json.ts';
import type { Texts } from '../../../../base/src/language.ts';
import { isSolved, type Result, type Solver } from '../solver.ts';
import type { Literal } from '../terms.ts';

type Places = readonly (readonly Literal[])[];

/** A list of different items: a place with as many possible items as there are places finds one in any case, so no more are looked at. */
export function distinct(places: Places, solver: Solver): Result {
  const options: unknown[][] = [];
  let doubt: Texts | undefined;
  const known = new Map<string, { values: unknown[]; rest: Result }>();
  for (const place of places) {
    const key = place.join();
    const several = known.get(key) ?? solver.several(place, places.length);
    known.set(key, several);
    options.push(several.values);
    if (several.values.length < places.length && several.rest !== null && !isSolved(several.rest)) doubt = several.rest.unknown;
  }
  const chosen = matching(
    options.map((values) => values.map(canonical)),
    solver,
  );
  if (!chosen) return doubt ? { unknown: doubt } : null;
  return { value: chosen.map((option, place) => options[place]?.[option]) };
}

/** An option for each place, all of them different, or undefined where there is no such choice: augmenting paths of a bipartite matching. */
function matching(options: readonly (readonly string[])[], { spend }: Solver): number[] | undefined {
  const takenBy = new Map<string, number>();
  const claim = (place: number, tried: Set<string>): boolean => {
    for (const option of options[place] ?? []) {
      if (tried.has(option)) continue;
      spend(1);
      tried.add(option);
      const holder = takenBy.get(option);
      if (holder === undefined || claim(holder, tried)) {
        takenBy.set(option, place);
        return true;
      }
    }
    return false;
  };
  for (const place of options.keys()) if (!claim(place, new Set())) return undefined;
  const chosen: number[] = [];
  for (const [option, place] of takenBy) chosen[place] = options[place]?.indexOf(option) ?? 0;
  return chosen;
}

/** A list in which some item stands twice. */
export function twins(places: Places, solver: Solver): Result {
  const items = places.map((place) => solver.solve(place));
  let doubt: Texts | undefined;
  if (items.includes(null)) return null;
  for (const item of items) if (item && !isSolved(item)) doubt = item.unknown;
  for (let i = 1; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      const both = solver.solve([...(places[i] ?? []), ...(places[j] ?? [])]);
      if (both === null) continue;
      if (!isSolved(both)) doubt = both.unknown;
      else if (!doubt)
        return {
          value: items.map((item, index) => (index === i || index === j ? both.value : isSolved(item) ? item.value : null)),
        };
    }
  }
  return doubt ? { unknown: doubt } : null;
}
