import { afterAll, describe, expect, test } from 'vitest';
import { isJsonExample } from '../support/examples.ts';
import { xsd } from '../../src/generate/xsd.ts';
import { XML_BOOLEANS } from '../../src/model/xml-text.ts';
import { readExamples } from '../../src/governance/examples/all.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { type Both, EXCEPTIONS, explanation, judgeBoth } from './both.ts';
import { xsdJudge } from './libxml.ts';
import { recordMaker } from './records.ts';
import { mutantsOf, PLANTS } from './xsd-mutants.ts';
import { draws, NIGHT, TIER } from '../support/tier.ts';
import { GOLDEN } from '../support/engine.ts';

const COUNT = draws(400, 10_000);
const SEED = NIGHT ? Date.now() : 'decp';

// A frozen version: a field that a proposal adds has not the examples that would notice each planted fault.
const version = await loadVersion(GOLDEN);
const schema = xsd(version.model)[0]!.text;
const judge = xsdJudge(schema);
afterAll(() => judge.dispose());

const madeRecord = recordMaker(version);
const used = new Set<string>();

/** Undefined where both forms have the same verdict, or an exception says why not. */
function fault(both: Both): string | undefined {
  if (both.json === both.xml) return undefined;
  const exception = explanation(both, version);
  if (exception) used.add(exception.name);
  const { json, xml, text, findings, lost } = both;
  return exception
    ? undefined
    : `JSON ${json}, XML ${xml}: ${JSON.stringify({ findings: findings.slice(0, 3), lost, faults: judge.faults(text) })}`;
}

const examples = [...(await readExamples(GOLDEN))].filter(([path]) => isJsonExample(path));
const judged = examples.flatMap(([path, json]) => {
  const both = judgeBoth(json, version, judge);
  return both ? [{ path, both }] : [];
});

test('every example that is JSON has the same verdict in both forms', () => {
  const faults = judged.flatMap(({ path, both }) => {
    const found = fault(both);
    return found === undefined ? [] : [`${path}: ${found}`];
  });
  expect(faults).toEqual([]);
  const unbroken = judged.filter(({ both: { json, xml } }) => json && xml);
  const refused = judged.filter(({ both: { json, xml } }) => !json && !xml);
  expect(unbroken.length).toBeGreaterThan(200);
  expect(refused.length).toBeGreaterThan(100);
});

test(`${COUNT} records made at random have the same verdict in both forms (seed ${SEED})`, () => {
  const tally = { accepted: 0, refused: 0, whole: 0, different: 0 };
  for (let number = 0; number < COUNT; number++) {
    const { kind, value, changes } = madeRecord(SEED, number);
    const both = judgeBoth(JSON.stringify({ marches: { [kind]: [value] } }), version, judge)!;
    const found = fault(both);
    if (found !== undefined) expect.fail(`record ${number} of ${SEED} (${changes.join('; ')}): ${found}`);
    if (both.json !== both.xml) tally.different++;
    else tally[both.json ? 'accepted' : 'refused']++;
    if (both.lost.length === 0) tally.whole++;
  }
  expect(tally.accepted).toBeGreaterThan(COUNT / 5);
  expect(tally.refused).toBeGreaterThan(COUNT / 10);
  expect(tally.different).toBeLessThan(COUNT / 5);
  expect(tally.whole).toBeGreaterThan(COUNT / 2);
});

// A tenth of the records does not meet every exception.
if (TIER !== 'fast') {
  test('every exception was needed: one that is not must go', () => {
    expect(EXCEPTIONS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });
  testPlants();
}

/** Texts that the examples lack: the other spellings of booleans, and acts of subcontracting that differ in one value only. */
function more(): { text: string; xml: boolean }[] {
  const { both } = judged.find(({ path }) => path === 'valid/marche-complet.json')!;
  const spelled = Object.keys(XML_BOOLEANS).map((word) => both.text.replace(/(?<=<marcheInnovant>)\w+/, word));
  const [act = ''] = /<acteSousTraitance>[\s\S]*?<\/acteSousTraitance>/.exec(both.text) ?? [];
  const twins = [...act.matchAll(/<(\w+)>([^<]*)<\//g)].map(({ 1: name = '', 2: value = '' }) => {
    const other = OTHER[name] ?? `${value}0`;
    return both.text.replace(act, act + act.replace(`<${name}>${value}</${name}>`, `<${name}>${other}</${name}>`));
  });
  return [...spelled, ...twins].map((text) => ({ text, xml: true }));
}

const OTHER: Readonly<Record<string, string>> = {
  typeIdentifiant: 'IREP',
  variationPrix: 'Actualisable',
  dateNotification: '2031-01-01',
  datePublicationDonnees: '2031-01-01',
};

function testPlants(): void {
  describe('a fault planted in the XSD is noticed by the examples', () => {
    const agreed = judged.filter(({ both: { json, xml } }) => json === xml).map(({ both: { text, xml } }) => ({ text, xml }));
    const texts = [...agreed, ...more()];

    test('which are judged as expected without it', () => {
      expect(texts.filter(({ text, xml }) => judge.accepts(text) !== xml)).toEqual([]);
      expect(texts.length).toBeGreaterThan(300);
    });

    test.each(PLANTS)('%s', (name, find, replace) => {
      const mutants = mutantsOf(schema, { find, replace });
      // Each of them is a schema to compile: every sixth, at night all.
      const unnoticed = mutants
        .filter((_, i) => NIGHT || i % 6 === 0)
        .filter(({ schema: planted }) => {
          const other = xsdJudge(planted);
          const noticed = texts.some(({ text, xml }) => other.accepts(text) !== xml);
          other.dispose();
          return !noticed;
        });
      expect(mutants.length, name).toBeGreaterThan(0);
      expect(unnoticed.map(({ place }) => place)).toEqual([]);
    });
  });
}
