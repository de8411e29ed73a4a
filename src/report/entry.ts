/** The JSON form of findings and summaries: the same keys in `json` and `ndjson`. */
import type { Finding, RecordRef, Position } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { joinedText, type TextParts } from '../../packages/base/src/text-parts.ts';
import type { Described } from '../messages/types.ts';
import { safeJson, insideOfJson, jsonOfText } from '../../packages/base/src/visible.ts';
import { REPORT } from '../messages/compiled/report.ts';
import type { FileSummary } from './types.ts';
import { memo, memoOf } from '../messages/memo.ts';

export type FindingEntry = Finding & { message: string };

export function findingEntry(finding: Finding, { text }: Described): FindingEntry {
  const { code, severity, review, path, record, position, params } = finding;
  return {
    code,
    severity,
    ...(review && { review }),
    path,
    ...(record && { record: boundedRecord(record) }),
    ...(position && { position }),
    message: text,
    params: boundedParams(params),
  };
}

/** The summary of a file without its name and findings, which are written before it. */
export function summaryEntry(summary: FileSummary, lang: Lang, truncated: boolean): Record<string, unknown> {
  const { format, version, versionDetected, versionReason, proposal, sha256, rules } = summary;
  const { schemaVerdict, verdict, records, counts, toReview } = summary;
  const reason = versionReason === null ? null : REPORT[lang]['version-reason'](versionReason);
  return {
    ...{ sha256, format, version, versionDetected, versionReason: reason },
    ...(proposal && { proposal }),
    ...{ schemaVerdict, verdict, records, counts, toReview },
    rules: rules ?? null,
    truncated,
  };
}

/** Serialises a value without characters that a terminal would interpret. */
export const toJson = (value: unknown): string => safeJson(JSON.stringify(value));

// Values from the data are shortened, since half a million findings may be printed.

/** Maximum number of characters of JSON printed in full; longer than any codelist of the standard. */
const LARGEST = 4000;
const KEPT = 500;

/** Returns the params with very long values replaced by the first characters of their JSON and `…`. */
function boundedParams(params: Record<string, unknown>): Record<string, unknown> {
  const bounded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    bounded[name] = size(value) > LARGEST ? `${start(value)}…` : value;
  }
  return bounded;
}

/** Serialises a param, safe for terminals and shortened in the same way. Undefined if JSON cannot represent it. */
function boundedJson(value: unknown): string | undefined {
  if (typeof value === 'string') return jsonOfText(value.length > LARGEST ? `${value.slice(0, KEPT)}…` : value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined || typeof value !== 'object') return json;
  return json.length > LARGEST ? jsonOfText(`${json.slice(0, KEPT)}…`) : safeJson(json);
}

function start(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, KEPT) : JSON.stringify(value).slice(0, KEPT);
}

/** Shortens the identifiers of a record. */
function boundedRecord(record: RecordRef): RecordRef {
  const { kind, index, id, buyer } = record;
  return { kind, index, ...(id !== undefined && { id: short(id) }), ...(buyer !== undefined && { buyer: short(buyer) }) };
}

/** Shortens an identifier to `KEPT` characters. */
const short = (text: string): string => (text.length > KEPT ? `${text.slice(0, KEPT)}…` : text);

/** Length of the JSON of a value, without serialising texts and numbers. */
function size(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 0;
}

// Serialises findings piece by piece, reusing what many have in common. Produces the same JSON as `findingEntry`.

/** The members of a finding and the closing brace. */
export const findingMembers = (finding: Finding, message: Described): string =>
  placeMembers(finding) + tail(message, finding.params);

/** The members before the message. */
const placeMembers = ({ code, severity, review, path, record, position }: Finding): string =>
  `"code":${codeJson(code)},"severity":"${severity}"${review ? ',"review":true' : ''},"path":${jsonOfText(path)}` +
  (record ? recordJson(record) : '') +
  (position ? positionJson(position) : '');

/** `findingMembers` between two texts, in parts: what messages of one template have in common is one list of pieces. */
export function findingParts(before: string, after: string): (finding: Finding, message: Described) => TextParts | string {
  const piecesOf = memoOf((pieces: readonly string[]) => {
    const inner = [...piecesJson(pieces)];
    inner[0] = `,"message":"${inner[0] as string}`;
    inner.push(`${inner.pop() as string}","params":`);
    return [before, ...inner, `}${after}`];
  });
  const shared = new WeakMap<Described, readonly string[]>();
  return (finding, message) => {
    const { parts } = message;
    if (message.shared === true) {
      let pieces = shared.get(message);
      if (!pieces) shared.set(message, (pieces = [before, writeTail(message, finding.params) + after]));
      return { pieces, values: [placeMembers(finding)] };
    }
    if (!parts) return before + findingMembers(finding, message) + after;
    const values = [placeMembers(finding)];
    for (const value of parts.values) values.push(insideOfJson(value));
    values.push(paramsJson(finding.params));
    return { pieces: piecesOf(parts.pieces), values };
  };
}

/** Codes and names of params, which are few. */
const codeJson = memo(jsonOfText);
const keyJson = memo((name) => `${jsonOfText(name)}:`);

/** The findings of a record share its reference, and come one after the other. */
let last: { record: RecordRef; json: string } | undefined;

function recordJson(record: RecordRef): string {
  if (last?.record === record) return last.json;
  const { kind, index, id, buyer } = record;
  const json =
    `,"record":{"kind":"${kind}","index":${String(index)}` +
    (id === undefined ? '' : `,"id":${jsonOfText(short(id))}`) +
    (buyer === undefined ? '}' : `,"buyer":${jsonOfText(short(buyer))}}`);
  last = { record, json };
  return json;
}

const positionJson = (position: Position): string =>
  position.cell
    ? `,"position":${toJson(position)}`
    : `,"position":{"offset":${String(position.offset)},"line":${String(position.line)},"column":${String(position.column)}}`;

const sharedTails = new WeakMap<Described, string>();

/** The message and the params, serialised only once if they are shared. */
function tail(message: Described, params: Finding['params']): string {
  if (message.shared !== true) return writeTail(message, params);
  let text = sharedTails.get(message);
  // Without `join` it would be a rope, which is traversed again for each finding that shares it.
  if (text === undefined) sharedTails.set(message, (text = [writeTail(message, params)].join('')));
  return text;
}

const writeTail = ({ text, parts }: Described, params: Finding['params']): string =>
  `,"message":${parts ? partsJson(parts) : jsonOfText(text)},"params":${paramsJson(params)}}`;

const piecesJson = memoOf((pieces: readonly string[]) => pieces.map(insideOfJson));

/** The text of which these are the parts: what is the same in many messages is serialised once. */
const partsJson = ({ pieces, values }: TextParts): string =>
  `"${joinedText({ pieces: piecesJson(pieces), values: values.map(insideOfJson) })}"`;

/** Arrays that are part of the schema (codes, types), hence the same object in every finding. */
const SHARED = new Set(['allowed', 'expected']);

const sharedJson = memoOf((list: object) => boundedJson(list));

function paramsJson(params: Finding['params']): string {
  let members = '{';
  // Params have no prototype but that of all objects: a loop over their names is faster than a list of these.
  for (const name in params) {
    const value = params[name];
    const isShared = typeof value === 'object' && value !== null && SHARED.has(name);
    const json = isShared ? sharedJson(value) : boundedJson(value);
    if (json !== undefined) members += (members === '{' ? '' : ',') + keyJson(name) + json;
  }
  return `${members}}`;
}
