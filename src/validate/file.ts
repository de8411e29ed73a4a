import type { Finding, Position, RecordKind, Severity } from '../finding.ts';
import { findingOf } from '../messages.ts';
import {
  kindOf,
  NEED_BYTES,
  recordRef,
  type EndEvent,
  type LayoutEvent,
  type ReadEvent,
  type RecordEvent,
  type UnreadableRecordEvent,
} from '../read/record.ts';
import { LABEL } from './detect.ts';
import { toFindings } from './errors.ts';
import { FileRules, type RulesToRun } from './file-rules.ts';
import { ListVerdicts } from './lists.ts';
import { child, valueAt } from '../model/pointer.ts';
import type { FileVerdict, LocalFinding, RecordCounts, SchemaError, Version } from './types.ts';

type Step = Finding | typeof NEED_BYTES;
type Locate = (pointer: string, part?: 'value' | 'key') => Position | undefined;

/** Findings of the reader that tell what stands where `marches` and its lists are expected. */
const SHAPES = new Set(['structure.bare-list', 'structure.single-record', 'structure.wrapper']);

/**
 * Judges a file as its records come: gives each finding in the order of the file and, at the end, the verdict.
 * Asks for bytes by passing `NEED_BYTES` on. Keeps no record: memory does not grow with the file (but for the fingerprints,
 * some 30 bytes a record, of what the version or the rules ask to be unique).
 */
export function* checkFile(
  events: Iterable<ReadEvent | typeof NEED_BYTES>,
  version: Version,
  rules?: RulesToRun,
): Generator<Step, FileVerdict> {
  const state = new FileCheck(version, rules);
  for (const event of events) {
    if (event === NEED_BYTES) yield event;
    else yield* state.take(event);
  }
  return state.verdict();
}

class FileCheck {
  readonly #version: Version;
  readonly #lists: ListVerdicts;
  readonly #rules: FileRules | undefined;
  readonly #records: RecordCounts = { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 };
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  #strangeRoot = false;
  #flagged: string | undefined;
  #parsed = false;
  #schemaVerdict: boolean | null = null;

  constructor(version: Version, rules: RulesToRun | undefined) {
    this.#version = version;
    this.#rules = rules && new FileRules(rules);
    this.#lists = new ListVerdicts(version);
  }

  verdict(): FileVerdict {
    return {
      parsed: this.#parsed,
      schemaVerdict: this.#schemaVerdict,
      records: this.#records,
      counts: this.#counts,
      rules: this.#rules?.verdict(this.#parsed) ?? null,
    };
  }

  *take(event: ReadEvent): Generator<Finding> {
    if (event.type === 'finding') yield this.#fromReader(event.finding);
    else if (event.type === 'layout') yield* this.#layout(event);
    else if (event.type === 'record') yield* this.#record(event);
    else if (event.type === 'unreadable') this.#unreadable(event);
    else yield* this.#end(event);
  }

  *#record(event: RecordEvent): Generator<Finding> {
    const kind = event.list ?? kindOf(event.value);
    const check = this.#version.validators[kind];
    const valid = check(event.value);
    const errors = valid ? [] : (check.errors ?? []);
    const local = valid ? [] : toFindings(errors, event.value);
    const broken = this.#rules?.record(event, kind, valid, local) ?? [];
    const twin = this.#lists.judge(event, kind, valid);
    if (twin !== undefined) local.push({ code: 'schema.uniqueItems', path: '', params: { first: twin, value: event.value } });
    const wrong = local.length > 0 || broken.some(({ severity }) => severity === 'error');
    this.#tally(kind, valid, !wrong && !this.#isFlagged(event.path));
    if (local.length === 0 && broken.length === 0) return;
    for (const finding of placed([...local, ...broken], event.locate)) yield this.#count(ofRecord(finding, event));
  }

  #unreadable(event: UnreadableRecordEvent): void {
    const { list, path, reason } = event;
    this.#tally(list ?? 'marche', false, false);
    this.#rules?.unreadable(event);
    if (reason !== 'broken') this.#lists.unjudged(path);
  }

  /** Findings about a record come just before it: what has one is not conforming, whatever the schema says. */
  #fromReader(finding: Finding): Finding {
    if (finding.severity === 'error' && finding.record) this.#flagged = finding.path;
    if (SHAPES.has(finding.code)) this.#strangeRoot = true;
    if (finding.code === 'syntax.duplicate-key' && !finding.record) this.#lists.reopen(finding.path);
    return this.#count(finding);
  }

  #isFlagged(path: string): boolean {
    return this.#flagged === path || this.#flagged?.startsWith(`${path}/`) === true;
  }

  #tally(kind: RecordKind, valid: boolean, conforming: boolean): void {
    this.#records[kind]++;
    this.#records[valid ? 'valid' : 'invalid']++;
    if (conforming) this.#records.conforming++;
  }

  /** A flat list where this version keeps records by kind, or the reverse. Other strange roots the reader has told already. */
  *#layout({ layout, path, position }: LayoutEvent): Generator<Finding> {
    const flat = this.#version.model.lists.some((list) => list.path === '/marches');
    if ((layout !== 'flat' && layout !== 'by-kind') || (layout === 'flat') === flat) return;
    this.#strangeRoot = true;
    yield this.#count(findingOf('structure.list-of-another-version', path, {}, { position }));
  }

  *#end({ skeleton, parsed, locate }: EndEvent): Generator<Finding> {
    yield* this.#label(skeleton, locate);
    const { shell } = this.#version.validators;
    const shellValid = shell(skeleton);
    this.#parsed = parsed;
    this.#schemaVerdict = parsed ? this.#lists.whole(shellValid) : null;
    if (shellValid || !parsed) return;
    const errors = (shell.errors ?? []).filter((error) => !this.#saidBefore(error));
    for (const finding of placed(toFindings(errors, skeleton), locate)) yield this.#count({ severity: 'error', ...finding });
  }

  /** A file that says another version than the one it was checked against, because that was asked for or the label came too late. */
  *#label(skeleton: unknown, locate: Locate): Generator<Finding> {
    const { label, model } = this.#version;
    const said = valueAt(skeleton, '/version');
    if (typeof said !== 'string' || !LABEL.test(said) || said === label) return;
    yield this.#count(
      findingOf('structure.version-label', '/version', { label: said, version: model.version }, { position: locate('/version') }),
    );
  }

  /** That the root has another shape is said once, by the reader, who knows what stands there instead. */
  #saidBefore({ instancePath, params }: SchemaError): boolean {
    return this.#strangeRoot && (instancePath === '/marches' || params['missingProperty'] === 'marches');
  }

  #count(finding: Finding): Finding {
    this.#counts[finding.severity]++;
    return finding;
  }
}

type Placed = LocalFinding & { position?: Position };

/** Findings with their positions, in the order of the file. */
function placed(findings: LocalFinding[], locate: Locate): Placed[] {
  return findings
    .map((finding) => ({ ...finding, ...position(placeOf(finding, locate)) }))
    .sort((a, b) => (a.position?.offset ?? 0) - (b.position?.offset ?? 0));
}

/** What is absent stands nowhere in JSON; a table may have an empty cell for it. */
function placeOf({ code, path, params }: LocalFinding, locate: Locate): Position | undefined {
  const absent = code === 'schema.required' ? locate(child(path, String(params['property']))) : undefined;
  return absent ?? locate(path, code === 'schema.additionalProperties' ? 'key' : 'value');
}

const position = (found: Position | undefined): { position?: Position } => (found ? { position: found } : {});

function ofRecord({ path, ...finding }: Placed, { path: base, list, index, value }: RecordEvent): Finding {
  return { severity: 'error', ...finding, path: base + path, record: recordRef(list, index, value) };
}
