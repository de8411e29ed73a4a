import { child } from '../../packages/base/src/pointer.ts';
import type { SuspectEvent, SuspectMember } from '../read/record.ts';
import type { RecordKind } from '../model/kinds.ts';
import { toFindings } from './errors.ts';
import type { Validator, LocalFinding, MemberChecks, SchemaError } from './types.ts';

/** Judges suspect members, each value once: where it comes again, it is the same object, and so are its findings. */
export class MemberFindings {
  readonly #checks: MemberChecks;
  /** By the name of the member: names that are required are few. */
  readonly #absent = new Map<string, LocalFinding>();
  readonly #known = new WeakMap<SuspectMember, readonly LocalFinding[]>();

  constructor(checks: MemberChecks) {
    this.#checks = checks;
  }

  /** The findings about a record, in the order in which its own check gives them. */
  findings({ list, suspect: { suspects, missing, strays } }: SuspectEvent): LocalFinding[] {
    const findings: LocalFinding[] = [];
    for (const name of missing) findings.push(this.#lack(name));
    for (const name of strays) findings.push(refused(name));
    for (const member of suspects) for (const finding of this.#member(list, member)) findings.push(finding);
    return findings;
  }

  #lack(name: string): LocalFinding {
    let finding = this.#absent.get(name);
    if (!finding) this.#absent.set(name, (finding = absent(name)));
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
