/** A contract by the parts that its fields play, the same for both kinds of record and for every version. */
import type { RecordKind } from '../model/kinds.ts';

export type Fields = Record<string, unknown>;

/** `rest`: what is left of the object that it was read of, under the names of DECP: fields without a part, empty lists and objects. */
type Rest = { rest: Fields };

/** `scheme`: the type of identifier, by its code of DECP. */
export type Organisation = Rest & { scheme?: string; party?: string };

export type Act = Organisation & { id?: string | number; published?: string; amount?: number };

/** `id`: that of the act that changes. */
export type ActChange = Rest & { id?: string | number; published?: string; amount?: number };

/** `value`: the new total, in euros without VAT; `months`: the new duration; `suppliers`: the new list. */
export type Amendment = Rest & {
  id?: string | number;
  signed?: string;
  published?: string;
  months?: number;
  value?: number;
  suppliers?: Organisation[];
};

export type Tariff = Rest & { title?: string; amount?: number };

/** The yearly statement of a concession. Amounts in euros without VAT. */
export type Statement = Rest & { published?: string; investment?: number; tariffs?: Tariff[] };

/** Days are AAAA-MM-JJ, amounts in euros without VAT, durations in months. */
export type Contract = Rest & {
  kind: RecordKind;
  id?: string;
  buyer?: string;
  subject?: string;
  cpv?: string;
  techniques?: string[];
  methods?: string[];
  /** The identifier of the framework agreement of which the contract is a call-off. */
  framework?: string;
  innovative?: boolean;
  /** Tenders received. */
  tenders?: number;
  /** Whether subcontracting is declared. */
  subcontracting?: boolean;
  procedure?: string;
  placeCode?: string;
  placeType?: string;
  months?: number;
  signed?: string;
  published?: string;
  starts?: string;
  value?: number;
  subsidy?: number;
  nature?: string;
  social?: string[];
  environmental?: string[];
  suppliers?: Organisation[];
  acts?: Act[];
  actChanges?: ActChange[];
  amendments?: Amendment[];
  statements?: Statement[];
};
