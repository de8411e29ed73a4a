/** Our own extension of OCDS: what DECP says that OCDS has no place for, under the names of DECP. Made of the versions and of the mapping. */
import type { Branch, Member, Node } from '../model/tree.ts';
import { treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { csvOf } from '../../packages/base/src/csv.ts';
import type { Fields } from './contract.ts';
import type { Mapping, OwnCode } from './mapping.ts';
import { LIST_ROLES } from './releases.ts';

/** The files of the extension by name: `extension.json`, `release-schema.json`, and the codelists that it adds to. `models`: the versions that are exported. */
export function extensionFiles(models: readonly Model[], mapping: Mapping): { path: string; text: string }[] {
  const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return [
    { path: 'extension.json', text: text(metadata(mapping)) },
    { path: 'release-schema.json', text: text(extensionSchema(models, mapping)) },
    ...Object.entries(mapping.codelists).map(([name, codes]) => ({ path: `codelists/${fileOf(name)}`, text: codesCsv(codes) })),
  ];
}

/** A file of codes to be added to a list, as its sign `+` says (https://standard.open-contracting.org/1.1/en/guidance/map/extensions/). */
const fileOf = (list: string): string => `+${list}.csv`;

const codesCsv = (codes: readonly OwnCode[]): string =>
  csvOf([['Code', 'Title', 'Description'], ...codes.map(({ code, title, description }) => [code, title.en, description.en])]);

const metadata = ({ codelists, extensionUrl, standard }: Mapping): Fields => ({
  name: { en: 'DECP', fr: 'DECP' },
  description: {
    en: 'What the French essential data of public procurement (DECP) say that OCDS has no place for, under the names of DECP, so that the data can be read again as they were.',
    fr: "Ce que les données essentielles de la commande publique (DECP) disent et qui n'a pas de place dans OCDS, sous les noms des DECP, pour relire les données telles qu'elles étaient.",
  },
  documentationUrl: { en: new URL('../guides/ocds/', `${extensionUrl}/`).href },
  compatibility: [standard],
  schemas: ['release-schema.json'],
  codelists: Object.keys(codelists).map(fileOf),
});

/** The patch of the release schema (JSON Merge Patch, as extensions of OCDS are). */
function extensionSchema(models: readonly Model[], { fields }: Mapping): Fields {
  const trees = models.flatMap((model) => Object.values(treesOf(model)));
  const events = trees.flatMap(({ members }) =>
    members.flatMap(({ id, node }) =>
      LIST_ROLES.some((role) => role === fields[id ?? '']?.role) && node.kind === 'list' && node.item.kind === 'object'
        ? node.item
        : [],
    ),
  );
  const decp = (definition: string): Fields => ({ properties: { decp: { $ref: `#/definitions/${definition}` } } });
  return {
    properties: {
      decp: {
        title: 'DECP of a correction',
        description: 'The whole record, where a release says what earlier ones said otherwise. It is not merged.',
        $ref: '#/definitions/DecpRelease',
        omitWhenMerged: true,
      },
    },
    definitions: {
      DecpRelease: {
        title: 'DECP of a correction',
        description: 'The record as it is from this release on.',
        type: 'object',
        required: ['kind', 'record'],
        properties: { ...versionMembers(), record: { $ref: '#/definitions/DecpRecord' } },
      },
      Award: decp('DecpAward'),
      Contract: decp('DecpContract'),
      DecpAward: {
        title: 'DECP of an award',
        description: 'The act of subcontracting, or its change, that the release is about.',
        type: 'object',
        properties: { events: EVENT_LIST },
        minProperties: 1,
      },
      DecpContract: {
        title: 'DECP of a contract',
        description: 'What DECP say of the contract that has no place elsewhere.',
        type: 'object',
        properties: {
          ...versionMembers(),
          values: { $ref: '#/definitions/DecpRecord' },
          events: EVENT_LIST,
        },
        minProperties: 1,
      },
      DecpEvent: {
        title: 'Item of a list of DECP',
        description: 'The item of a list of the record that the release is about.',
        type: 'object',
        required: ['id'],
        properties: {
          id: {
            title: 'Identifier',
            description: 'The name of the list, a hyphen and the rank of the item, from 1.',
            type: 'string',
            minLength: 1,
          },
          values: { $ref: '#/definitions/DecpItem' },
        },
      },
      DecpRecord: { title: 'Fields of a record', ...objectOf(trees) },
      DecpItem: { title: 'Fields of an item', ...objectOf(events) },
    },
  };
}

/** What says how a record was read. */
const versionMembers = (): Fields => ({
  schema: {
    title: 'Version',
    description: 'The exact version of DECP by which the record was read.',
    type: ['string', 'null'],
  },
  kind: {
    title: 'Kind of record',
    description: 'A contract (`marche`) or a concession (`contrat-concession`).',
    type: ['string', 'null'],
    enum: ['marche', 'contrat-concession', null],
  },
  version: {
    title: 'Declared version',
    description: 'The version that the file of DECP declares.',
    type: ['string', 'null'],
  },
});

const EVENT_LIST = {
  title: 'Event',
  description: 'The item of a list of the record that the release is about.',
  type: 'array',
  items: { $ref: '#/definitions/DecpEvent' },
};

/** One object with the members of all. */
function objectOf(branches: readonly Branch[]): Fields {
  const members = new Map<string, Member[]>();
  for (const branch of branches)
    for (const member of branch.members) members.set(member.name, [...(members.get(member.name) ?? []), member]);
  return {
    description: 'Under the names of DECP; only what is not said elsewhere in the release.',
    type: 'object',
    properties: Object.fromEntries([...members].map(([name, all]) => [name, propertyOf(name, all)])),
  };
}

function propertyOf(name: string, members: readonly Member[]): Fields {
  const field = members.find((member) => member.field)?.field;
  return { title: field?.title.en ?? name, ...valueOf(members.map(({ node }) => node)) };
}

/** The schema of any of these values, which are of one kind in all versions. */
function valueOf(nodes: readonly Node[]): Fields {
  const branches = nodes.filter((node) => node.kind === 'object');
  if (branches.length > 0) return objectOf(branches);
  const lists = nodes.filter((node) => node.kind === 'list');
  if (lists.length > 0) {
    const items = valueOf(lists.map(({ item }) => item));
    const envelopes = new Set(lists.flatMap(({ envelope }) => envelope ?? []));
    const [envelope] = envelopes;
    return {
      type: ['array', 'null'],
      items: envelope === undefined ? items : { title: envelope, type: 'object', properties: { [envelope]: items } },
    };
  }
  const types = new Set(nodes.flatMap((node) => (node.kind !== 'leaf' ? [] : node.type === 'integer' ? 'number' : node.type)));
  return { type: [...types, 'null'] };
}
