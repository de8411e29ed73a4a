import { findingOf, findingOfInput } from '../messages/finding-of.ts';
import type { Model } from '../model/types.ts';
import { kindOf, type EndEvent, type LayoutEvent, type ReadEvent, type RecordEvent } from '../read/record.ts';
import { lostAround } from '../write/around.ts';
import type { OpenFile } from '../validate/open-file.node.ts';
import type { FormName } from '../read/forms.ts';
import type { Sink } from './sink.node.ts';
import type { Told } from './told.ts';

export type Passed = { marche: number; 'contrat-concession': number };

/** Leads the records of a file into a sink and tells what does not pass. Answers how many records there were. */
export async function pass(file: OpenFile, sink: Sink, told: Told, form: FormName): Promise<Passed> {
  const passage = new Passage(await file.model(), sink, told, form);
  const failure = await file.read((event) => passage.take(event));
  if (failure) told.finding(findingOfInput(failure));
  return passage.records;
}

class Passage {
  readonly records: Passed = { marche: 0, 'contrat-concession': 0 };
  readonly #model: Model;
  readonly #sink: Sink;
  readonly #told: Told;
  readonly #form: FormName;
  #opened = false;

  constructor(model: Model, sink: Sink, told: Told, form: FormName) {
    this.#model = model;
    this.#sink = sink;
    this.#told = told;
    this.#form = form;
  }

  async take(event: ReadEvent): Promise<void> {
    if (event.type === 'layout') await this.#layout(event);
    else if (event.type === 'finding') this.#told.finding(event.finding);
    else if (event.type === 'record') await this.#record(event);
    else if (event.type === 'end') await this.#end(event);
  }

  /** A flat list where this version keeps records by kind, or the reverse: the records would change their places. */
  async #layout({ layout, path, position, version }: LayoutEvent): Promise<void> {
    const flat = this.#model.lists.some((list) => list.path === '/marches');
    if ((layout === 'flat' || layout === 'by-kind') && (layout === 'flat') !== flat)
      this.#told.finding(findingOf('structure.list-of-another-version', path, {}, { position }));
    await this.#open(version);
  }

  async #open(version: unknown): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    await this.#sink.open(typeof version === 'string' ? version : undefined);
  }

  async #record(event: RecordEvent): Promise<void> {
    const { list, value, index } = event;
    const kind = list ?? kindOf(value);
    this.records[kind] += 1;
    for (const lost of await this.#sink.record({ kind, value, index })) this.#told.lost(lost, event);
  }

  async #end({ skeleton, parsed, locate }: EndEvent): Promise<void> {
    await this.#open(undefined);
    await this.#sink.close(skeleton);
    // Of a file that could not be read to its end nothing more is known.
    const lost = parsed ? lostAround(skeleton, this.#form, this.#model) : [];
    for (const one of lost) this.#told.lost(one, { locate: (pointer) => locate(pointer, 'key') });
  }
}
