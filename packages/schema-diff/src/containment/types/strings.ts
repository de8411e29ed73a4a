import { isUnknown, reason } from '../../automata/unknown.ts';
import { witness } from '../../automata/language.ts';
import type { Texts } from '../../../../base/src/language.ts';
import type { Clause, Result, Solver, Theory } from '../solver.ts';
import type { Of } from '../terms.ts';

/** Words that are tried where a pattern or a format can only be tested. */
const TRIED = 40;

/** Words that are taken away before any automaton is built. */
const PLAIN = [...'abcdefghijklmnopqrstuvwxyz', 'aa', 'ab', 'ac', 'ba', 'bb', 'bc', 'x0', 'x1', 'x2', 'x3', 'zz'];

type Pattern = Of<'pattern'>;
type Asked = {
  min: number;
  max: number;
  accept: Pattern[];
  refuse: Pattern[];
  lists: ReadonlySet<unknown>[];
  except: Set<string>;
};

/** A string of a length, in some languages and not in others, in a list and not in others. */
export const strings: Theory = (clause, solver) => {
  const asked = askedOf(clause);
  const fits = fitting(clause, solver);
  const [list] = asked.lists.sort((a, b) => a.size - b.size);
  if (list)
    return amongWords(
      [...list].filter((word) => typeof word === 'string'),
      fits,
      solver,
    );
  if (asked.min > asked.max) return null;
  if (clause.every(({ atom }) => atom.kind === 'length' || atom.kind === 'among')) return plain(asked, fits, solver);
  return inLanguages(asked, fits, solver);
};

function askedOf(clause: Clause): Asked {
  const asked: Asked = { min: 0, max: Infinity, accept: [], refuse: [], lists: [], except: new Set() };
  for (const { atom, positive } of clause) {
    if (atom.kind === 'length') {
      asked.min = Math.max(asked.min, atom.min);
      asked.max = Math.min(asked.max, atom.max);
    } else if (atom.kind === 'pattern') (positive ? asked.accept : asked.refuse).push(atom);
    else if (atom.kind === 'among' && positive) asked.lists.push(atom.values);
    else if (atom.kind === 'among') for (const word of atom.values) if (typeof word === 'string') asked.except.add(word);
  }
  return asked;
}

type Fits = (word: string) => boolean | undefined;

const fitting =
  (clause: Clause, { holds, terms }: Solver): Fits =>
  (word) => {
    let all: boolean | undefined = true;
    for (const { atom, positive } of clause) {
      const answer = atom.kind === 'among' ? atom.values.has(word) : holds(terms.atom(atom), word);
      if (answer === !positive) return false;
      if (answer === undefined) all = undefined;
    }
    return all;
  };

function amongWords(words: readonly string[], fits: Fits, { spend }: Solver): Result {
  spend(words.length);
  const answers = words.map(fits);
  const found = answers.indexOf(true);
  if (found >= 0) return { value: words[found] };
  return answers.includes(undefined) ? { unknown: reason('words-not-found') } : null;
}

/** Nothing but lengths, and words that it may not be: there are more strings of a length than words in any list. */
function plain({ min, max, except }: Asked, fits: Fits, solver: Solver): Result {
  const readable = [...PLAIN, 'a'.repeat(min <= 1e5 ? min : 0), ''].find((word) => fits(word) === true);
  if (readable !== undefined) return { value: readable };
  if (max === 0) return null;
  return inLanguages({ min, max, accept: [], refuse: [], lists: [], except }, fits, solver);
}

function inLanguages(asked: Asked, fits: Fits, { words }: Solver): Result {
  const unread: Texts[] = [];
  const readable = (pattern: Pattern): boolean => {
    const language = words.language(pattern);
    if (isUnknown(language)) unread.push(language.unknown);
    return !isUnknown(language);
  };
  const accept = asked.accept.filter(readable);
  const refuse = asked.refuse.filter(readable);
  let left = words.combined(asked, accept, refuse);
  if (isUnknown(left)) return left;
  let doubted = false;
  for (let tried = 0; tried < TRIED; tried++) {
    const word = witness(left, words.budget());
    if (word === null) return doubted ? notFound(unread) : null;
    if (isUnknown(word)) return word;
    const answer = fits(word);
    if (answer === true) return { value: word };
    doubted ||= answer === undefined;
    const next = words.except(left, tried === 0 ? [...new Set([word, ...asked.except])] : [word]);
    if (isUnknown(next)) return next;
    left = next;
  }
  return notFound(unread);
}

const notFound = ([first]: readonly Texts[]): Result => ({ unknown: first ?? reason('words-not-found') });
