import { isBlank } from '../../../packages/base/src/blank.ts';
import { isKept, SURE_DIGITS } from '../../../packages/base/src/digits.ts';
import { setMember } from '../../../packages/base/src/json.ts';
import type { Leaf, List, RecordTrees } from '../../model/tree.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { fromXmlText } from '../../model/xml-text.ts';
import type { Code, Params } from '../../messages/language.ts';
import {
  type Frame,
  type LeafFrame,
  type ListFrame,
  objectFrame,
  openFrame,
  type ObjectFrame,
  type UnknownFrame,
  unknownFrame,
} from './frames.ts';
import type { RoundedNumber } from '../record.ts';
import type { Published } from './published.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';

/** Something that the reader saw in a record: to be a finding once the record is known. */
export type Seen = { code: Code; path: string; entry: number; params: Record<string, unknown> };

/** What a record is read with: the trees of its version (none: any names), and what the published XSD says otherwise. */
export type Guide = {
  trees: RecordTrees | undefined;
  published: Published | undefined;
  plural: boolean;
  /** The national consolidation reads the version, and an empty element otherwise than we do. */
  isConsolidated: boolean;
};

/** The name of the published XSD 2.0.x for what the schema and `next` call `modificationActeSousTraitance`. */
const SINGULAR = 'modificationActeSousTraitance';
const PLURAL = 'modificationActesSousTraitance';

/** Builds the value of one record, element by element, as it would stand in JSON. */
export class Build {
  readonly value: Record<string, unknown> = {};
  readonly places = new Places();
  readonly seen: Seen[] = [];
  /** Numbers with more digits than their values keep. */
  readonly rounded: RoundedNumber[] = [];
  readonly #guide: Guide;
  readonly #frames: Frame[] = [];

  constructor(kind: RecordKind, start: number, guide: Guide) {
    this.#guide = guide;
    const { value, places } = this;
    const entry = places.add(start, -1, '');
    const branch = guide.trees?.[kind];
    this.#frames.push(branch ? objectFrame(branch, '', entry, kind, value) : unknownFrame('', entry, kind, [], value));
  }

  open(element: string, start: number): void {
    const parent = this.#parent();
    if (parent.kind === 'object') this.#openInObject(parent, element, start);
    else if (parent.kind === 'list') this.#openInList(parent, element, start);
    else this.#openUnknown(parent, element, start);
  }

  text(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    if (frame.kind === 'leaf') frame.text += text;
    else if (frame.kind === 'unknown' && (frame.value === undefined || !isBlank(text))) frame.text += text;
    else if (frame.kind !== 'unknown' && !frame.hasText && !isBlank(text)) {
      frame.hasText = true;
      this.see('xml.text', { element: frame.element, found: text.trim() });
    }
  }

  close(): void {
    const frame = this.#frames.at(-1);
    if (frame?.kind === 'leaf') this.#closeLeaf(frame);
    else if (frame?.kind === 'unknown') this.#closeUnknown(frame);
    else if (frame?.kind === 'list') this.#closeList(frame);
    else if (frame) this.#guide.published?.object(frame, this.#pointer(), this);
    this.#frames.pop();
  }

  /** Notes something about the element that is open. */
  see<C extends Code>(code: C, params: Params[C]): void {
    const frame = this.#frames.at(-1);
    if (frame) this.seen.push({ code, path: this.#pointer(), entry: frame.entry, params });
  }

  /** The frame that a new element is in. A leaf that has elements in it is no leaf. */
  #parent(): ObjectFrame | ListFrame | UnknownFrame {
    const frame = this.#frames.at(-1) as Frame;
    if (frame.kind !== 'leaf') return frame;
    const unknown = unknownFrame(frame.key, frame.entry, frame.element, frame.into);
    unknown.text = frame.text;
    this.#frames[this.#frames.length - 1] = unknown;
    return unknown;
  }

  #openInObject(parent: ObjectFrame, element: string, start: number): void {
    const member = parent.members.get(element);
    if (member === undefined) {
      this.#openUnknown(parent, element, start);
      this.#guide.published?.unknown(parent, element, this);
      return;
    }
    const { name, node } = member;
    if (node.kind === 'list' && !node.xml.wrapped) {
      this.#openRepeated(parent, name, node, start);
      return;
    }
    const isRepeated = Object.hasOwn(parent.value, name) || parent.absent?.has(name) === true;
    const entry = this.places.add(start, parent.entry, name);
    this.#frames.push(openFrame(node, name, entry, element, parent.value, name, parent, !member.required));
    if (isRepeated) this.see('xml.repeated-element', { name: element });
    if (name === '_type') this.#guide.published?.unknown(parent, name, this);
  }

  /** An item of a list that has no element of its own. */
  #openRepeated(parent: ObjectFrame, name: string, { xml, item }: List, start: number): void {
    const lists = (parent.lists ??= new Map<string, number>());
    let list = lists.get(name);
    if (list === undefined) {
      list = this.places.add(start, parent.entry, name);
      lists.set(name, list);
      setMember(parent.value, name, []);
    }
    const items = parent.value[name] as unknown[];
    const index = items.length;
    const entry = this.places.add(start, list, index);
    this.#frames.push(openFrame(item, `${name}/${index}`, entry, xml.element, items, index, undefined, false));
  }

  #openInList(parent: ListFrame, element: string, start: number): void {
    const { list, value } = parent;
    const index = value.length;
    const entry = this.places.add(start, parent.entry, index);
    const isPlural = element === PLURAL && list.xml.element === SINGULAR && this.#guide.plural;
    if (element !== list.xml.element && !isPlural) this.#openStranger(parent, element, start, entry);
    else if (list.envelope === undefined) {
      this.#frames.push(openFrame(list.item, index, entry, element, value, index, undefined, false));
    } else {
      const envelope: Record<string, unknown> = {};
      value.push(envelope);
      const inside = this.places.add(start, entry, list.envelope);
      const key = `${index}/${list.envelope}`;
      this.#frames.push(openFrame(list.item, key, inside, element, envelope, list.envelope, undefined, false));
    }
    if (isPlural) this.see('xml.plural-element', { name: PLURAL, expected: SINGULAR });
    else if (element === SINGULAR) this.#guide.published?.singular(this);
  }

  /** In JSON a strange item would be an object with a strange key: so it is judged. */
  #openStranger({ list, value }: ListFrame, element: string, start: number, entry: number): void {
    const into: Record<string, unknown> = {};
    const index = value.length;
    value.push(into);
    this.#frames.push(unknownFrame(`${index}/${element}`, this.places.add(start, entry, element), element, into));
    if (list.envelope === undefined) this.see('xml.unexpected-element', { name: element, expected: list.xml.element });
  }

  /** An element that the schema does not know in an object. Of several of one name a list is made. */
  #openUnknown(parent: ObjectFrame | UnknownFrame, element: string, start: number): void {
    const into = (parent.value ??= {});
    this.#frames.push(unknownFrame(element, this.places.add(start, parent.entry, element), element, into));
  }

  #closeLeaf(frame: LeafFrame): void {
    const { leaf, text, into, key, parent, optional } = frame;
    if (text === '' || (leaf.type !== 'string' && isBlank(text))) {
      if (optional && parent) {
        (parent.absent ??= new Set<string>()).add(frame.element);
        this.#guide.published?.empty(frame, this);
        this.#sayEmpty(frame.element, text);
        return;
      }
      setMember(into, Array.isArray(into) ? into.length : key, leaf.nullable ? null : '');
      return;
    }
    setMember(into, Array.isArray(into) ? into.length : key, this.#valueOf(leaf, text));
  }

  #closeList(frame: ListFrame): void {
    this.#guide.published?.list(frame, this.#pointer(), this);
    if (frame.optional && frame.value.length === 0 && !frame.hasText) this.#sayEmpty(frame.element, '');
  }

  /** An optional element without content, unless the published XSD wants it. */
  #sayEmpty(name: string, value: string): void {
    const { isConsolidated, published } = this.#guide;
    if (isConsolidated && published?.wants(this.#pointer()) !== true) this.see('xml.empty-element', { name, value });
  }

  #valueOf(leaf: Leaf, text: string): unknown {
    if (leaf.type === 'string' && !leaf.isDate) return text;
    const { value, zone } = fromXmlText(leaf, text);
    if (zone !== undefined) this.see('xml.date-zone', { zone });
    if (text.length > SURE_DIGITS && typeof value === 'number' && Number.isFinite(value) && !isKept(text.trim(), value))
      this.rounded.push({ pointer: this.#pointer(), text: text.trim() });
    this.#guide.published?.value(leaf, text, value, this);
    return value;
  }

  #closeUnknown({ into, element, key, value, text }: UnknownFrame): void {
    if (value !== undefined && !isBlank(text)) this.see('xml.text', { element, found: text.trim() });
    const made = value ?? text;
    if (Array.isArray(into)) {
      if (key !== '') into.push(made);
      return;
    }
    const before = Object.hasOwn(into, element) ? into[element] : undefined;
    if (before === undefined) setMember(into, element, made);
    else if (Array.isArray(before)) before.push(made);
    else setMember(into, element, [before, made]);
  }

  #pointer(): string {
    let pointer = '';
    // No name of XML needs an escape in a pointer.
    for (const { key } of this.#frames) if (key !== '') pointer += `/${key}`;
    return pointer;
  }
}

/** Where the values of a record begin, in the order of the file: numbers side by side, and pointers only when one is asked for. */
class Places {
  readonly #starts: number[] = [];
  readonly #parents: number[] = [];
  readonly #keys: (string | number)[] = [];
  #byKey: Map<string, number> | undefined;

  get count(): number {
    return this.#starts.length;
  }

  /** Notes the value under `key` of the value `parent` (-1 for the record itself); returns its number. */
  add(start: number, parent: number, key: string | number): number {
    this.#starts.push(start);
    this.#parents.push(parent);
    this.#keys.push(key);
    return this.#starts.length - 1;
  }

  startOf(entry: number): number {
    return this.#starts[entry] as number;
  }

  /** Where the value at a pointer of the record begins. Of several elements of one name the last counts, as for the value. */
  find(pointer: string): number | undefined {
    this.#byKey ??= new Map(this.#keys.map((key, entry) => [`${this.#parents[entry] as number}/${key}`, entry]));
    let entry: number | undefined = 0;
    for (const segment of tokens(pointer)) {
      entry = this.#byKey.get(`${entry}/${segment}`);
      if (entry === undefined) return undefined;
    }
    return this.#starts[entry];
  }
}
