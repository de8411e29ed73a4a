/** A record of XML as its elements are written, for a program that reads them without a schema. */
import { setMember } from '../../../packages/base/src/json.ts';
import type { WrittenRecord } from '../record.ts';
import type { Attributes } from './parser.ts';

type Members = Record<string, unknown>;
type Open = { name: string; members: Members | undefined; text: string };

/**
 * Builds the value of a record beside that of the schema: attributes are members named `@…`, an element without content is null, texts stay texts without the blanks
 * around them, and an element that comes again makes a list. `lists`: the elements that are lists however often they come.
 */
export class Written implements WrittenRecord {
  readonly name: string;
  value: unknown = null;
  readonly #lists: ReadonlySet<string>;
  readonly #open: Open[] = [];

  constructor(name: string, attributes: Attributes, lists: ReadonlySet<string>) {
    this.name = name;
    this.#lists = lists;
    this.open(name, attributes);
  }

  open(name: string, attributes: Attributes): void {
    let members: Members | undefined;
    for (const key in attributes) setMember((members ??= {}), `@${key}`, attributes[key]);
    this.#open.push({ name, members, text: '' });
  }

  text(text: string): void {
    const open = this.#open.at(-1);
    if (open) open.text += text;
  }

  close(): void {
    const closed = this.#open.pop();
    if (!closed) return;
    const { name, members, text } = closed;
    const bare = text.trim();
    if (members && bare !== '') this.#put(members, '#text', bare);
    const value = members ?? (bare === '' ? null : bare);
    const parent = this.#open.at(-1);
    if (parent) this.#put((parent.members ??= {}), name, value);
    else this.value = value;
  }

  #put(members: Members, name: string, value: unknown): void {
    if (!Object.hasOwn(members, name)) setMember(members, name, this.#lists.has(name) ? [value] : value);
    else if (Array.isArray(members[name])) members[name].push(value);
    else setMember(members, name, [members[name], value]);
  }
}
