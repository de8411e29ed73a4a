/** A finding as JSON text, piece by piece: what many findings have in common is written once. Says the same as `findingEntry`. */
import type { Finding, Position, RecordRef } from '../finding.ts';
import type { Described } from '../messages.ts';
import { memoOf } from '../messages/memo.ts';
import { jsonOfText } from '../../packages/base/src/visible.ts';
import { boundedJson, short } from './bounded.ts';
import { toJson } from './entry.ts';

/** The members of a finding and the brace that closes it. */
export function findingMembers({ code, severity, path, record, position, params }: Finding, message: Described): string {
  return (
    `"code":${jsonOfText(code)},"severity":"${severity}","path":${jsonOfText(path)}` +
    (record ? recordJson(record) : '') +
    (position ? positionJson(position) : '') +
    tail(message, params)
  );
}

const recordJson = ({ kind, index, id, buyer }: RecordRef): string =>
  `,"record":{"kind":"${kind}","index":${String(index)}` +
  (id === undefined ? '' : `,"id":${jsonOfText(short(id))}`) +
  (buyer === undefined ? '}' : `,"buyer":${jsonOfText(short(buyer))}}`);

const positionJson = (position: Position): string =>
  position.cell
    ? `,"position":${toJson(position)}`
    : `,"position":{"offset":${String(position.offset)},"line":${String(position.line)},"column":${String(position.column)}}`;

const sharedTails = new WeakMap<Described, string>();

/** The message and the params, written once where they are shared. */
function tail(message: Described, params: Finding['params']): string {
  if (message.shared !== true) return writeTail(message, params);
  let text = sharedTails.get(message);
  if (text === undefined) sharedTails.set(message, (text = writeTail(message, params)));
  return text;
}

/** Joined, and not added: what `+` makes is a tree of its parts, which would be walked for each finding that shares it. */
const writeTail = ({ text }: Described, params: Finding['params']): string =>
  [',"message":', jsonOfText(text), ',"params":', paramsJson(params), '}'].join('');

/** The lists of a schema (codes, types) come again with each finding; no other value does. */
const SHARED = new Set(['allowed', 'expected']);

const sharedJson = memoOf((list: object) => boundedJson(list));

function paramsJson(params: Finding['params']): string {
  let members = '';
  for (const name of Object.keys(params)) {
    const value = params[name];
    const isShared = SHARED.has(name) && typeof value === 'object' && value !== null;
    const json = isShared ? sharedJson(value) : boundedJson(value);
    if (json !== undefined) members += `${members === '' ? '' : ','}${jsonOfText(name)}:${json}`;
  }
  return `{${members}}`;
}
