/** Whether a contract is a framework agreement or a call-off of one: the cases of `schema/ocds/mapping.yaml` decide. */
import { FILLERS, isFiller } from '../model/fillers.ts';
import type { Framework } from './mapping.ts';

/** What `idAccordCadre` names: nothing, the contract itself, an identifier that stands within that of the contract, or something else. */
type Reference = Framework['cases'][number]['reference'][number];
type Performed = 'orders' | 'call-offs' | 'neither';

/** What tells framework agreements and call-offs apart. */
export type Facts = { reference: Reference; technique: boolean; performed: Performed };

/** The case that fits, which the last one does at least. Throws an Error where the data have no such last one. */
export function caseOf({ cases }: Framework, facts: Facts): Framework['cases'][number] {
  const found = cases.find(
    ({ reference, technique = facts.technique, performed = facts.performed }) =>
      reference.includes(facts.reference) && technique === facts.technique && performed === facts.performed,
  );
  if (!found) throw new Error(`no case for ${JSON.stringify(facts)}`);
  return found;
}

/** `id`: of the contract; `framework`: its `idAccordCadre`; `technique`: whether it has the technique of framework agreements. */
type Said = { id: string; framework: string | undefined; technique: boolean; methods: readonly string[] };

export function factsOf({ fillers, performed }: Framework, { id, framework = '', technique, methods }: Said): Facts {
  return {
    reference: isFiller(framework) ? 'none' : referenceOf(bare(id), bare(framework), fillers),
    technique,
    performed: methods.includes(performed.orders) ? 'orders' : methods.includes(performed['call-offs']) ? 'call-offs' : 'neither',
  };
}

function referenceOf(id: string, reference: string, fillers: readonly string[]): Reference {
  if (/^0*$/.test(reference) || BARE_FILLERS.has(reference) || fillers.includes(reference)) return 'none';
  // Identifiers of 1.x ended with the rank of a modification, 00 for the contract itself; some buyers still write it.
  if (id === reference || id === `${reference}00`) return 'own';
  return id.includes(reference) ? 'part' : 'other';
}

/** The letters and digits of an identifier, without case and accents: buyers write one number in several ways. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const BARE_FILLERS: ReadonlySet<string> = new Set(FILLERS.map(bare));
