/** A migration step: what `schema/<version>/migration.yaml` says beyond what follows from the stable names of fields. */
import type { Texts } from '../model/types.ts';

/**
 * What a value becomes on the way: `exact`, the same information both ways; `equivalent`, documented as the same in another spelling or shape;
 * `deduced`, follows from other data by a rule that can be wrong in the cases that its reason names; `lost`, no place in the other version; `absent`, the
 * other version asks and the data do not say.
 */
export type Level = 'exact' | 'equivalent' | 'deduced' | 'lost' | 'absent';

/** `source`: begins with an identifier of `legal-texts.yaml`, `referentiel` or a path in `schema`. */
type Entry = { level: Level; reason: Texts; source: string };

/** An entry about fields, by their stable names (`x-field`). */
type OnFields = Entry & { fields: string[] };

/** Only entries that say so apply on the way down; the others apply up, and their inverse down where there is one. */
type Directed = { direction?: 'down' };

/** A condition on another field of the same object. `count`: the number of items of a list. */
export type Condition = { field: string; in?: string[]; matches?: string; count?: number };

/** Codes that are spelled otherwise, or merged. A code that the next version has as well needs no entry. */
type CodeEntry = OnFields & { map: Record<string, string>; when?: Condition };

/** Codes that no code of the next version says: kept as they are, with an error. */
type UnmappedEntry = OnFields & { codes: string[] };

/** A code of a list that adds nothing beside at least `others` other codes, and is left out there. */
type RedundantEntry = OnFields & { code: string; others: number };

/** What `null` becomes: a code, or nothing (the field is left out). */
export type NullEntry = OnFields & { to?: string };

/** What an empty list becomes: a list of one code, or nothing. */
export type EmptyEntry = OnFields & Directed & { to?: string };

/** The value of a field answers the question of another one in the next version. */
type MoveEntry = Entry & { from: string; to: string; map: Record<string, string> };

/** One code says what the next version says with a code of two fields. */
type SplitEntry = Entry & { field: string; code: string; becomes: string; adds: { field: string; code: string } };

/** A value that follows from others. `rank`: the rank of the item in its list by the date in `by`, from 1. */
export type DeduceEntry = OnFields & { value: null | 'rank'; by?: string; when?: Condition };

/**
 * What is kept of a text. `day`: a date without the time zone after it; `only-day`: the only date, existing in the calendar, of a text; `not-blank`: the text,
 * but a field of nothing but blanks is left out.
 */
export type TextEntry = OnFields & Directed & { keep: 'day' | 'only-day' | 'not-blank' };

/** A field that the next version does not have. `repeats`: the fields whose values, one after the other, say the same; then nothing is lost. */
export type LostEntry = OnFields & { repeats?: string[] };

/** A field that the next version asks for and the version before does not know, or not always. */
type AbsentEntry = OnFields & Directed;

/** One step, from the version before. Each kind of entry in a list of its own, as in the file. */
export type Step = {
  from: string;
  summary: Texts;
  codes?: CodeEntry[];
  unmapped?: UnmappedEntry[];
  redundant?: RedundantEntry[];
  nulls?: NullEntry[];
  empty?: EmptyEntry[];
  moves?: MoveEntry[];
  splits?: SplitEntry[];
  deduces?: DeduceEntry[];
  texts?: TextEntry[];
  lost?: LostEntry[];
  /** Names that the version before does not define, where the next one takes no others. */
  strays?: Entry;
  absent?: AbsentEntry[];
};

/** Up: from the version before to the version of the step. */
export type Direction = 'up' | 'down';
