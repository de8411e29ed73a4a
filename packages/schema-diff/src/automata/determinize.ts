import { alphabetOf, at } from './alphabet.ts';
import { type Automaton, trimmed } from './automaton.ts';
import type { Budget } from './budget.ts';
import type { Condition, Nfa } from './nfa.ts';

/** Stands for the end of the word, where other places name the class of the next character. */
const END = -1;

/** The state once a match is found: whatever follows, the word is accepted. */
const FOUND = 1;

/** The automaton, over characters up to `top`, of the words in which a match is found anywhere (a search, as in JSON Schema). */
export function searching(nfa: Nfa, top: number, budget: Budget): Automaton {
  const { alphabet, classes } = alphabetOf(nfa.sets, top, budget);
  const has = classes.map((list) => new Set(list));
  const holds = ({ set, negate }: Condition, character: number): boolean => (has[set]?.has(character) ?? false) !== negate;
  const closure = closures(nfa, budget);
  const behind = [...new Set(nfa.jumps.flat().flatMap(({ when }) => (when && !when.ahead ? [when.set] : [])))];
  /** What conditions on the previous character can tell of it: the sets in which it is. */
  const looks = [END, ...Array(alphabet.size).keys()].map((c) => behind.map((set) => Number(has[set]?.has(c) ?? false)).join(''));

  const ids = new Map<string, number>();
  const subsets: { core: readonly number[]; previous: number }[] = [];
  const idOf = (core: number[], previous: number): number => {
    core.sort((a, b) => a - b);
    budget.spend(core.length + alphabet.size);
    const key = `${looks[previous + 1] ?? ''}/${core.join()}`;
    const id = ids.get(key) ?? subsets.push({ core, previous }) - 1;
    ids.set(key, id);
    return id;
  };
  idOf([nfa.start], END);
  subsets.push({ core: [nfa.final], previous: END });
  const next: number[] = [];
  const accepting: number[] = [];
  for (let id = 0; id < subsets.length; id++) {
    const { core, previous } = subsets[id] as (typeof subsets)[number];
    const base = closure(core, (when) => !when.ahead && holds(when, previous));
    const pending = base.flatMap((state) => (nfa.jumps[state] ?? []).filter(({ when }) => when?.ahead));
    const before = (character: number): number[] =>
      pending.some(({ when }) => when && holds(when, character))
        ? closure(base, (when) => holds(when, when.ahead ? character : previous))
        : base;
    accepting.push(before(END).includes(nfa.final) ? 1 : 0);
    const found = base.includes(nfa.final);
    const reached = targets(nfa, base, classes, alphabet.size, budget);
    for (let c = 0; c < alphabet.size; c++) {
      const here = found ? base : before(c);
      if (found || here.includes(nfa.final)) next.push(FOUND);
      else {
        const to = here === base ? reached[c] : targets(nfa, here, classes, alphabet.size, budget)[c];
        next.push(idOf([...new Set([nfa.start, ...(to ?? [])])], c));
      }
    }
  }
  return trimmed(alphabet, next, accepting, budget);
}

/** The states reached from some by jumps whose conditions hold, these included. */
function closures(nfa: Nfa, budget: Budget) {
  const seen = new Int32Array(nfa.jumps.length);
  let turn = 0;
  return (core: readonly number[], holds: (when: Condition) => boolean): number[] => {
    turn++;
    const reached = [...core];
    for (const state of core) seen[state] = turn;
    for (let index = 0; index < reached.length; index++) {
      const jumps = nfa.jumps[at(reached, index)] ?? [];
      budget.spend(jumps.length + 1);
      for (const { to, when } of jumps) {
        if (seen[to] === turn || (when && !holds(when))) continue;
        seen[to] = turn;
        reached.push(to);
      }
    }
    return reached;
  };
}

/** For each class, the states after a character of it. */
function targets(nfa: Nfa, from: readonly number[], classes: readonly number[][], size: number, budget: Budget): number[][] {
  const reached: number[][] = Array.from({ length: size }, () => []);
  for (const state of from) {
    for (const { set, to } of nfa.moves[state] ?? []) {
      budget.spend(classes[set]?.length ?? 0);
      for (const c of classes[set] ?? []) reached[c]?.push(to);
    }
  }
  return reached;
}
