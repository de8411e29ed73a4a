import { isBlank } from '../../../packages/base/src/blank.ts';
import { setMember } from '../../../packages/base/src/json.ts';
import { InputError, type Finding, type Position } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import { MOST_STRAYS, NEED_BYTES, type ReadEvent } from '../record.ts';
import { Decoder, type Decoded, openingOf } from './decoder.ts';
import { Inflow } from './inflow.ts';
import type { Code, Params } from '../../messages/language.ts';
import { Fault, type Limits, LIMITS } from './fault.ts';
import { type Attributes, type Listener, Parser } from './parser.ts';
import { Pieces } from './pieces.ts';
import { OpenRecord, type Place } from './record.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { publishedXsdOf } from '../../messages/published-xsd.ts';
import { BY_KIND, isBefore } from '../../model/releases.ts';
import { treesOf } from '../../model/tree.ts';
import type { Guide } from './build.ts';
import { Published } from './published.ts';
import { Written } from './written.ts';

/** Opens an XML file: the events are those of its JSON twin, with places in the XML. */
export const openXml: OpenReader = (model, lists) => {
  const feed = new Inflow();
  return { feed, events: readXml(feed, model, LIMITS, lists) };
};

/**
 * Yields the events of one XML file, in the order of the file, and NEED_BYTES where more must be fed. Without a model elements of any name
 * are read, as texts and objects. `lists` as in `OpenReader`.
 * @throws InputError when there is nothing to read: `syntax.empty`, `xml.not-xml`, `encoding.utf16`, `xml.unknown-encoding`
 */
export function* readXml(
  inflow: Inflow,
  model: Model | undefined,
  limits: Limits = LIMITS,
  lists?: ReadonlySet<string>,
): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const encoding = yield* openingOf(inflow);
  if (encoding.declared !== undefined) {
    const position = { offset: 0, line: 1, column: 1 };
    yield { type: 'finding', finding: findingOf('xml.other-encoding', '', { encoding: encoding.declared }, { position }) };
  }
  const decoder = new Decoder(inflow, encoding);
  const document = new XmlDocument(encoding.skipped, purposeOf(model), limits, lists);
  yield* readAll(inflow, decoder, document);
  const bytes = yield* drain(inflow);
  const { skeleton, isBroken } = document;
  yield {
    type: 'end',
    skeleton: isBroken ? undefined : skeleton.whole(),
    parsed: !isBroken,
    bytes,
    locate: (pointer) => skeleton.locate(pointer),
  };
}

function* readAll(inflow: Inflow, decoder: Decoder, document: XmlDocument): Generator<ReadEvent | typeof NEED_BYTES, void> {
  let hasInk = false;
  while (!document.isBroken) {
    const piece = decoder.next();
    if (piece) {
      hasInk ||= /[^ \t\r\n]/.test(piece.text);
      document.write(piece);
      yield* document.take();
    } else if (decoder.broken) document.stopAtBytes();
    else if (!inflow.finished) yield NEED_BYTES;
    else break;
  }
  if (!hasInk && !document.isBroken) throw new InputError('syntax.empty');
  document.finish();
  yield* document.take();
}

/** Skips the rest of the file, so that its size is known. */
function* drain(inflow: Inflow): Generator<typeof NEED_BYTES, number> {
  for (;;) {
    inflow.drop(inflow.size);
    if (inflow.finished) return inflow.dropped;
    yield NEED_BYTES;
  }
}

/** UTF-16 units in which the first non-blank character of a text is searched for. */
const MOST_BLANKS = 4096;

/** Turns the callbacks of the parser into the events of the file. */
class XmlDocument implements Listener {
  readonly skeleton: Skeleton;
  readonly #pieces: Pieces;
  readonly #parser: Parser;
  readonly #purpose: Purpose;
  readonly #limits: Limits;
  readonly #lists: ReadonlySet<string> | undefined;
  readonly #reported = new Set<Code>();
  #events: ReadEvent[] = [];
  #record: OpenRecord | undefined;
  /** Depth of the records: 2 in `marches`, 1 where the root is a record. */
  #recordDepth = 2;
  /** Depth of an element that is skipped with its content. */
  #passed = Infinity;
  #hasText = true;
  /** Where the root starts, while nothing stands in it. */
  #bareRoot: number | undefined;
  hasRoot = false;
  isBroken = false;

  constructor(byte: number, purpose: Purpose, limits: Limits, lists: ReadonlySet<string> | undefined) {
    this.skeleton = new Skeleton(purpose.layout === 'flat');
    this.#pieces = new Pieces(byte);
    this.#purpose = purpose;
    this.#limits = limits;
    this.#lists = lists;
    this.#parser = new Parser(this.#pieces, limits, this);
  }

  /** Parses the next piece of text. */
  write(piece: Decoded): void {
    this.#pieces.add(piece);
    this.#try(() => this.#parser.write(piece.text));
    const record = this.#record;
    if (record?.build && this.#pieces.length - record.start > this.#limits.maxRecordBytes) record.giveUp();
    this.#heed();
    if (!this.isBroken) this.#try(() => this.#parser.checkSize());
  }

  /** Ends the file. */
  finish(): void {
    if (!this.isBroken) this.#try(() => this.#parser.close());
  }

  /** Reports a byte, at the end of the text, that is not a character of the encoding. */
  stopAtBytes(): void {
    this.#break(new Fault('encoding.invalid-utf8', {}, this.#pieces.length));
  }

  /** Yields the pending events, then releases their text. */
  *take(): Generator<ReadEvent> {
    const events = this.#events;
    if (events.length > 0) {
      this.#events = [];
      yield* events;
    }
    const { mark } = this.#parser;
    this.#pieces.release(this.#record?.build ? Math.min(this.#record.start, mark) : mark);
  }

  open(name: string, start: number, attributes: Attributes, depth: number): void {
    const local = localName(name);
    this.#bareRoot = depth === 1 && name === 'marches' && Object.keys(attributes).length === 0 ? start : undefined;
    if (hasNamespace(name, attributes)) this.#sayOnce('xml.namespace', '', { name }, start);
    if (this.#record) {
      this.#record.open(local, start, depth);
      this.#record.written?.open(name, attributes);
      this.#checkAttributes(attributes);
    } else if (depth === 1) this.#openRoot(name, start, attributes);
    else if (depth === 2 && this.#passed > 2) this.#openMember(name, start, attributes);
  }

  text(text: string, start: number): void {
    if (this.#record) {
      this.#record.build?.text(text);
      this.#record.written?.text(text);
    } else if (this.#passed === Infinity && !isBlank(text)) {
      this.#bareRoot = undefined;
      const blanks = /^[ \t\r\n]*/.exec(this.#pieces.slice(start, start + MOST_BLANKS))?.[0].length ?? 0;
      this.#sayOnce('xml.text', '/marches', { element: 'marches', found: text.trim() }, start + blanks);
    }
  }

  close(depth: number, end: number): void {
    if (depth === this.#passed) this.#passed = Infinity;
    if (this.#bareRoot !== undefined && this.#purpose.isConsolidated) this.#say('xml.empty-root', '/marches', {}, this.#bareRoot);
    const record = this.#record;
    if (!record) return;
    record.build?.close();
    record.written?.close();
    if (depth > this.#recordDepth) return;
    if (this.#recordDepth === 1) this.skeleton.single(Object.keys(record.build?.value ?? {}));
    for (const event of record.events(end)) this.#events.push(event);
    this.#record = undefined;
  }

  #openRoot(full: string, start: number, attributes: Attributes): void {
    this.hasRoot = true;
    const name = localName(full);
    const { layout, hasVersion, published } = this.#purpose;
    const position = this.#pieces.position(start);
    if (name === 'marches') {
      const { version } = attributes;
      this.skeleton.begin(position, version);
      const event = { type: 'layout', layout, path: '/marches', position } as const;
      this.#events.push(version === undefined ? event : { ...event, version });
      this.#sayAttribute(strangeAttribute(attributes, 'version'), 'marches', start);
      if (version !== undefined && !hasVersion && published) {
        this.#say('xml.published-xsd-refuses', '/version', { reason: 'version-attribute', edition: published.edition }, start);
      }
      return;
    }
    this.skeleton.at('', position);
    if (isRecordKind(name)) {
      this.#recordDepth = 1;
      this.#events.push({ type: 'layout', layout: 'single-record', path: '', position });
      this.#say('structure.single-record', '', {}, start);
      this.#openRecord({ path: '', kind: name, index: 0 }, full, start, attributes);
    } else {
      this.#passed = 1;
      this.#say('xml.root', '', { name }, start);
    }
  }

  #openRecord(place: Place, name: string, start: number, attributes: Attributes): void {
    const written = this.#lists && new Written(name, attributes, this.#lists);
    this.#record = new OpenRecord(place, start, this.#purpose, this.#pieces, this.#limits, written);
    this.#checkAttributes(attributes);
  }

  #openMember(full: string, start: number, attributes: Attributes): void {
    const name = localName(full);
    if (isRecordKind(name)) {
      const place = this.skeleton.next(name);
      this.skeleton.beginList(name, () => this.#pieces.position(start));
      this.#openRecord(place, full, start, attributes);
      return;
    }
    this.#passed = 2;
    const { layout, published } = this.#purpose;
    if (layout === 'by-kind' && !this.skeleton.other(name, () => this.#pieces.position(start)))
      this.#sayOnce('structure.too-many-members', '/marches', { count: MOST_STRAYS }, start);
    if (layout === 'flat') this.#say('xml.unexpected-element', '/marches', { name, expected: 'marche' }, start);
    if (layout === 'by-kind' && published) {
      this.#say(
        'xml.published-xsd-refuses',
        `/marches/${name}`,
        { reason: 'unknown-element', edition: published.edition },
        start,
      );
    }
  }

  #checkAttributes(attributes: Attributes): void {
    const name = strangeAttribute(attributes);
    if (name !== undefined) this.#record?.build?.see('xml.attribute', { name });
  }

  #sayAttribute(name: string | undefined, element: string, start: number): void {
    if (name !== undefined) this.#say('xml.attribute', `/${element}`, { name }, start);
  }

  #say<C extends Code>(code: C, path: string, params: Params[C], at: number): void {
    this.#events.push({ type: 'finding', finding: findingOf(code, path, params, { position: this.#pieces.position(at) }) });
  }

  #sayOnce<C extends Code>(code: C, path: string, params: Params[C], at: number): void {
    if (this.#reported.has(code)) return;
    this.#reported.add(code);
    this.#say(code, path, params, at);
  }

  /** Text that is skipped is not buffered, as its length has no bound. */
  #heed(): void {
    const wanted = this.#record ? this.#record.build !== undefined : this.#passed === Infinity;
    if (wanted === this.#hasText) return;
    this.#hasText = wanted;
    if (wanted) this.#parser.heedText();
    else this.#parser.ignoreText();
  }

  #try(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#break(error);
    }
  }

  /** The last events of a file that cannot be read further. */
  #break({ code, params, at }: Fault): void {
    this.isBroken = true;
    const finding: Finding = findingOf(code, '', params as never, { position: this.#pieces.position(at) });
    if (this.#record) for (const event of this.#record.broken(finding)) this.#events.push(event);
    else this.#events.push({ type: 'finding', finding });
    this.#record = undefined;
  }
}

/** The name of an element without the prefix of its namespace. */
function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const isRecordKind = (name: string): name is RecordKind => name === 'marche' || name === 'contrat-concession';

/** True where an element stands in a namespace: no version has one. */
const hasNamespace = (name: string, attributes: Attributes): boolean => name.includes(':') || (attributes['xmlns'] ?? '') !== '';

/** Attributes that are not data: namespaces, and the location of a schema. */
const SILENT = /^xmlns(?::|$)|:(?:schemaLocation|noNamespaceSchemaLocation)$/;

/** The first attribute that should not be there. */
function strangeAttribute(attributes: Attributes, allowed?: string): string | undefined {
  for (const name in attributes) if (name !== allowed && !SILENT.test(name)) return name;
  return undefined;
}

/** The layout of the version (`unreported` without a model), and whether its root has a version. */
type Purpose = Guide & { layout: 'flat' | 'by-kind' | 'unreported'; hasVersion: boolean };

const UNKNOWN: Purpose = {
  ...{ trees: undefined, published: undefined, plural: false, isConsolidated: false },
  ...{ layout: 'unreported', hasVersion: true },
};

const kept = new WeakMap<Model, Purpose>();

/** Made once for a model. */
function purposeOf(model: Model | undefined): Purpose {
  if (model === undefined) return UNKNOWN;
  let purpose = kept.get(model);
  if (!purpose) {
    purpose = made(model);
    kept.set(model, purpose);
  }
  return purpose;
}

function made(model: Model): Purpose {
  const xsd = publishedXsdOf(model.version);
  return {
    trees: treesOf(model),
    published: xsd && new Published(xsd, model.unicodePatterns),
    plural: xsd?.plural === true,
    isConsolidated: !isBefore(model.version, BY_KIND),
    layout: model.lists.some(({ path }) => path === '/marches') ? 'flat' : 'by-kind',
    hasVersion: Object.hasOwn(model.schema.properties ?? {}, 'version'),
  };
}

/** The file without its records, as it would be in JSON, with the positions of its parts. */
class Skeleton {
  /** True where the version keeps all records in one list. */
  readonly #isFlat: boolean;
  readonly #counts = { marche: 0, 'contrat-concession': 0 };
  readonly #places = new Map<string, Position>();
  readonly #root: Record<string, unknown> = {};
  readonly #others = new Set<string>();
  #hasMarches = false;

  constructor(isFlat: boolean) {
    this.#isFlat = isFlat;
  }

  /** The root `marches`. */
  begin(position: Position, version: string | undefined): void {
    this.#hasMarches = true;
    this.at('', position);
    this.at('/marches', position);
    if (version === undefined) return;
    this.#root['version'] = version;
    this.at('/version', position);
  }

  at(pointer: string, position: Position): void {
    if (!this.#places.has(pointer)) this.#places.set(pointer, position);
  }

  locate(pointer: string): Position | undefined {
    return this.#places.get(pointer);
  }

  /** The place of the next record of a kind. */
  next(kind: RecordKind): Place {
    const { marche, 'contrat-concession': concession } = this.#counts;
    const index = this.#isFlat ? marche + concession : this.#counts[kind];
    this.#counts[kind]++;
    return { path: this.#isFlat ? `/marches/${index}` : `/marches/${kind}/${index}`, kind, index };
  }

  /** The position of the list of a kind is that of its first record. */
  beginList(kind: RecordKind, position: () => Position): void {
    if (!this.#isFlat && this.#counts[kind] === 1) this.at(`/marches/${kind}`, position());
  }

  /** An element beside the records; whether it is one of those that are kept. */
  other(name: string, position: () => Position): boolean {
    const isKnown = this.#others.has(name);
    if (!isKnown && this.#others.size >= MOST_STRAYS) return false;
    if (!isKnown) this.at(`/marches/${name}`, position());
    this.#others.add(name);
    return true;
  }

  /** A record that is the root: of its parts only the names are kept. */
  single(names: readonly string[]): void {
    for (const name of names) setMember(this.#root, name, null);
  }

  whole(): unknown {
    if (!this.#hasMarches) return this.#root;
    const { marche, 'contrat-concession': concession } = this.#counts;
    if (this.#isFlat) return { ...this.#root, marches: holes(marche + concession) };
    const lists: Record<string, unknown> = {};
    if (marche > 0) lists['marche'] = holes(marche);
    if (concession > 0) lists['contrat-concession'] = holes(concession);
    for (const name of this.#others) setMember(lists, name, null);
    return { ...this.#root, marches: lists };
  }
}

function holes(count: number): unknown[] {
  const items: unknown[] = [];
  items.length = count;
  return items;
}
