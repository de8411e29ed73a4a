import type { Finding, Position } from '../finding.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { recordRef, type RecordEvent } from '../read/record.ts';
import type { LocalFinding } from './types.ts';

export type Locate = (pointer: string, part?: 'value' | 'key') => Position | undefined;

/** Findings of the file as a whole with their positions, in the order of the file. */
export function placed(findings: readonly LocalFinding[], locate: Locate): Finding[] {
  return inOrder(findings.map((finding) => findingAt(finding, '', placeOf(finding, locate))));
}

/** What tells which record it is, and where. */
type Placing = Pick<RecordEvent, 'path' | 'list' | 'index' | 'value' | 'locate'>;

/** Findings of a record with their positions and the reference of the record, which they share, in the order of the file. */
export function placedInRecord(findings: readonly LocalFinding[], { path, list, index, value, locate }: Placing): Finding[] {
  const record = recordRef(list, index, value);
  const all: Finding[] = [];
  for (const finding of findings) {
    const whole = findingAt(finding, path, placeOf(finding, locate));
    whole.record = record;
    all.push(whole);
  }
  return inOrder(all);
}

function findingAt({ code, severity, path, params }: LocalFinding, base: string, position: Position | undefined): Finding {
  const finding: Finding = { code, severity: severity ?? 'error', path: base + path, params };
  if (position !== undefined) finding.position = position;
  return finding;
}

const offsetOf = ({ position }: Finding): number => position?.offset ?? 0;

function inOrder(findings: Finding[]): Finding[] {
  return findings.length > 1 ? findings.sort((a, b) => offsetOf(a) - offsetOf(b)) : findings;
}

/** What is absent stands nowhere in JSON; a table may have an empty cell for it. */
function placeOf({ code, path, params }: LocalFinding, locate: Locate): Position | undefined {
  const absent = code === 'schema.required' ? locate(child(path, String(params['property']))) : undefined;
  return absent ?? locate(path, code === 'schema.additionalProperties' ? 'key' : 'value');
}
