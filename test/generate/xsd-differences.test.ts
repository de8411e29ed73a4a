import { afterAll, describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/generate/json-schema.ts';
import { xsd } from '../../src/generate/xsd.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkXmlText } from '../../src/validate/text.ts';
import { escaped } from '../../src/write/xml/text.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import { cloned } from '../rules/cloned.ts';
import { judgeValue, readJsonFile, GOLDEN } from '../support/engine.ts';
import { type Case, DIFFERENCES } from './xsd-differences.ts';
import { xsdJudge } from './libxml.ts';

const version = await loadVersion(GOLDEN);
const { model } = version;
const [schema, limits] = xsd(model).map(({ text }) => text) as [string, string];
const judge = xsdJudge(schema);
afterAll(() => judge.dispose());

type Fields = Record<string, unknown>;
type File = { marches: Record<string, Fields[]> };

const marche = readJsonFile(`examples/${GOLDEN}/valid/marche-complet.json`) as File;
const concession = readJsonFile(`examples/${GOLDEN}/valid/concession-complete.json`) as File;
const concessionXml = /<contrat-concession>[\s\S]*<\/contrat-concession>/.exec(xmlOf(concession, model).text)![0];

/** Both forms of a case: the sound record of its kind, edited. `§` stands for a sound concession. */
function formsOf({ kind = 'marche', xml, json }: Case): { text: string; file: unknown } {
  const file = cloned(kind === 'marche' ? marche : concession);
  const text = xml(xmlOf(file, model).text).replace('§', concessionXml);
  const root = json(file.marches[kind]![0]!, file) ?? file;
  if (text.includes(concessionXml) && kind === 'marche')
    file.marches['contrat-concession'] = cloned(concession.marches['contrat-concession']!);
  return { text, file: root };
}

describe.each(DIFFERENCES)('$number – $title', ({ cases }) => {
  test.each(cases)('$what', (one) => {
    const { text, file } = formsOf(one);
    expect(judgeValue(file, version).schemaVerdict).toBe(one.accepted);
    expect(judge.faults(text)).toHaveLength((one.xsd ?? one.accepted) ? 0 : 1);
    // What `decp validate` says of the XML.
    const read = checkXmlText(text, version);
    const passes = read.schemaVerdict === true && !read.findings.some(({ severity }) => severity === 'error');
    expect(passes).toBe(one.reader ?? one.accepted);
  });
});

test('where one form cannot say what the other says, the page of limits tells it', () => {
  const cases = DIFFERENCES.flatMap((difference) => difference.cases);
  const reported = (title: string, some: Case[]): void => {
    expect(some.length).toBeGreaterThan(0);
    expect(limits).toContain(`## ${title}\n`);
  };
  reported(
    'Les éléments entiers en double',
    cases.filter(({ xsd: verdict }) => verdict !== undefined),
  );
  reported(
    'Les éléments facultatifs vides',
    cases.filter(({ reader }) => reader !== undefined),
  );
});

test('every case but those that keep the record as it is changes both forms', () => {
  const idle = DIFFERENCES.flatMap(({ number, cases }) =>
    cases
      .filter(({ accepted }) => !accepted)
      .flatMap((one) => {
        const { text, file } = formsOf(one);
        const sound = one.kind === 'contrat-concession' ? concession : marche;
        const same = text === xmlOf(sound, model).text || JSON.stringify(file) === JSON.stringify(sound);
        return same ? [`${number}: ${one.what}`] : [];
      }),
  );
  expect(idle).toEqual([]);
});

/** The documentation of the element of a field, and what the JSON Schema says of the same field. */
const BUNDLE = JSON.parse(jsonSchema(model)[0]!.text) as {
  $defs: Record<string, { properties: Record<string, Texts> }>;
  $id: string;
};
type Texts = { title: string; description: string; 'x-title-en': string; 'x-description-en': string };

function documented(name: string): void {
  const field = BUNDLE.$defs['marche']!.properties[name]!;
  const [element = ''] = new RegExp(`<xs:element name="${name}"[\\s\\S]*?</xs:element>`).exec(schema) ?? [];
  for (const text of [field.title, field.description, field['x-title-en'], field['x-description-en']])
    expect(element).toContain(escaped(text));
}

test('14. the main CPV code is described alike in both forms', () => {
  documented('codeCPV');
});

test('15. the declaration of subcontracting is described alike in both forms', () => {
  documented('sousTraitanceDeclaree');
});

test('16. the JSON Schema says its version in its $id, and the XSD still has no target namespace', () => {
  expect(BUNDLE.$id).toContain(`/${GOLDEN}/`);
  expect(schema).not.toContain('targetNamespace');
});

test('the 16 differences have each their answer', () => {
  expect([...DIFFERENCES.map(({ number }) => number), 14, 15].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 16 }, (_, i) => i + 1),
  );
});
