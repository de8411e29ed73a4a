/**
 * What the national consolidation looks at in a record after it has stored it, record by record. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/SourceProcess.py` (`fix`), `general_process/GlobalProcess.py` (`fix_all`, `dedoublonnage`).
 */
import type { RecordKind } from '../model/kinds.ts';
import { type Exclusion, exclusionsOf } from './exclusions.ts';
import { fixedOf, type Harm } from './harm.ts';
import type { Process } from './processes.ts';
import { floatOf } from './python.ts';
import type { Stored } from './stored.ts';

type Members = Record<string, unknown>;

/** A record on its way to the files. */
export type Facts = {
  kind: RecordKind;
  stored: Stored;
  /** What strict duplicates of a process have in common: all but the file, the last date and the cents of the amount. */
  sameness: string;
  /** What duplicates in a file have in common: of a record that is new to it, and of one that it has already. */
  keys: { fresh: string; known: string };
  hasBuyer: boolean;
  /** Whether it has a `nature` that is a text. */
  hasNature: boolean;
  hasPublication: boolean;
  /** Why data.economie excludes it. */
  exclusions: readonly Exclusion[];
  /** Whether its duration is “NC”, which ends its month at data.economie. */
  hasNoDuration: boolean;
  harm?: Harm;
};

/** `value`: the record without its platform; `source`: the platform that it has in the files; `day`: of its file. `digest` shortens keys that are kept. */
export function factsOf(
  kind: RecordKind,
  value: Members,
  {
    source,
    stored,
    convertsNc,
    day,
    digest = (text) => text,
  }: Pick<Process, 'source' | 'convertsNc'> & { stored: Stored; day: string; digest?: (text: string) => string },
): Facts {
  const facts = {
    ...{ kind, stored },
    hasBuyer: Object.hasOwn(value, 'acheteur'),
    hasNature: typeof value['nature'] === 'string',
    hasPublication: Object.hasOwn(value, 'datePublicationDonnees'),
    hasNoDuration: value['dureeMois'] === 'NC',
  };
  const nothing = { sameness: '', keys: { fresh: '', known: '' }, exclusions: [] };
  const { value: fixed, harm } = fixedOf(value, convertsNc);
  if (harm) return { ...facts, ...nothing, harm };
  const keyOf = (isKnown: boolean): string => digest(keyInFile({ kind, value: fixed.dated, party: stored.party }, isKnown));
  return {
    ...facts,
    sameness: digest(samenessOf(kind, fixed.changed, source, stored.party)),
    keys: { fresh: keyOf(false), known: keyOf(true) },
    exclusions: exclusionsOf(kind, fixed.dated, day),
  };
}

function samenessOf(kind: RecordKind, value: Members, source: string, party: string): string {
  const { montant, ...others } = value;
  const amount = typeof montant === 'number' ? Math.trunc(montant) : montant;
  const members = Object.entries({ ...others, ...(montant !== undefined && { montant: amount }) }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return JSON.stringify([kind, source, party, members]);
}

/** The cents of a concession's value count where it is new, and no longer once it is in the file. Its concessionnaire never does. */
function keyInFile({ kind, value, party }: { kind: RecordKind; value: Members; party: string }, isKnown: boolean): string {
  if (kind === 'marche')
    return JSON.stringify([kind, value['id'], value['acheteur'], party, value['dateNotification'], wholeOf(value['montant'])]);
  const { id, autoriteConcedante, dateDebutExecution, valeurGlobale } = value;
  return JSON.stringify([
    kind,
    id,
    autoriteConcedante,
    dateDebutExecution,
    isKnown ? wholeOf(valeurGlobale) : numberOf(valeurGlobale),
  ]);
}

const numberOf = (value: unknown): unknown => (typeof value === 'string' ? (floatOf(value) ?? value) : value);

function wholeOf(value: unknown): unknown {
  const number = numberOf(value);
  return typeof number === 'number' ? Math.trunc(number) : number;
}
