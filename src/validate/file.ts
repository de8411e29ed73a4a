import { type Finding, NoProgress, type RecordRef, type Severity, type Position } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import { findingOf } from '../messages/finding-of.ts';
import {
  kindOf,
  isWait,
  type NEED_BYTES,
  type SuspectEvent,
  type EndEvent,
  type FastEvent,
  type LayoutEvent,
  type ReadEvent,
  type PassedEvent,
  type RecordEvent,
  type TakenEvent,
  type UnreadableRecordEvent,
  recordRef,
  type SuspectMember,
  type Wait,
} from '../read/record.ts';
import { LABEL } from './detect.ts';
import { toFindings } from './errors.ts';
import { FileRules, nothingPassed, type RulesToRun } from './file-rules.ts';
import { accepts } from './interpret.ts';
import { alreadyLoaded, checksOf, membersOf, NEED_CHECKS, NEED_MEMBERS, type Need, loadedOf } from './on-call.ts';
import { valueAt, child } from '../../packages/base/src/pointer.ts';
import type {
  CountFindings,
  FileVerdict,
  RecordCounts,
  SchemaError,
  Version,
  VersionOnCall,
  LocalFinding,
  Validator,
  MemberChecks,
} from './types.ts';
import type { RecordList } from '../model/types.ts';
import { FingerprintMap } from './hash.ts';
import { hashValue } from './hash-value.ts';

/** Findings of the reader about a root of another structure than `marches` and its lists. */
const ROOT_FINDINGS = new Set(['structure.bare-list', 'structure.single-record', 'structure.wrapper']);

/**
 * Checks a file as its records come: yields the findings in the order of the file, and returns the verdict. Passes on what must be waited for. Keeps no
 * record: memory does not grow with the file, except for the fingerprints of values that must be unique (some 23 bytes a record for each rule on the whole file).
 */
export function* checkFile<W extends Wait = typeof NEED_BYTES>(
  events: Iterable<ReadEvent | FastEvent | W>,
  version: Version,
  rules?: RulesToRun,
  count?: CountFindings,
): Generator<Finding | W, FileVerdict> {
  const steps = checkOnCall(events, alreadyLoaded(version), rules && new FileRules(rules, count), { count });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value !== NEED_CHECKS && step.value !== NEED_MEMBERS) yield step.value;
  }
}

/** The same with a version loaded on demand: on each `Need`, the caller loads that part before the next step. Most files need none. */
export function* checkOnCall<W extends Wait = typeof NEED_BYTES>(
  events: Iterable<ReadEvent | FastEvent | W>,
  version: VersionOnCall,
  rules?: FileRules,
  counting: Counting = {},
): Generator<Finding | W | Need, FileVerdict> {
  const state = new FileCheck(version, rules, counting);
  for (const event of events) {
    if (isWait(event)) {
      yield event;
      continue;
    }
    yield* state.take(event);
  }
  return state.verdict();
}

/** `count`: where the report does not show all findings; `counted`: what has counted those of the records that the fast path took. */
type Counting = { count?: CountFindings | undefined; counted?: Pick<FileRules, 'passed'> | undefined };

type Steps = Generator<Finding | Need, void>;

class FileCheck {
  readonly #version: VersionOnCall;
  readonly #lists: ListVerdicts;
  readonly #rules: FileRules | undefined;
  readonly #onlyCount: CountFindings | undefined;
  readonly #counted: Counting['counted'];
  #members: MemberFindings | undefined;
  readonly #records: RecordCounts = { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 };
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  #toReview = 0;
  #isRootReported = false;
  #flagged: string | undefined;
  /** Paths of the cells of the record at hand of which the reader has said what a spreadsheet did to their value, and how grave that is. */
  readonly #spoilt = new Map<string, Severity>();
  #parsed = false;
  #schemaVerdict: boolean | null = null;

  constructor(version: VersionOnCall, rules: FileRules | undefined, { count, counted = rules }: Counting) {
    this.#version = version;
    this.#rules = rules;
    this.#onlyCount = count;
    this.#counted = counted;
    this.#lists = new ListVerdicts(version);
  }

  verdict(): FileVerdict {
    return {
      parsed: this.#parsed,
      schemaVerdict: this.#schemaVerdict,
      records: this.#records,
      counts: this.#counts,
      toReview: this.#toReview,
      rules: this.#rules?.verdict(this.#parsed) ?? null,
    };
  }

  take(event: ReadEvent | FastEvent): Iterable<Finding | Need> {
    switch (event.type) {
      case 'finding':
        return [this.#fromReader(event.finding)];
      case 'layout':
        return this.#layout(event);
      case 'record':
        return this.#record(event);
      case 'taken':
        return this.#taken(event);
      case 'unreadable':
        this.#unreadable(event);
        return [];
      case 'end':
        return this.#end(event);
    }
  }

  *#record(event: RecordEvent): Steps {
    const kind = event.list ?? kindOf(event.value);
    const check = (yield* checksOf(this.#version)).validators[kind];
    const valid = check(event.value);
    const errors = valid ? [] : (check.errors ?? []);
    const local = valid ? [] : toFindings(errors, event.value);
    const found = this.#rules?.record(event, kind, valid, local, check) ?? [];
    const broken = this.#unspoilt(found, event.path);
    const twin = this.#lists.judge(event, kind, valid);
    if (twin !== undefined) local.push({ code: 'schema.uniqueItems', path: '', params: { first: twin, value: event.value } });
    const wrong = local.length > 0 || broken.some(({ severity }) => severity === 'error');
    this.#tally(kind, valid, !wrong && !this.#isFlagged(event.path));
    if (local.length === 0 && broken.length === 0) return;
    const findings = [...local, ...broken].filter((finding) => !event.isTold?.(finding));
    if (this.#isCounted(findings, event.path, { kind, index: event.index })) return;
    for (const finding of placedInRecord(findings, event)) yield this.#count(finding);
  }

  /** Leaves out what rules find of a value that a spreadsheet has spoilt, since the reader has reported the cause. An error stays unless the reader has reported one, too. */
  #unspoilt(broken: LocalFinding[], path: string): LocalFinding[] {
    if (this.#spoilt.size === 0) return broken;
    const left = broken.filter((finding) => {
      const said = finding.path === '' ? undefined : this.#spoilt.get(path + finding.path);
      return said === undefined || (finding.severity === 'error' && said !== 'error');
    });
    this.#spoilt.clear();
    return left;
  }

  /** Counts findings of a record that the report does not show: where they are in the file need not be known. */
  #isCounted(findings: readonly LocalFinding[], path: string, record: RecordRef): boolean {
    if (!this.#onlyCount) return false;
    const found = findings.map((finding) => ({ ...findingAt(finding, path, undefined), record }));
    if (!this.#onlyCount(record.index, found)) return false;
    for (const finding of found) this.#count(finding);
    return true;
  }

  *#taken({ next }: TakenEvent): Steps {
    for (let records = next(); records; records = next())
      if (records.type === 'passed') this.#passed(records);
      else {
        this.#members ??= new MemberFindings(yield* membersOf(this.#version));
        yield* this.#suspect(records, this.#members);
      }
  }

  /** Counts records that the fast path has found valid, or whose findings the rules have counted. */
  #passed({ path, list, index, count }: PassedEvent): void {
    if (count === 0) throw new NoProgress(`no record of ${list} passes, from index ${index}`);
    const { invalid, wrong, findings, toReview } = this.#counted?.passed() ?? nothingPassed();
    this.#records[list] += count;
    this.#records.valid += count - invalid;
    this.#records.invalid += invalid;
    this.#records.conforming += count - wrong;
    if (invalid > 0) this.#lists.refuse(path);
    this.#counts.error += findings.error;
    this.#counts.warning += findings.warning;
    this.#counts.info += findings.info;
    this.#toReview += toReview;
  }

  /** Checks only the suspect members of a record. */
  #suspect(event: SuspectEvent, members: MemberFindings): Finding[] {
    const { path, list, index, suspect, locate } = event;
    const local = members.findings(event);
    const valid = local.length === 0;
    const broken = this.#rules?.suspect(event, local) ?? [];
    this.#tally(list, valid, valid && !broken.some(({ severity }) => severity === 'error'));
    if (!valid) this.#lists.refuse(path);
    for (const finding of broken) local.push(finding);
    if (local.length === 0 || this.#isCounted(local, path, { kind: list, index })) return [];
    const findings = placedInRecord(local, { path, list, index, value: suspect.value, locate });
    for (const finding of findings) this.#count(finding);
    return findings;
  }

  #unreadable(event: UnreadableRecordEvent): void {
    const { list, path, reason } = event;
    this.#tally(list ?? 'marche', false, false);
    this.#rules?.unreadable(event);
    if (reason !== 'broken') this.#lists.unjudged(path);
  }

  /** Findings of the reader about a record come right before it: a record with an error is not conforming, whatever its schema verdict. */
  #fromReader(finding: Finding): Finding {
    if (finding.severity === 'error' && finding.record) this.#flagged = finding.path;
    if (finding.position?.cell && finding.record && (finding.severity === 'error' || finding.review))
      this.#spoilt.set(finding.path, finding.severity);
    if (ROOT_FINDINGS.has(finding.code)) this.#isRootReported = true;
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

  /** Reports a flat list where this version has its records by kind, or the reverse. The reader has reported any other structure. */
  *#layout({ layout, path, position }: LayoutEvent): Steps {
    const flat = this.#version.versionSummary.lists.some((list) => list.path === '/marches');
    if ((layout !== 'flat' && layout !== 'by-kind') || (layout === 'flat') === flat) return;
    this.#isRootReported = true;
    yield this.#count(findingOf('structure.list-of-another-version', path, {}, { position }));
  }

  *#end({ skeleton, parsed, locate }: EndEvent): Steps {
    yield* this.#label(skeleton, locate);
    const shellValid = this.#acceptsShell(skeleton);
    this.#parsed = parsed;
    this.#schemaVerdict = parsed ? this.#lists.whole(shellValid) : null;
    if (shellValid || !parsed) return;
    const { shell } = (yield* checksOf(this.#version)).validators;
    shell(skeleton);
    const errors = (shell.errors ?? []).filter((error) => !this.#isReported(error));
    for (const finding of placed(toFindings(errors, skeleton), locate)) yield this.#count(finding);
  }

  #acceptsShell(skeleton: unknown): boolean {
    const { shell, unicodePatterns } = this.#version.versionSummary;
    return accepts(shell, shell, skeleton, { unicodePatterns });
  }

  /** Reports a file that declares another version than the one applied, which was asked for or detected before the declaration. */
  *#label(skeleton: unknown, locate: Locate): Generator<Finding> {
    const { label, version } = this.#version.versionSummary;
    const declared = valueAt(skeleton, '/version');
    if (typeof declared !== 'string' || !LABEL.test(declared) || declared === label) return;
    yield this.#count(
      findingOf('structure.version-label', '/version', { label: declared, version }, { position: locate('/version') }),
    );
  }

  /** Whether a finding about the structure of the root, more precise than this error, has been given already. */
  #isReported({ instancePath, params }: SchemaError): boolean {
    return this.#isRootReported && (instancePath === '/marches' || params['missingProperty'] === 'marches');
  }

  #count(finding: Finding): Finding {
    this.#counts[finding.severity]++;
    if (finding.review) this.#toReview++;
    return finding;
  }
}

type Locate = (pointer: string, part?: 'value' | 'key') => Position | undefined;

/** Findings of the file as a whole with their positions, in the order of the file. */
function placed(findings: readonly LocalFinding[], locate: Locate): Finding[] {
  return inOrder(findings.map((finding) => findingAt(finding, '', placeOf(finding, locate))));
}

/** What identifies and locates a record. */
type Placing = Pick<RecordEvent, 'path' | 'list' | 'index' | 'value' | 'locate'>;

/** Findings of a record with their positions and the reference of the record, which they share, in the order of the file. */
function placedInRecord(findings: readonly LocalFinding[], { path, list, index, value, locate }: Placing): Finding[] {
  const record = recordRef(list, index, value);
  const all: Finding[] = [];
  for (const finding of findings) {
    const whole = findingAt(finding, path, placeOf(finding, locate));
    whole.record = record;
    all.push(whole);
  }
  return inOrder(all);
}

function findingAt(
  { code, severity, review, path, params }: LocalFinding,
  base: string,
  position: Position | undefined,
): Finding {
  const finding: Finding = { code, severity: severity ?? 'error', path: base + path, params };
  if (review) finding.review = review;
  if (position !== undefined) finding.position = position;
  return finding;
}

const offsetOf = ({ position }: Finding): number => position?.offset ?? 0;

function inOrder(findings: Finding[]): Finding[] {
  // Most are in order, but for one or two.
  for (let i = 1; i < findings.length; i++) {
    const finding = findings[i] as Finding;
    const offset = offsetOf(finding);
    let at = i;
    for (; at > 0 && offsetOf(findings[at - 1] as Finding) > offset; at--) findings[at] = findings[at - 1] as Finding;
    findings[at] = finding;
  }
  return findings;
}

/** The position of a finding. An absent property has none in JSON, but may have an empty cell in a table; otherwise that of its object. */
function placeOf({ code, path, params }: LocalFinding, locate: Locate): Position | undefined {
  const absent = code === 'schema.required' ? locate(child(path, String(params['property']))) : undefined;
  return absent ?? locate(path, code === 'schema.additionalProperties' ? 'key' : 'value');
}

/** Keys that the schema does not have, which may be without number in a hostile file. */
const MOST_NAMES = 1000;
/** In UTF-16 units. */
const LONGEST_NAME = 400;

/** Checks suspect members, each value once: an equal value is the same object, and gets the same findings. */
class MemberFindings {
  readonly #checks: MemberChecks;
  /** By name of the member. */
  readonly #absent = new Map<string, LocalFinding>();
  readonly #refused = new Map<string, LocalFinding>();
  readonly #known = new WeakMap<SuspectMember, readonly LocalFinding[]>();

  constructor(checks: MemberChecks) {
    this.#checks = checks;
  }

  /** The findings about a record, in the order in which the validator of the whole record gives them. */
  findings({ list, suspect: { suspects, missing, strays } }: SuspectEvent): LocalFinding[] {
    const findings: LocalFinding[] = [];
    for (const name of missing) findings.push(this.#lack(name));
    for (const name of strays) findings.push(this.#refusal(name));
    for (const member of suspects) for (const finding of this.#member(list, member)) findings.push(finding);
    return findings;
  }

  #lack(name: string): LocalFinding {
    let finding = this.#absent.get(name);
    if (!finding) this.#absent.set(name, (finding = absent(name)));
    return finding;
  }

  #refusal(name: string): LocalFinding {
    const known = this.#refused.get(name);
    if (known) return known;
    const finding = refused(name);
    if (this.#refused.size < MOST_NAMES && name.length <= LONGEST_NAME) this.#refused.set(name, finding);
    return finding;
  }

  #member(kind: RecordKind, member: SuspectMember): readonly LocalFinding[] {
    const known = member.kept ? this.#known.get(member) : undefined;
    if (known) return known;
    const findings = judged(this.#checks[kind][member.name], member);
    if (member.kept) this.#known.set(member, findings);
    return findings;
  }
}

function judged(check: Validator | undefined, { name, value }: SuspectMember): LocalFinding[] {
  if (!check || check(value)) return [];
  const place = child('', name);
  const errors = (check.errors ?? []).map((error) => ({ ...error, instancePath: `${place}${error.instancePath}` }));
  return toFindings(errors, { [name]: value });
}

/** The findings of these two keywords, as `toFindings` makes them of the errors of a record. */
const absent = (name: string): LocalFinding => ofRecord('required', { missingProperty: name });
const refused = (name: string): LocalFinding => ofRecord('additionalProperties', { additionalProperty: name });

function ofRecord(keyword: string, params: SchemaError['params']): LocalFinding {
  const [finding] = toFindings([{ keyword, instancePath: '', schemaPath: `#/${keyword}`, params }], undefined);
  return finding as LocalFinding;
}

type Accepted = { list: RecordList; accepted: boolean; unjudged: boolean; seen: FingerprintMap | undefined };

/** The verdict of the schema on each list of records, which the shell leaves out. */
class ListVerdicts {
  readonly #version: VersionOnCall;
  readonly #lists = new Map<string, Accepted>();

  constructor(version: VersionOnCall) {
    this.#version = version;
    for (const { path } of version.versionSummary.lists) this.#open(path);
  }

  /** Called for a duplicate key: its earlier value no longer counts, as with JSON.parse. */
  reopen(path: string): void {
    for (const list of this.#lists.keys()) if (list === path || list.startsWith(`${path}/`)) this.#open(list);
  }

  #open(path: string): void {
    const list = this.#version.versionSummary.lists.find((known) => known.path === path);
    if (list)
      this.#lists.set(path, { list, accepted: true, unjudged: false, seen: list.uniqueItems ? new FingerprintMap() : undefined });
  }

  /** Adds a record, with its verdict by the schema of its kind. Returns the pointer of an equal record before it, where items must be unique. */
  judge({ path, index, value }: RecordEvent, kind: RecordKind, valid: boolean): string | undefined {
    const state = this.#at(path);
    if (!state) return undefined;
    if (!this.#asItem(state.list, kind, value, valid)) state.accepted = false;
    const first = state.seen?.add(hashValue(value), index);
    if (first === undefined) return undefined;
    state.accepted = false;
    return `${state.list.path}/${first}`;
  }

  /** Adds a record that its schema refuses, in a list of one kind without `uniqueItems`. */
  refuse(path: string): void {
    const state = this.#at(path);
    if (state) state.accepted = false;
  }

  /** Adds a record that could not be judged: the file has no verdict then. */
  unjudged(path: string): void {
    const state = this.#at(path);
    if (state) state.unjudged = true;
  }

  /** The verdict of the whole file, given that of its shell. */
  whole(shellValid: boolean): boolean | null {
    const states = [...this.#lists.values()];
    if (!shellValid || states.some(({ accepted }) => !accepted)) return false;
    return states.some(({ unjudged }) => unjudged) ? null : true;
  }

  #at(recordPath: string): Accepted | undefined {
    return this.#lists.get(recordPath.slice(0, recordPath.lastIndexOf('/')));
  }

  /** Whether a list accepts a record. In a mixed list the schema of the other kind may accept it instead (`anyOf`), or must refuse it (`oneOf`). */
  #asItem({ kinds, union }: RecordList, kind: RecordKind, value: unknown, valid: boolean): boolean {
    if (union === undefined || (union === 'anyOf' && valid)) return valid;
    const others = kinds.filter((other) => other !== kind && loadedOf(this.#version).validators[other](value)).length;
    return union === 'anyOf' ? others > 0 : others + Number(valid) === 1;
  }
}
