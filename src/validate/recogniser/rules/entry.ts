import type { Rule } from '../../../model/rules.ts';
import type { Expr } from '../../../rules/cel/tree.ts';
import type { CheckedEntry } from '../../../rules/checked-rule.ts';
import type { Step } from '../../../rules/path.ts';
import { block, type Lines } from '../emit/block.ts';
import { CannotTell } from './cannot-tell.ts';
import type { Module, Scope, Variable } from './context.ts';
import { emit } from './expression.ts';
import { bind } from './lists.ts';
import type { Placed, Subject } from './subject.ts';
import { guarded, loopOver, not } from './statements.ts';
import { fieldOf } from './fields.ts';
import { expectScalar, FALSE, type Loop, type ObjectValue, type Scalar, TRUE, type Value } from './values.ts';

/** The names of the functions `(record: usize) => bool` of an entry; undefined where it holds for all records of the version. */
export type EntryFunctions = { holds: string | undefined; national: string | undefined };

/**
 * Functions that tell whether an entry holds, and whether the national consolidation, which may check something else, finds no fault.
 * They stop at the first fault: what is to be said of it is found by JavaScript.
 */
export function emitEntry({ rule, entry, place }: Placed<CheckedEntry>, subject: Subject, module: Module): EntryFunctions {
  const name = `${rule.id.replace(/\W/g, '_')}_${subject.scope}_${place}`;
  const { assert, deviation } = entry;
  const texts = commentsOf(rule.on[entry.index]);
  const add = (named: string, comment: string, body: Lines): string | undefined => {
    if (body.length === 0) return undefined;
    module.add([comment, ...block(`function ${named}(record: usize): bool`, [...body, 'return true;'])]);
    return named;
  };
  return {
    holds: add(name, texts.own, new Fault(entry, subject, module).lines(assert, undefined)),
    national:
      deviation &&
      add(`${name}_national`, texts.national, new Fault(entry, subject, module).lines(deviation.assert, deviation.first)),
  };
}

/** What the rule says, for who reads the emitted code. */
function commentsOf(written: Rule['on'][number] | undefined): { own: string; national: string } {
  if (!written || written.scope === 'fichier') return { own: '//', national: '//' };
  const { each, when, assert, deviation } = written;
  const where = [...(each === undefined ? [] : [`for each ${each}`]), ...(when === undefined ? [] : [`when ${when}`])];
  const line = (words: readonly string[]): string => `// ${words.join(', ').replace(/\s+/g, ' ')}`;
  return { own: line([...where, assert]), national: line(['the consolidation', ...where, deviation?.assert ?? assert]) };
}

/** Statements that return false where an entry does not hold. */
class Fault {
  readonly #entry: CheckedEntry;
  readonly #record: ObjectValue;
  readonly #module: Module;

  constructor(entry: CheckedEntry, { record }: Subject, module: Module) {
    this.#entry = entry;
    this.#record = record;
    this.#module = module;
  }

  /** `first` bounds the first list that is gone through. */
  lines(assert: Expr, first: number | undefined): Lines {
    return this.#steps(this.#entry.each, this.#record, first, (item) => this.#test(assert, item));
  }

  #steps([step, ...rest]: readonly Step[], owner: Value, first: number | undefined, inside: (item: Value) => Lines): Lines {
    if (!step) return inside(owner);
    const there = owner.kind === 'object' ? fieldOf(owner, step.name) : undefined;
    if (!there || there.there === FALSE) return [];
    const value = there.value(this.#module.unique());
    // The recogniser does not know what is there.
    if (!value) return guarded(there.there, ['return false;']);
    if (!step.list) return guarded(there.there, this.#steps(rest, value, first, inside));
    // A list of another type than the rule expects has been kept back.
    if (value.kind !== 'list') return [];
    return guarded(
      there.there,
      bounded(value.loop, first, this.#module, (item) => this.#steps(rest, item, undefined, inside)),
    );
  }

  #test(assert: Expr, item: Value): Lines {
    const { scope: kind, when, each } = this.#entry;
    const record: Variable = { value: this.#record, parameter: { name: 'record', type: 'usize' } };
    const bound = each.length === 0 ? undefined : bind('item', item, this.#module.unique());
    const variables = new Map([[kind, record], ...(bound ? [['item', bound.variable] as const] : [])]);
    const scope: Scope = { module: this.#module, types: this.#entry.types, variables };
    // What cannot be told may be a fault, and a reason to look.
    const fault = guarded(not(this.#told(assert, scope, FALSE)), ['return false;']);
    const lines = when ? guarded(this.#told(when, scope, TRUE), fault) : fault;
    return lines.length === 0 ? [] : [...(bound?.lines ?? []), ...lines];
  }

  #told(expr: Expr, scope: Scope, otherwise: Scalar): Scalar {
    try {
      return expectScalar(emit(expr, scope));
    } catch (error) {
      if (error instanceof CannotTell) return otherwise;
      throw error;
    }
  }
}

/** A loop over the first items only. */
function bounded(loop: Loop, first: number | undefined, module: Module, inside: (item: Value) => Lines): Lines {
  if (first === undefined) return loopOver(loop, inside);
  const left = `left_${module.unique()}`;
  const lines = loopOver(loop, (item) => {
    const body = inside(item);
    return body.length === 0 ? [] : [`if (${left}-- == 0) break;`, ...body];
  });
  return lines.length === 0 ? [] : [`let ${left} = ${first};`, ...lines];
}
