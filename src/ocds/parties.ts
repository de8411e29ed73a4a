/** The organisations of a contract: one party each, with all its roles, and never a name, since DECP has none. */
import { isBlank } from '../../packages/base/src/blank.ts';
import { schemeOf, typeOfScheme } from './codes.ts';
import type { Fields, Organisation } from './contract.ts';
import type { Codes } from './mapping.ts';

export type PartyRole = 'buyer' | 'supplier' | 'subcontractor';

export type Ref = { id: string };

type Party = { scheme: string | undefined; id: string; roles: PartyRole[] };

/** The scheme of identifiers whose type is not known. It is part of the identifier of a party only. */
const LOCAL = 'FR-DECP';

/** A reference to a party. `exact`: whether its scheme says the type of its identifier. */
export type Named = { ref: Ref; exact: boolean };

/** The parties of one record. Those of a release are those that it refers to, with the roles that they have had so far. */
export class Parties {
  readonly #codes: Codes;
  readonly #known = new Map<string, Party>();
  #named = new Set<string>();

  constructor(codes: Codes) {
    this.#codes = codes;
  }

  /** The reference to an organisation in a role; undefined where it has no identifier, or that of another party. */
  name({ scheme: type, party: id }: Omit<Organisation, 'rest'>, role: PartyRole): Named | undefined {
    if (id === undefined || isBlank(id)) return undefined;
    const scheme = schemeOf(this.#codes, type, id);
    const key = `${scheme ?? LOCAL}-${id}`;
    const party = this.#known.get(key) ?? { scheme, id, roles: [] };
    if (party.scheme !== scheme || party.id !== id) return undefined;
    if (!party.roles.includes(role)) party.roles.push(role);
    this.#known.set(key, party);
    this.#named.add(key);
    return { ref: { id: key }, exact: typeOfScheme(this.#codes, scheme) === type };
  }

  /** Names once more what earlier releases named: a release is read with its own parties. */
  again(refs: Iterable<Ref>): void {
    for (const { id } of refs) this.#named.add(id);
  }

  /** The parties that were named since the last call. */
  listed(): Fields[] {
    const listed = [...this.#named].flatMap((key) => {
      const party = this.#known.get(key);
      if (!party) return [];
      const { scheme, id, roles } = party;
      return [{ id: key, identifier: { ...(scheme !== undefined && { scheme }), id }, roles: [...roles] }];
    });
    this.#named = new Set();
    return listed;
  }
}

/** The references to a list of organisations, each once. `exact`: whether they say all of the list. */
export function namesOf(parties: Parties, list: readonly Organisation[], role: PartyRole): { refs: Ref[]; exact: boolean } {
  const named = list.map((organisation) => parties.name(organisation, role));
  const refs = new Map(named.flatMap((one) => (one ? [[one.ref.id, one.ref] as const] : [])));
  const isAll = refs.size === list.length && list.every(({ rest }) => Object.keys(rest).length === 0);
  return { refs: [...refs.values()], exact: isAll && named.every((one) => one?.exact === true) };
}
