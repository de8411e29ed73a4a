import { pascal } from '../pascal.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import { SourceError } from '../../model/source-error.ts';
import type { Schema } from '../../model/types.ts';

/** Where a type is asked for: names that would clash take the kind of record. */
const SUFFIX: Record<RecordKind, string> = { marche: '', 'contrat-concession': 'Concession' };

/** The types of a version by name, in the order in which they were asked for; codelists come last. */
export class Names {
  readonly #types = new Map<string, Schema | undefined>();
  readonly #codelists = new Map<string, Schema>();
  readonly #codelistNames = new Map<string, string>();

  /** Keeps a place for a type, before those that it is made of. */
  keep(name: string): void {
    this.#types.set(name, undefined);
  }

  /** Declares a type under exactly this name. */
  put(name: string, schema: Schema): void {
    const known = this.#types.get(name) ?? this.#codelists.get(name);
    if (known && canonical(known) !== canonical(schema)) throw clash(name);
    this.#types.set(name, schema);
  }

  /**
   * Declares a part of a record and gives the name under which it stands: its own where that is free, else with the kind of record, else with the
   * names of the parts around it (`owners`, the nearest first).
   */
  part(name: string, kind: RecordKind, schema: Schema, owners: readonly string[] = []): string {
    const free = [...candidates(name, SUFFIX[kind], owners)].find((own) => {
      const known = this.#types.get(own) ?? this.#codelists.get(own);
      return known ? canonical(known) === canonical(schema) : !this.#types.has(own);
    });
    if (free === undefined) throw clash(name);
    this.put(free, schema);
    return free;
  }

  /** Declares the codes of a list and gives the name of their type: that of the list, or `<name>Code` where a part has it. */
  codelist(list: string, schema: Schema): string {
    const known = this.#codelistNames.get(list);
    if (known !== undefined) return known;
    const name = [pascal(list), `${pascal(list)}Code`, `${pascal(list)}CodeDeListe`].find(
      (own) => !this.#types.has(own) && !this.#codelists.has(own),
    );
    if (name === undefined) throw clash(pascal(list));
    this.#codelists.set(name, schema);
    this.#codelistNames.set(list, name);
    return name;
  }

  declarations(): { name: string; schema: Schema }[] {
    const codelists = [...this.#codelists].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.#types, ...codelists].map(([name, schema]) => ({ name, schema: { title: name, ...schema } }));
  }
}

/** The names that a part may take, the shortest first; the last ones are numbered, for parts whose owners have the same names too. */
function* candidates(name: string, suffix: string, owners: readonly string[]): Generator<string> {
  yield name;
  if (suffix !== '') yield `${name}${suffix}`;
  let whole = name;
  for (const owner of owners) yield `${(whole = owner + whole)}${suffix}`;
  for (let number = 2; number < MOST_OF_ONE_NAME; number++) yield `${whole}${suffix}${number}`;
}

const MOST_OF_ONE_NAME = 1000;

const clash = (name: string): SourceError =>
  new SourceError('decp.schema.json', {
    fr: `deux parties différentes du schéma donneraient toutes deux le type ${name} en TypeScript ; renommez l'une d'elles, ou faites-en la même définition`,
    en: `two different parts of the schema would both give the type ${name} in TypeScript; rename one of them, or make them the same definition`,
  });
