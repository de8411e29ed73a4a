import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { checkDialect, checkStructure } from '../../src/governance/checks/dialect.ts';
import { xsd } from '../../src/generate/xsd.ts';
import type { Node } from '../../src/model/tree.ts';
import { treesOf } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { TARGETS } from '../../src/generate/targets.node.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openXml } from '../../src/read/xml/read-xml.ts';
import { evaluate } from '../../src/validate/interpret.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { packageOf } from '../../src/write/package/file.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import { bytesOf, readBack } from '../read/packages.ts';
import { readAll } from '../sheet/helpers.ts';
import { ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { fileArbitrary } from '../support/records.ts';
import { readWhole } from '../support/whole.ts';
import { xsdJudge } from './libxml.ts';
import { filesOf, isOfBase, modelFrom, RECORDS, type Sources, sourcesArbitrary } from './random-schema.ts';

/** Schemas that every target is made of, those that instances are judged by, and the files of each. */
const [MADE, JUDGED, FILES] = NIGHT ? [5, 70, 4] : [1, 14, 2];
const seed = NIGHT ? Date.now() : 18;

const dialect = await readTree(`${ROOT}schema`, (path) => path.startsWith('dialect/'));
const drawn = (numRuns: number): Sources[] => fc.sample(sourcesArbitrary, { numRuns, seed });

describe(`random schemas of the dialect (seed ${seed})`, () => {
  test(`${JUDGED} of them keep to the dialect`, () => {
    const all = drawn(JUDGED);
    // One check looks at all of them: a letter before their names tells them apart.
    const named = all.flatMap((sources, i) => filesOf(sources, `next/${'x'.repeat(i)}`));
    expect(checkDialect(new Map([...dialect, ...named]))).toEqual([]);
    for (const sources of all) expect(checkStructure(new Map(filesOf(sources)))).toEqual([]);
  });

  test(`${MADE} of them go through every target, each time to the same bytes`, async () => {
    for (const sources of drawn(MADE)) {
      const model = await modelFrom(sources);
      for (const { name, make } of TARGETS) {
        const files = await make(model).catch((error: unknown) => {
          throw new Error(`${name}: ${String(error)}\n${JSON.stringify(added(sources))}`, { cause: error });
        });
        expect(files.length, name).toBeGreaterThan(0);
        // A copy, so that nothing that is kept of the first model can serve the second.
        expect(await make(structuredClone(model)), name).toEqual(files);
      }
    }
  });
});

type Json = Record<string, unknown>;
type File = { marches: Record<string, Json[]> };

/** What a failure is about: the fields that were drawn. */
const added = (sources: Sources): unknown =>
  RECORDS.map((name) => Object.entries(sources[name]?.properties ?? {}).filter(([field]) => !isOfBase(name, field)));

/** A schema, with the judges of its JSON and of its XML, and files that it accepts. None where its bounds leave no value. */
async function courtOf(sources: Sources) {
  const model = await modelFrom(sources);
  const check = (file: unknown): boolean => evaluate(model.schema, model.schema, file, model).length === 0;
  let files: File[];
  try {
    files = fc.sample(fileArbitrary(model, { maxLength: 1 }), { numRuns: FILES, seed }) as File[];
  } catch {
    files = [];
  }
  const text = xsd(model)[0]?.text ?? '';
  return { model, check, files: files.filter((file) => check(file)), judge: xsdJudge(text), text };
}

const courts: Awaited<ReturnType<typeof courtOf>>[] = [];
for (const sources of drawn(JUDGED)) courts.push(await courtOf(sources));
afterAll(() => {
  for (const { judge } of courts) judge.dispose();
});

const judged = courts.flatMap((court) => court.files.map((file) => ({ ...court, file })));

/** What the page of limits says of XSD at large: the year 0000, and numbers of more digits than some programs read. */
const isBeyond = (text: string): boolean => />0000-\d\d-\d\d<|>-?[0-9.]{25,}</.test(text);

describe('files that such a schema accepts', () => {
  test('are many, and hold the fields that were drawn', () => {
    expect(judged.length).toBeGreaterThan((JUDGED * FILES) / 3);
    const choices = courts.filter(({ text }) => /<xs:choice [^>]*>\s*<xs:element name="(?!marche|contrat)/.test(text));
    expect(choices.length).toBeGreaterThan(JUDGED / 4);
  });

  test('are accepted by the XSD, and come back from XML as they were', () => {
    for (const { file, model, judge } of judged) {
      const { text, lost } = xmlOf(file, model);
      if (lost.length > 0) continue;
      if (!isBeyond(text)) expect(judge.faults(text), text).toEqual([]);
      const { value, findings } = readWhole(openXml, text, model);
      // An empty element is read as what it was, and doubted: the State's program reads a null in it.
      const others = findings.filter(({ code }) => code !== 'xml.empty-element');
      expect([value, others], text).toEqual([file, []]);
    }
  });

  test('are accepted by the XSD and read alike in any order of their elements', () => {
    for (const { file, model, judge } of judged) {
      const { text, lost } = xmlOf(file, reorderedModel(model));
      if (lost.length > 0 || isBeyond(text)) continue;
      expect(judge.faults(text), text).toEqual([]);
      expect(readWhole(openXml, text, model).value, text).toEqual(file);
    }
  });

  test('come back from a data package and from a table as they were, wherever nothing is said to be lost', () => {
    for (const { file, model } of judged) {
      const { files, lost: unsaid } = packageOf(file, model);
      if (unsaid.length === 0) expect(readBack(bytesOf(files), model)).toEqual({ file, findings: [] });
      const { marche = [] } = file.marches;
      const table = createTable(model, 'csv');
      const lost = marche.flatMap((record) => table.add('marche', record));
      if (lost.length > 0 || marche.length === 0) continue;
      const { records, findings } = readAll(openCsv, table.bytes(), model);
      // A text such as « 1e5 » is kept, and doubted: a spreadsheet may have made it of an identifier.
      const others = findings.filter(({ code }) => code !== 'table.lost-digits');
      expect([records.map(({ value }) => value), others]).toEqual([marche, []]);
    }
  });
});

describe('what such a schema refuses, the XSD refuses', () => {
  test('a record without a required value', () => {
    let count = 0;
    for (const { file, model, judge, check } of judged) {
      for (const [kind, record] of recordsOf(file))
        for (const [holder, name] of some(requiredLeaves(treesOf(model)[kind], record))) {
          const value = holder[name];
          Reflect.deleteProperty(holder, name);
          const { text } = xmlOf(file, model);
          expect([name, check(file), judge.accepts(text)]).toEqual([name, false, false]);
          restore(holder, name, value);
          count++;
        }
    }
    expect(count).toBeGreaterThan(judged.length * 3);
  });

  test('a value that comes twice, and a name that is not known', () => {
    let count = 0;
    for (const { file, model, judge } of judged) {
      const { text, lost } = xmlOf(file, model);
      if (lost.length > 0) continue;
      for (const { 0: line, 1: name, index } of text.matchAll(/^ {4}<(\w+)>[^<]*<\/\w+>\n/gm)) {
        // Both kinds of record may have a field of this name, one of them a list.
        const before = text.slice(0, index);
        const kind =
          before.lastIndexOf('<marche>') > before.lastIndexOf('<contrat-concession>') ? 'marche' : 'contrat-concession';
        const member = treesOf(model)[kind].members.find((one) => one.name === name);
        if (member?.node.kind !== 'leaf') continue;
        const withMore = (more: string): string => before + line + more + text.slice(index + line.length);
        expect(judge.accepts(withMore(line)), line).toBe(false);
        expect(judge.accepts(withMore('    <inconnu>1</inconnu>\n')), line).toBe(false);
        count++;
      }
    }
    expect(count).toBeGreaterThan(judged.length);
  });
});

/** A few of many, far from one another: those that were drawn stand at the end. */
const some = <T>(all: readonly T[]): T[] => all.filter((_, i) => NIGHT || i % 9 === 0 || i >= all.length - 3);

const recordsOf = (file: File): ['marche' | 'contrat-concession', Json][] =>
  (['marche', 'contrat-concession'] as const).flatMap((kind) =>
    (file.marches[kind] ?? []).map((record): ['marche' | 'contrat-concession', Json] => [kind, record]),
  );

/** Every required value of a record: the object that holds it, and its name there. */
function requiredLeaves(node: Node, value: unknown): [Json, string][] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') {
    const { envelope } = node;
    return (value as unknown[]).flatMap((item) =>
      requiredLeaves(node.item, envelope === undefined ? item : (item as Json)[envelope]),
    );
  }
  const object = value as Json;
  return node.members.flatMap((member): [Json, string][] => {
    if (!Object.hasOwn(object, member.name)) return [];
    if (member.node.kind === 'leaf') return member.required ? [[object, member.name]] : [];
    return requiredLeaves(member.node, object[member.name]);
  });
}

/** Puts a value back. The order of the names has no meaning. */
const restore = (holder: Json, name: string, value: unknown): void => {
  holder[name] = value;
};

/** The model with the members of all objects in the reverse order, in which the writer of XML then writes them. */
function reorderedModel(model: Model): Model {
  const copy = structuredClone(model);
  for (const tree of Object.values(treesOf(copy))) reverse(tree);
  return copy;
}

function reverse(node: Node): void {
  if (node.kind === 'list') reverse(node.item);
  if (node.kind !== 'object') return;
  node.members.reverse();
  for (const member of node.members) reverse(member.node);
}
