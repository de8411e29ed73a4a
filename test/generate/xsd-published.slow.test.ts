/** The XSD of the versions that were published before the référentiel: it judges as their JSON Schema does, and its page of limits says where not. */
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { xsd } from '../../src/generate/xsd.ts';
import { readExamples } from '../../src/governance/examples/all.node.ts';
import { type Node, treesOf } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, hasShared, IN_FORCE, readText, WITHOUT_SHARED } from '../support/engine.ts';
import { isJsonExample } from '../support/examples.ts';
import { draws, NIGHT } from '../support/tier.ts';
import { judgeBoth, explanation } from './both.ts';
import { xsdJudge } from './libxml.ts';
import { recordMaker } from './records.ts';

const COUNT = draws(150, 5_000);
const SEED = NIGHT ? Date.now() : 'decp';
const REAL = 'realdata/';

type Json = Record<string, unknown>;
type Kind = 'marche' | 'contrat-concession';

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value without the names that the version does not know. */
function known(value: unknown, node: Node): unknown {
  if (node.kind === 'list' && Array.isArray(value)) {
    const { envelope, item } = node;
    const inside = (one: unknown): unknown =>
      isObject(one) && envelope !== undefined && Object.hasOwn(one, envelope)
        ? { [envelope]: known(one[envelope], item) }
        : envelope === undefined
          ? known(one, item)
          : one;
    return value.map(inside);
  }
  if (node.kind !== 'object' || !isObject(value)) return value;
  const members = node.members.filter(({ name }) => Object.hasOwn(value, name));
  return Object.fromEntries(members.map((member) => [member.name, known(value[member.name], member.node)]));
}

function knownFile(file: unknown, model: Model): unknown {
  const marches = isObject(file) && isObject(file['marches']) ? file['marches'] : {};
  const lists = (['marche', 'contrat-concession'] as const).flatMap((kind): [Kind, unknown][] => {
    const list = marches[kind];
    return Array.isArray(list) ? [[kind, list.map((record) => known(record, treesOf(model)[kind]))]] : [];
  });
  return { marches: Object.fromEntries(lists) };
}

async function courtOf(version: string) {
  const loaded = await loadVersion(version);
  const [schema = '', limits = ''] = xsd(loaded.model).map(({ text }) => text);
  const judge = xsdJudge(schema);
  const tally = { accepted: 0, refused: 0, explained: 0 };
  /** Undefined where both forms have the same verdict, or where the page of limits says why not. */
  const fault = (json: string): string | undefined => {
    const both = judgeBoth(json, loaded, judge);
    if (!both) return undefined;
    tally[both.json !== both.xml ? 'explained' : both.json ? 'accepted' : 'refused']++;
    if (both.json === both.xml || explanation(both, loaded)) return undefined;
    const { json: accepted, xml, text, findings, lost } = both;
    // The two lists, of which one at least must be there: the page of limits names `marches`.
    if (!accepted && findings.every(({ code, path }) => code === 'schema.anyOf' && path === '/marches')) return undefined;
    // A list of what is no object: the schema of these versions does not say that its items are some.
    if (accepted && lost.some(({ code }) => code === 'convert.wrong-type' || code === 'convert.null')) return undefined;
    const again = accepted ? judgeBoth(JSON.stringify(knownFile(JSON.parse(json), loaded.model)), loaded, judge) : undefined;
    if (again && (again.json === again.xml || explanation(again, loaded))) return undefined;
    return `JSON ${accepted}, XML ${xml}: ${JSON.stringify({ findings: findings.slice(0, 3), lost, faults: judge.faults(text) })}`;
  };
  return { loaded, schema, limits, judge, fault, tally };
}

const courts = new Map<string, Awaited<ReturnType<typeof courtOf>>>();
const VERSIONS = NIGHT ? ['2.0.1', '2.0.2', '2.0.3'] : [IN_FORCE];
for (const version of VERSIONS) courts.set(version, await courtOf(version));
afterAll(() => {
  for (const { judge } of courts.values()) judge.dispose();
});

describe.each(VERSIONS)('the XSD of %s', (version) => {
  const { loaded, fault, limits, tally } = courts.get(version)!;

  test('judges every example as the JSON Schema does', async () => {
    // Few of the examples are of the version itself.
    const examples = [...(await readExamples(GOLDEN)), ...(await readExamples(version))].filter(([path]) => isJsonExample(path));
    const some = examples.filter((_, i) => NIGHT || i % 5 === 0);
    expect(some.flatMap(([path, json]) => fault(json)?.replace(/^/, `${path}: `) ?? [])).toEqual([]);
    // 2.0.1 requires the shares of origin, which most of the examples leave out.
    expect(tally.accepted).toBeGreaterThan(some.length / 10);
    expect(tally.refused).toBeGreaterThan(some.length / 6);
  });

  test(`judges ${COUNT} records made at random as the JSON Schema does (seed ${SEED})`, () => {
    const madeRecord = recordMaker(loaded);
    Object.assign(tally, { accepted: 0, refused: 0, explained: 0 });
    for (let number = 0; number < COUNT; number++) {
      const { kind, value, changes } = madeRecord(SEED, number);
      const found = fault(JSON.stringify({ marches: { [kind]: [value] } }));
      if (found !== undefined) expect.fail(`record ${number} of ${SEED} (${changes.join('; ')}): ${found}`);
    }
    expect(tally.accepted).toBeGreaterThan(COUNT / 5);
    expect(tally.refused).toBeGreaterThan(COUNT / 10);
    expect(tally.explained).toBeLessThan(COUNT / 5);
  });

  test('has a page that says that unknown names are refused, and what the published XSD judges otherwise', () => {
    expect(limits).toMatch(/## Les noms inconnus\n[^]*- `marches`\n- `marche > acheteur`\n/);
    expect(limits).toMatch(/## Ce que le XSD publié juge autrement\n/);
    expect(limits).toContain(`celui de la version ${version === '2.0.1' ? '2.0.1' : '2.0.2'}`);
  });

  test.skipIf(!hasShared)(
    `judges the contracts of real files as the JSON Schema does${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
    () => {
      const files = readdirSync(new URL(`../../../shared/${REAL}`, import.meta.url)).filter((name) => /^v2-.*\.json$/.test(name));
      let count = 0;
      for (const name of files) {
        const { marches } = JSON.parse(readText(`../shared/${REAL}${name}`)) as { marches: Partial<Record<Kind, unknown[]>> };
        for (const [kind, records] of Object.entries(marches))
          for (const record of Array.isArray(records) ? records.slice(0, NIGHT ? undefined : 50) : []) {
            expect(fault(JSON.stringify({ marches: { [kind]: [record] } })), name).toBeUndefined();
            count++;
          }
      }
      expect(count).toBeGreaterThan(20);
    },
  );
});

test('a document may say its version where the JSON Schema lets it, and twins are refused as there', () => {
  const { judge } = courts.get(IN_FORCE)!;
  const file = readText('test/golden/write/fichier-de-deux-listes.xml').replace(/<marches[^>]*>/, '<marches version="2.0">');
  expect(judge.faults(file)).toEqual([]);
  expect(judge.accepts(file.replace(/(<technique>.*<\/technique>)/, '$1$1'))).toBe(false);
});
