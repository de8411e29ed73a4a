import { pascal } from '../pascal.ts';
import type { RecordKind } from '../../finding.ts';
import { canonical } from '../../model/canonical.ts';
import { SourceError } from '../../model/source-error.ts';
import type { Schema } from '../../model/types.ts';

/** Where a type is asked for: names that would clash take the kind of record. */
const SUFFIX: Record<RecordKind, string> = { marche: '', 'contrat-concession': 'Concession' };

/** The types of a version by name, in the order in which they were asked for; codelists come last. */
export class Names {
  readonly #types = new Map<string, Schema | undefined>();
  readonly #codelists = new Map<string, Schema>();

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

  /** Declares a part of a record and gives the name under which it stands. */
  part(name: string, kind: RecordKind, schema: Schema): string {
    const known = this.#types.get(name);
    const own = known && canonical(known) !== canonical(schema) ? `${name}${SUFFIX[kind]}` : name;
    this.put(own, schema);
    return own;
  }

  /** Declares the codes of a list and gives the name of their type. */
  codelist(list: string, schema: Schema): string {
    const name = pascal(list);
    if (this.#types.has(name)) throw clash(name);
    this.#codelists.set(name, schema);
    return name;
  }

  declarations(): { name: string; schema: Schema }[] {
    const codelists = [...this.#codelists].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.#types, ...codelists].map(([name, schema]) => ({ name, schema: { title: name, ...schema } }));
  }
}

const clash = (name: string): SourceError =>
  new SourceError('decp.schema.json', {
    fr: `deux parties différentes du schéma donneraient toutes deux le type ${name} en TypeScript ; renommez l'une d'elles, ou faites-en la même définition`,
    en: `two different parts of the schema would both give the type ${name} in TypeScript; rename one of them, or make them the same definition`,
  });
