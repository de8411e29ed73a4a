/** The published schemas as Ajv judges them: the reference that our frozen versions are held against. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import Ajv04Module from 'ajv-draft-04';
import type { RecordKind } from '../../src/model/kinds.ts';
import { SHARED } from '../support/engine.ts';
import { Tree, type Node } from './tree.ts';
import { withStrictUniqueItems } from './unique-items.ts';

/** `ajv-draft-04` is CommonJS: seen from ESM its default export is one level deeper, save where a loader lifts it. */
const Ajv04 = (Ajv04Module as unknown as { default?: typeof Ajv04Module }).default ?? Ajv04Module;

/** Why a value is refused; empty when it is accepted. */
type Failures = ErrorObject[];
type Judge = (value: unknown) => Failures;

export type Published = {
  version: string;
  /** True where the published root has one list that mixes both kinds, false where it has a list a kind. */
  flat: boolean;
  record: Record<RecordKind, Judge>;
  file: Judge;
  tree: Trees;
};

/** The published schema of each kind, to walk beside an instance. */
export type Trees = Record<RecordKind, Tree>;

/** The facts about 1.3.0 hold its three files, those about a later version its only one. */
type Structure = Node & { paquet?: Node } & Partial<Record<RecordKind, Node>>;

const readStructure = (version: string): Structure =>
  JSON.parse(readFileSync(`${SHARED}facts/structure-${version}.json`, 'utf8')) as Structure;

export function readTrees(version: string): Trees {
  const structure = readStructure(version);
  const tree = (kind: RecordKind): Tree =>
    structure[kind] ? new Tree(structure[kind], '#') : new Tree(structure, `#/definitions/${kind}`);
  return { marche: tree('marche'), 'contrat-concession': tree('contrat-concession') };
}

export function readPublished(version: string): Published {
  const structure = readStructure(version);
  const { ajv, at } = structure.paquet ? threeFiles(version, structure) : oneFile(version, structure);
  const judge = (address: string): Judge => judgeOf(ajv.getSchema(address));
  return {
    version,
    flat: (structure.paquet ?? structure).properties?.['marches']?.type === 'array',
    record: { marche: judge(at.marche), 'contrat-concession': judge(at['contrat-concession']) },
    file: judge('decp'),
    tree: readTrees(version),
  };
}

/** What this needs of an Ajv of either dialect. */
type Compiler = { addSchema: (schema: Node, key: string) => unknown; getSchema: (key: string) => ValidateFunction | undefined };

type Loaded = { ajv: Compiler; at: Record<RecordKind, string> };

function oneFile(version: string, schema: Structure): Loaded {
  const at = { marche: 'decp#/definitions/marche', 'contrat-concession': 'decp#/definitions/contrat-concession' };
  const ajv = newAjv(version);
  ajv.addSchema(schema, 'decp');
  return { ajv, at };
}

/** `paquet` refers to the other two files, in this order, by the address that they had. */
function threeFiles(version: string, { paquet, marche, 'contrat-concession': concession }: Structure): Loaded {
  const { oneOf = [] } = (paquet?.properties?.['marches']?.items ?? {}) as { oneOf?: Node[] };
  const [atMarche, atConcession] = oneOf.map(({ $ref }) => $ref);
  if (!paquet || !marche || !concession || !atMarche || !atConcession) throw new Error(`structure-${version}.json is incomplete`);
  const ajv = newAjv(version);
  ajv.addSchema(marche, atMarche);
  ajv.addSchema(concession, atConcession);
  ajv.addSchema(paquet, 'decp');
  return { ajv, at: { marche: atMarche, 'contrat-concession': atConcession } };
}

/** 1.x is draft-04, with patterns that do not compile as Unicode and that counted UTF-16 units. */
function newAjv(version: string): Compiler {
  const options = { strict: false, allErrors: true, logger: false as const };
  return version.startsWith('1.')
    ? withStrictUniqueItems(new Ajv04({ ...options, unicodeRegExp: false }))
    : withStrictUniqueItems(new Ajv(options));
}

function judgeOf(validate: ValidateFunction | undefined): Judge {
  if (!validate) throw new Error('the published schema does not compile');
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
