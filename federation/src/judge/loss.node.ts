/** What errors cost: the record, or no more than the modification, the act or the yearly data that they are in, and then the contract is published with reserves. */
import { onceEach } from '../../../src/host/once.ts';
import { ELEMENT_LISTS } from '../../../src/model/rules.ts';
import { loadRules } from '../../../src/validate/load-rules.node.ts';
import type { Session } from '../store/store.ts';
import type { FoundKind } from './engine.node.ts';

/** The fields in the elements of a record, as findings name them. */
const IN_ELEMENT = new RegExp(`^/(${ELEMENT_LISTS.join('|')})/`);

type Fault = Pick<FoundKind, 'code' | 'severity' | 'field'>;

/** Whether the findings have an error that loses the record, and one that the contract is published with reserves for. */
export type Cost = { valid: boolean; reserved: boolean };

/** Tells what findings on a record of a standard cost. */
export const costsOf = onceEach(async (standard: string): Promise<(findings: readonly Fault[]) => Cost> => {
  const { rules } = await loadRules(standard);
  const kept = new Set(rules.filter(({ loss }) => loss?.scope === 'element').map(({ id }) => id));
  return (findings) => {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const valid = errors.every(({ code, field }) => kept.has(code) && IN_ELEMENT.test(field));
    return { valid, reserved: valid && errors.length > 0 };
  };
});

type Judged = Cost & { id: number; standard: string; findings: Fault[] };

/** Has verdicts of the database say what the rules of this program say that they cost; the contracts of what is then judged otherwise are consolidated again. */
export async function renewCosts(session: Session): Promise<void> {
  const changed: Judged[] = [];
  for (const verdict of await session.query<Judged>(IN_DOUBT, [IN_ELEMENT.source])) {
    const cost = (await costsOf(verdict.standard))(verdict.findings);
    if (cost.valid !== verdict.valid || cost.reserved !== verdict.reserved) changed.push({ ...verdict, ...cost });
  }
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  await session.query(SET_VERDICTS, [ids, changed.map(({ valid }) => valid), changed.map(({ reserved }) => reserved)]);
  await session.query(SET_RECORDS, [ids]);
}

/** Those whose errors are all in elements. */
const IN_DOUBT = `
  select id, standard, valid, reserved, findings from verdict
  where reserved or not valid and not exists (
    select from jsonb_array_elements(findings) f where f ->> 'severity' = 'error' and f ->> 'field' !~ $1)`;

const SET_VERDICTS = `
  update verdict set valid = said.valid, reserved = said.reserved
  from unnest($1::int[], $2::boolean[], $3::boolean[]) as said (id, valid, reserved) where verdict.id = said.id`;

const SET_RECORDS = `
  with changed as (
    update record set valid = verdict.valid from verdict where verdict.id = record.verdict and verdict.id = any($1::int[]) returning key)
  insert into dirty (key) select distinct key from changed where key is not null`;
