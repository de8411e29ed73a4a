/**
 * The dialect of `federation/sources/*.yaml`: reads one file into a Source and says all that is wrong with it, each at its line and column. No value of a file
 * becomes a regular expression, a path or a piece of SQL.
 */
import { isDay } from '../../../packages/base/src/days.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem } from '../../../src/governance/problem.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Messages } from '../../../src/messages/compiled/federation.types.ts';
import { nearest } from '../../../src/messages/nearest.ts';
import { unreadTexts } from '../../../src/model/source-error.ts';
import { readSource, type SourceText } from '../../../src/model/source-text.ts';
import { GUARD, PRIORITY, type PublishedForm, type Rhythm, type Source, type SourceDataset } from './source.ts';

const RHYTHMS: readonly Rhythm[] = ['daily', 'yearly', 'cumulative', 'profile'];
const FORMS: readonly PublishedForm[] = ['json', 'xml', 'csv', 'xlsx', 'ods', 'auto'];

const KEYS = {
  source: [
    ...['title', 'publisher', 'organization', 'rhythm', 'form', 'datasets', 'titles', 'priority', 'licence', 'contact'],
    ...['since', 'guard', 'accept', 'harvested', 'notices', 'found', 'notes'],
  ],
  dataset: ['id', 'title', 'rhythm', 'form', 'only', 'urls'],
  found: ['where', 'date'],
  texts: ['fr', 'en'],
} as const;

/** Characters: a source is read by people. */
export const LONGEST_FILE = 1 << 18;
const LONGEST = { line: 300, notes: 4_000, address: 2_000, pattern: 200 };
const MOST = { datasets: 2_000, urls: 2_000, patterns: 20, stars: 8, sums: 1_000, found: 50 };

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_NAME = 100;
const FILE_NAME = /^(.+)\.yaml$/;
const OBJECT_ID = /^[0-9a-f]{24}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const LICENCE = /^[a-z0-9][a-z0-9.-]{0,59}$/i;
const EMAIL = /^[\w.+-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,5}$/i;

/** What a file says, and where: `at` gives the line and column of a JSON Pointer in it. */
export type SourceFile = { source: Source | undefined; problems: Problem[]; at(pointer: string): Problem['place'] };

/** Reads a file by its name within the folder. `source` is undefined where anything is wrong. */
export function readSourceFile(name: string, text: string): SourceFile {
  const problems: Problem[] = [];
  if (text.length > LONGEST_FILE) {
    problems.push({ file: name, ...textsOf(FEDERATION, (say) => say['catalogue.too-long']({ most: LONGEST_FILE })) });
    return { source: undefined, problems, at: () => undefined };
  }
  const read = readSource(text);
  const at = (pointer: string): Problem['place'] => placeOf(read, pointer);
  for (const error of read.errors)
    problems.push({ file: name, place: { line: error.line, column: error.column }, ...unreadTexts(error) });
  if (problems.length > 0) return { source: undefined, problems, at };
  const reader = new Reader(name, at, problems);
  const source = sourceOf(name, reader, { value: read.value, pointer: '' });
  problems.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0));
  return { source: problems.length > 0 ? undefined : source, problems, at };
}

/** The place of a value, or of the nearest one around it. */
const placeOf = (read: SourceText, pointer: string): Problem['place'] =>
  read.place(pointer) ?? (pointer === '' ? undefined : placeOf(read, pointer.slice(0, pointer.lastIndexOf('/'))));

type Value = { value: unknown; pointer: string };

function sourceOf(name: string, reader: Reader, root: Value): Source {
  const [, id = ''] = FILE_NAME.exec(name) ?? [];
  if (!NAME.test(id) || id.length > LONGEST_NAME) reader.fault('', (say) => say['catalogue.file-name']({ name }));
  const required = ['title', 'publisher', 'licence', 'found', ...(isKnownByTitles(root.value) ? [] : ['datasets'])];
  const of = reader.members(root, KEYS.source, required);
  const harvested = of.has('harvested') ? reader.flag(of.get('harvested')) : true;
  const usual = {
    rhythm: reader.choice(of.get('rhythm'), RHYTHMS),
    form: reader.choice(of.get('form'), FORMS),
    // What harvests nothing needs neither.
    isSaid: (key: 'rhythm' | 'form') => of.has(key) || !harvested,
  };
  const titles = of.has('titles') ? reader.patterns(of.get('titles')) : undefined;
  if (harvested && of.has('titles')) reader.fault('/titles', (say) => say['catalogue.titles']());
  if (!harvested && !of.has('notes')) reader.fault('/harvested', (say) => say['catalogue.no-reason']());
  const organization = reader.text(of.get('organization'), LONGEST.line);
  if (organization !== undefined && !OBJECT_ID.test(organization))
    reader.fault('/organization', (say) => say['catalogue.organization']({ id: organization }));
  const licence = reader.text(of.get('licence'), LONGEST.line);
  if (licence !== undefined && !LICENCE.test(licence))
    reader.fault('/licence', (say) => say['catalogue.licence']({ id: licence }));
  const contact = reader.text(of.get('contact'), LONGEST.line);
  if (contact !== undefined && !EMAIL.test(contact) && addressOf(contact) === undefined)
    reader.fault('/contact', (say) => say['catalogue.contact']({ contact }));
  const since = reader.day(of.get('since'));
  const notes = of.has('notes') ? reader.texts(of.get('notes'), LONGEST.notes) : undefined;
  return {
    id,
    title: reader.texts(of.get('title'), LONGEST.line),
    publisher: reader.text(of.get('publisher'), LONGEST.line) ?? '',
    ...(organization !== undefined && { organization }),
    datasets: datasetsOf(reader, of.get('datasets'), usual),
    ...(titles && { titles }),
    priority: reader.number(of.get('priority'), { least: 0, most: 100, isInteger: true }) ?? PRIORITY,
    licence: licence ?? '',
    ...(contact !== undefined && { contact }),
    ...(since !== undefined && { since }),
    guard: reader.number(of.get('guard'), { least: 0, most: 1, isInteger: false }) ?? GUARD,
    accept: reader.list(of.get('accept'), 0, MOST.sums).flatMap((sum) => reader.sum(sum) ?? []),
    harvested,
    ...(of.has('notices') && !reader.flag(of.get('notices')) && { notices: false }),
    found: reader.list(of.get('found'), 1, MOST.found).map((item) => {
      const found = reader.members(item, KEYS.found, KEYS.found);
      return { where: reader.text(found.get('where'), LONGEST.line) ?? '', date: reader.day(found.get('date')) ?? '' };
    }),
    ...(notes && { notes }),
  };
}

/** Outputs of a consolidation may be known by their titles alone. */
const isKnownByTitles = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'titles' in value && 'harvested' in value && value.harvested === false;

/** `usual`: what the source says once for all its datasets. */
function datasetsOf(
  reader: Reader,
  list: Value | undefined,
  usual: { rhythm: Rhythm | undefined; form: PublishedForm | undefined; isSaid: (key: 'rhythm' | 'form') => boolean },
): SourceDataset[] {
  const seen = new Set<string>();
  return reader.list(list, 1, MOST.datasets).map((item) => {
    const of = reader.members(item, KEYS.dataset, ['id']);
    const id = reader.text(of.get('id'), LONGEST.line) ?? '';
    if (id !== '' && (!NAME.test(id) || id.length > LONGEST.pattern))
      reader.fault(child(item.pointer, 'id'), (say) => say['catalogue.dataset-id']({ id }));
    if (id !== '' && seen.has(id)) reader.fault(child(item.pointer, 'id'), (say) => say['catalogue.dataset-twice']({ id }));
    seen.add(id);
    const rhythm = reader.choice(of.get('rhythm'), RHYTHMS) ?? usual.rhythm;
    const form = reader.choice(of.get('form'), FORMS) ?? usual.form;
    for (const key of ['rhythm', 'form'] as const) if (!of.has(key) && !usual.isSaid(key)) reader.missing(item.pointer, key);
    const title = reader.text(of.get('title'), LONGEST.line);
    const only = of.has('only') ? reader.patterns(of.get('only')) : undefined;
    const urls = of.has('urls')
      ? reader.list(of.get('urls'), 1, MOST.urls).flatMap((address) => reader.address(address) ?? [])
      : undefined;
    return {
      id,
      ...(title !== undefined && { title }),
      rhythm: rhythm ?? 'daily',
      form: form ?? 'auto',
      ...(only && { only }),
      ...(urls && { urls }),
    };
  });
}

/** An address over https, or over http on this machine, for trials; without the name or password of a user. */
function addressOf(text: string): URL | undefined {
  const url = text.length <= LONGEST.address && URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  return isSafe && url.username === '' && url.password === '' && url.hash === '' ? url : undefined;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Reads values of a file, and notes what is wrong with them. What is absent is undefined, and only wrong where it is required. */
class Reader {
  readonly #file: string;
  readonly #at: (pointer: string) => Problem['place'];
  readonly #problems: Problem[];

  constructor(file: string, at: (pointer: string) => Problem['place'], problems: Problem[]) {
    this.#file = file;
    this.#at = at;
    this.#problems = problems;
  }

  /** A sentence begins with the place, unless it is about the file. */
  fault(pointer: string, say: (words: Messages) => string): void {
    const said: Texts = textsOf(FEDERATION, say);
    this.#problems.push({
      file: this.#file,
      place: this.#at(pointer),
      ...textsOf(FEDERATION, (words) => words['catalogue.at']({ pointer, said })),
    });
  }

  missing(pointer: string, name: string): void {
    this.fault(pointer, (say) => say['catalogue.missing']({ name }));
  }

  /** The members of an object by name: those that may be there, and those that must. */
  members(at: Value, known: readonly string[], required: readonly string[]): ReadonlyMap<string, Value> {
    const { value, pointer } = at;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(pointer, (say) => say['catalogue.object']({ value }));
      return new Map();
    }
    const names = Object.keys(value);
    const meant = new Set<string>();
    for (const name of names.filter((it) => !known.includes(it))) {
      const free = known.filter((it) => !names.includes(it));
      const [near] = nearest(name, free, 1);
      if (near !== undefined) meant.add(near);
      this.fault(child(pointer, name), (say) => say['catalogue.unknown']({ name, near, known }));
    }
    // A misspelt key and the absence of the right one are one fault.
    for (const name of required) if (!names.includes(name) && !meant.has(name)) this.missing(pointer, name);
    const members = Object.entries(value as Record<string, unknown>);
    return new Map(members.map(([name, inner]) => [name, { value: inner, pointer: child(pointer, name) }]));
  }

  list(at: Value | undefined, least: number, most: number): Value[] {
    if (at === undefined) return [];
    const { value, pointer } = at;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      this.fault(pointer, (say) => say['catalogue.list']({ least, most, value }));
      return [];
    }
    return value.map((inner: unknown, index) => ({ value: inner, pointer: child(pointer, String(index)) }));
  }

  text(at: Value | undefined, longest: number): string | undefined {
    if (at === undefined) return undefined;
    const { value, pointer } = at;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longest && !CONTROL.test(value)) return value;
    this.fault(pointer, (say) =>
      // Digits and an `e` are a number in YAML, and so may an id be.
      say['catalogue.text']({ most: longest, isNumber: typeof value === 'number', value }),
    );
    return undefined;
  }

  texts(at: Value | undefined, longest: number): Texts {
    if (at === undefined) return { fr: '', en: '' };
    const of = this.members(at, KEYS.texts, KEYS.texts);
    return { fr: this.text(of.get('fr'), longest) ?? '', en: this.text(of.get('en'), longest) ?? '' };
  }

  flag(at: Value | undefined): boolean {
    if (typeof at?.value === 'boolean') return at.value;
    this.fault(at?.pointer ?? '', (say) => say['catalogue.flag']({ value: at?.value }));
    return true;
  }

  number(
    at: Value | undefined,
    { least, most, isInteger }: { least: number; most: number; isInteger: boolean },
  ): number | undefined {
    if (at === undefined) return undefined;
    const { value, pointer } = at;
    if (typeof value === 'number' && value >= least && value <= most && (!isInteger || Number.isInteger(value))) return value;
    this.fault(pointer, (say) => say['catalogue.number']({ least, most, isInteger, value }));
    return undefined;
  }

  choice<T extends string>(at: Value | undefined, among: readonly T[]): T | undefined {
    if (at === undefined) return undefined;
    const { value, pointer } = at;
    const chosen = among.find((one) => one === value);
    if (chosen !== undefined) return chosen;
    const [near] = typeof value === 'string' ? nearest(value, among, 1) : [];
    this.fault(pointer, (say) => say['catalogue.choice']({ among, near, value }));
    return undefined;
  }

  day(at: Value | undefined): string | undefined {
    if (at === undefined) return undefined;
    const { value, pointer } = at;
    if (typeof value === 'string' && isDay(value)) return value;
    this.fault(pointer, (say) => say['catalogue.day']({ value }));
    return undefined;
  }

  sum({ value, pointer }: Value): string | undefined {
    if (typeof value === 'string' && SHA256.test(value)) return value;
    this.fault(pointer, (say) => say['catalogue.sum']({ value }));
    return undefined;
  }

  address({ value, pointer }: Value): string | undefined {
    const url = typeof value === 'string' ? addressOf(value) : undefined;
    if (url) return url.href;
    this.fault(pointer, (say) => say['catalogue.address']({ most: LONGEST.address, value }));
    return undefined;
  }

  /** Texts in which `*` stands for any signs. */
  patterns(at: Value | undefined): string[] {
    return this.list(at, 1, MOST.patterns).flatMap((item) => {
      const { value, pointer } = item;
      const isPattern = typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST.pattern;
      if (isPattern && !CONTROL.test(value) && value.split('*').length <= MOST.stars + 1) return [value];
      this.fault(pointer, (say) => say['catalogue.pattern']({ most: LONGEST.pattern, stars: MOST.stars, value }));
      return [];
    });
  }
}

/** Characters that no text of a source needs: they could control a terminal. Line ends are allowed in notes. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
