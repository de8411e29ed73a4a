import { accepts, acceptsNothing, type Automaton, both, butNot, trimmed } from './automaton.ts';
import { type Budget, bounded, STEPS, type Unknown, undecidable } from './unknown.ts';
import { anyWord, type Lengths, shortest } from './lengths.ts';
import { parse, type Expression } from './parse.ts';
import { spell } from './spell.ts';
import { overCodePoints, STRINGS, TOP, TOP_UNIT } from './units.ts';
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { alphabetOf, at, type Ranges } from './alphabet.ts';

/**
 * A set of strings: those that one of the parts accepts. A part is an automaton over code points and, apart from it so that no
 * bound is ever unrolled, the lengths allowed (code points, as JSON Schema counts).
 */
export type StringLanguage = { readonly parts: readonly Part[] };

type Part = { readonly automaton: Automaton; readonly lengths: Lengths };

/**
 * The constraints that JSON Schema puts on a string. Patterns are not anchored; without `unicode` they are read over UTF-16
 * units.
 */
export type StringConstraints = { patterns: readonly string[]; minLength?: number; maxLength?: number; unicode: boolean };

/** Every string. */
export const EVERY_STRING: StringLanguage = { parts: [{ automaton: STRINGS, lengths: { min: 0, max: Infinity } }] };

/**
 * The strings that satisfy all the constraints; Unknown where a pattern is not regular or not read for certain (back-reference,
 * lookaround of more than one character, does not compile), or where the steps do not suffice.
 */
export function languageOf(constraints: StringConstraints, steps: number | Budget = STEPS): StringLanguage | Unknown {
  const { patterns, minLength = 0, maxLength = Infinity, unicode } = constraints;
  const lengths = { min: Math.max(0, minLength), max: maxLength };
  return bounded(steps, (budget) => {
    const automata = patterns.map((pattern) => automatonOf(pattern, unicode, budget));
    const automaton = automata.reduce((all, one) => both(all, one, budget), STRINGS);
    return { parts: [{ automaton, lengths }].filter(possible) };
  });
}

/** The strings in both. */
export function intersect(a: StringLanguage, b: StringLanguage, steps: number | Budget = STEPS): StringLanguage | Unknown {
  return bounded(steps, (budget) => ({
    parts: a.parts.flatMap((p) => b.parts.flatMap((q) => meet(p, q, budget))),
  }));
}

/** The strings in the first that are not in the second. */
export function without(a: StringLanguage, b: StringLanguage, steps: number | Budget = STEPS): StringLanguage | Unknown {
  return bounded(steps, (budget) => ({
    parts: b.parts.reduce<readonly Part[]>((left, q) => left.flatMap((p) => minus(p, q, budget)), a.parts),
  }));
}

/** Whether no string is in the language. */
export function isEmpty({ parts }: StringLanguage, steps: number | Budget = STEPS): boolean | Unknown {
  return bounded(steps, (budget) => !parts.some(({ automaton, lengths }) => anyWord(automaton, lengths, budget)));
}

/** The most readable of the shortest strings found in the language; null if it is empty. */
export function witness({ parts }: StringLanguage, steps: number | Budget = STEPS): string | null | Unknown {
  return bounded(steps, (budget) => {
    const found = parts.flatMap(({ automaton, lengths }) => {
      const word = shortest(automaton, lengths, budget);
      return word ? [{ automaton, ...word }] : [];
    });
    const [best] = found.sort((a, b) => a.length - b.length);
    return best ? spell(best.automaton, best.length, best.layers, budget) : null;
  });
}

/** Whether a string is in the language. */
export function contains({ parts }: StringLanguage, text: string): boolean {
  const word = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return parts.some(
    ({ automaton, lengths: { min, max } }) => word.length >= min && word.length <= max && accepts(automaton, word),
  );
}

/** Bytes of the tables of a language. */
export const bytesOf = ({ parts }: StringLanguage): number =>
  parts.reduce((sum, { automaton }) => sum + automaton.next.byteLength + automaton.alphabet.starts.length * 16 + 500, 0);

function automatonOf(pattern: string, unicode: boolean, budget: Budget): Automaton {
  const { accept, refuse } = split(pattern, unicode);
  const [first = STRINGS, ...more] = accept.map((one) => searchingFor(one, unicode, budget));
  const accepted = more.reduce((all, one) => both(all, one, budget), first);
  return refuse.reduce((left, one) => butNot(left, searchingFor(one, unicode, budget), budget), accepted);
}

function searchingFor(pattern: string, unicode: boolean, budget: Budget): Automaton {
  const nfa = nfaOf(parse(pattern, unicode, budget), budget);
  return unicode ? searching(nfa, TOP, budget) : overCodePoints(searching(nfa, TOP_UNIT, budget), budget);
}

/** Whether a part may hold a string, as far as is seen at a glance. */
const possible = ({ automaton, lengths }: Part): boolean =>
  lengths.min <= lengths.max && lengths.min < Infinity && !acceptsNothing(automaton);

const overlap = (a: Lengths, b: Lengths): Lengths => ({ min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) });

function meet(p: Part, q: Part, budget: Budget): Part[] {
  const lengths = overlap(p.lengths, q.lengths);
  return lengths.min > lengths.max ? [] : [{ automaton: both(p.automaton, q.automaton, budget), lengths }].filter(possible);
}

/**
 * The difference of a part: strings of lengths that the other does not allow, and among the rest those that it does not accept.
 */
function minus(p: Part, q: Part, budget: Budget): Part[] {
  const lengths = overlap(p.lengths, q.lengths);
  if (lengths.min > lengths.max) return [p];
  return [
    { automaton: p.automaton, lengths: { min: p.lengths.min, max: lengths.min - 1 } },
    { automaton: p.automaton, lengths: { min: lengths.max + 1, max: p.lengths.max } },
    { automaton: butNot(p.automaton, q.automaton, budget), lengths },
  ].filter(possible);
}

/** A pattern as patterns that must all match and patterns of which none may. */
type Split = { accept: string[]; refuse: string[] };

type Look = AST.LookaheadAssertion | AST.LookbehindAssertion;

/**
 * Extracts lookaheads directly after `^` and lookbehinds directly before `$`: at these positions they are conditions on the whole
 * text. `^(?!00)[0-9]+$` is `^[0-9]+$` and not `^00`. Any other pattern is left unchanged.
 */
function split(source: string, unicode: boolean): Split {
  const whole = { accept: [source], refuse: [] };
  const pattern = parsed(source, unicode);
  const [only, ...more] = pattern?.alternatives ?? [];
  if (!pattern || !only || more.length > 0 || refersBack(pattern)) return whole;
  const { elements } = only;
  const first = elements[0];
  const last = elements.at(-1);
  const ahead = first && isEdge(first, 'start') ? leading(elements.slice(1), 'lookahead') : [];
  const behind = last && isEdge(last, 'end') ? leading(elements.slice(0, -1).reverse(), 'lookbehind') : [];
  const looks = [...ahead, ...behind];
  if (looks.length === 0) return whole;
  const rest = elements.filter((element) => !looks.includes(element as Look));
  const result: Split = { accept: [rest.map(({ raw }) => raw).join('')], refuse: [] };
  for (const look of looks) {
    const seen = look.alternatives.map(({ raw }) => raw).join('|');
    (look.negate ? result.refuse : result.accept).push(look.kind === 'lookahead' ? `^(?:${seen})` : `(?:${seen})$`);
  }
  return result;
}

/** Apart from its group, `\1` would be read as something else. */
function refersBack(pattern: AST.Pattern): boolean {
  let found = false;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: () => {
      found = true;
    },
  });
  return found;
}

const isEdge = (element: AST.Element, kind: 'start' | 'end'): boolean => element.type === 'Assertion' && element.kind === kind;

/** The lookarounds of a kind with which some elements begin. */
function leading(elements: readonly AST.Element[], kind: Look['kind']): Look[] {
  const end = elements.findIndex((element) => element.type !== 'Assertion' || element.kind !== kind);
  return elements.slice(0, end < 0 ? elements.length : end) as Look[];
}

/** Undefined for what is no pattern, or nested too deeply to be looked at: it is refused where it is read. */
function parsed(source: string, unicode: boolean): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, { unicode });
  } catch {
    return undefined;
  }
}

/** Stands for the end of the word, where other places name the class of the next character. */
const END = -1;

/** The state once a match is found: whatever follows, the word is accepted. */
const FOUND = 1;

/** Bytes of a set of states, beside its states and its row of the table. */
const SUBSET = 240;

/** The automaton, over characters up to `top`, of the words in which a match is found anywhere (a search, as in JSON Schema). */
function searching(nfa: Nfa, top: number, budget: Budget): Automaton {
  const { alphabet, classes } = alphabetOf(nfa.sets, top, budget);
  const has = classes.map((list) => new Set(list));
  const holds = ({ set, negate }: Condition, character: number): boolean => (has[set]?.has(character) ?? false) !== negate;
  const closure = closures(nfa, budget);
  const behind = [...new Set(nfa.jumps.flat().flatMap(({ when }) => (when && !when.ahead ? [when.set] : [])))];
  /** For each previous character, a key of the lookbehind conditions that it meets. */
  const looks = [END, ...Array(alphabet.size).keys()].map((c) => behind.map((set) => Number(has[set]?.has(c) ?? false)).join(''));

  const ids = new Map<string, number>();
  const subsets: { core: readonly number[]; previous: number }[] = [];
  const idOf = (core: number[], previous: number): number => {
    core.sort((a, b) => a - b);
    budget.spend(core.length + alphabet.size);
    const key = `${looks[previous + 1] ?? ''}/${core.join()}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    budget.keep(SUBSET + core.length * 16 + alphabet.size * 16);
    ids.set(key, subsets.length);
    return subsets.push({ core, previous }) - 1;
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

/** Holds where the next (`ahead`) or the previous character is, or with `negate` is not, in a set. No character is in no set. */
type Condition = { ahead: boolean; negate: boolean; set: number };

/** States with moves over a character of a set, and jumps over none, some only under a condition. `sets` are listed once each. */
type Nfa = {
  moves: { set: number; to: number }[][];
  jumps: { to: number; when?: Condition }[][];
  sets: Ranges[];
  start: number;
  final: number;
};

type Concatenation = Expression['alternatives'][number];
type Element = Concatenation['elements'][number];
type Of<T extends Element['type']> = Extract<Element, { type: T }>;

/** The automaton of what one match of a tree may cover. Throws Undecidable at a lookaround of other than one character. */
function nfaOf(expression: Expression, budget: Budget): Nfa {
  const builder = new Builder(budget);
  const start = builder.state();
  const final = builder.state();
  builder.choice(expression.alternatives, start, final);
  return { moves: builder.moves, jumps: builder.jumps, sets: builder.sets, start, final };
}

/** Bytes of a state with what leads from it. */
const STATE = 240;

/** What leads from a state from which nothing does: nearly all have one move or one jump, for which an array that may grow is too much. */
const NOTHING: never[] = [];

function add<T>(lists: T[][], at: number, one: T): void {
  const list = lists[at];
  if (list === undefined || list === NOTHING) lists[at] = [one];
  else list.push(one);
}

class Builder {
  readonly moves: Nfa['moves'] = [];
  readonly jumps: Nfa['jumps'] = [];
  readonly sets: Ranges[] = [];
  readonly #ids = new Map<string, number>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  state(): number {
    this.#budget.keep(STATE);
    this.moves.push(NOTHING);
    return this.jumps.push(NOTHING) - 1;
  }

  /** Any of the alternatives. Those that begin with the same characters share these states: a list of codes becomes a tree. */
  choice(alternatives: readonly Concatenation[], from: number, to: number): void {
    const root = this.state();
    const shared = new Map<string, number>();
    this.#jump(from, root);
    for (const { elements } of alternatives) {
      let here = root;
      let read = 0;
      for (let first = elements[0]; first?.type === 'CharacterClass'; first = elements[++read]) {
        here = this.#shared(shared, here, this.#set(first.characters.ranges));
      }
      this.#sequence(elements.slice(read), here, to);
    }
  }

  #shared(shared: Map<string, number>, from: number, set: number): number {
    const key = `${from} ${set}`;
    const before = shared.get(key);
    if (before !== undefined) return before;
    const next = this.state();
    this.#move(from, set, next);
    shared.set(key, next);
    return next;
  }

  #sequence(elements: readonly Element[], from: number, to: number): void {
    let here = from;
    for (const element of elements) {
      const next = this.state();
      this.#element(element, here, next);
      here = next;
    }
    this.#jump(here, to);
  }

  #element(element: Element, from: number, to: number): void {
    switch (element.type) {
      case 'CharacterClass':
        this.#move(from, this.#set(element.characters.ranges), to);
        break;
      case 'Alternation':
        this.choice(element.alternatives, from, to);
        break;
      case 'Quantifier':
        this.#repeat(element, from, to);
        break;
      case 'Assertion':
        this.#jump(from, to, this.#condition(element));
        break;
      case 'Unknown':
        throw undecidable('pattern-not-read');
    }
  }

  #repeat({ alternatives, min, max }: Of<'Quantifier'>, from: number, to: number): void {
    let here = from;
    for (let count = 0; count < (max === Infinity ? min : max); count++) {
      if (count >= min) this.#jump(here, to);
      const next = this.state();
      this.choice(alternatives, here, next);
      here = next;
    }
    if (max === Infinity) {
      const again = this.state();
      this.#jump(here, again);
      this.choice(alternatives, again, again);
      here = again;
    }
    this.#jump(here, to);
  }

  #condition({ kind, negate, alternatives }: Of<'Assertion'>): Condition {
    const [only, ...more] = alternatives;
    const [single, ...longer] = only?.elements ?? [];
    if (more.length > 0 || longer.length > 0 || single?.type !== 'CharacterClass') {
      throw undecidable('pattern-lookaround');
    }
    return { ahead: kind === 'ahead', negate, set: this.#set(single.characters.ranges) };
  }

  #move(from: number, set: number, to: number): void {
    add(this.moves, from, { set, to });
  }

  #jump(from: number, to: number, when?: Condition): void {
    add(this.jumps, from, when ? { to, when } : { to });
  }

  #set(ranges: Ranges): number {
    this.#budget.spend(ranges.length);
    const key = ranges.map(({ min, max }) => `${min}-${max}`).join();
    const id = this.#ids.get(key) ?? this.sets.length;
    if (id === this.sets.length) this.sets.push(ranges);
    this.#ids.set(key, id);
    return id;
  }
}
