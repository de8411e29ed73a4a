/** What is foretold of a file of XML is what the program of the national consolidation does with it: it reads XML in its own way. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { read, rulesOnXml } from '../../src/validate/consolidated-xml.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkXmlText } from '../../src/validate/text.ts';
import type { Validator } from '../../src/validate/types.ts';
import { hasShared, IN_FORCE, readText, SHARED, WITHOUT_SHARED } from '../support/engine.ts';
import { xmlTwin } from '../read/xml-twin.ts';

const version = await loadVersion(IN_FORCE);
const rules = await rulesFor(IN_FORCE, allRules(EXAMPLES_DAY));
const marches = xmlTwin(readText(`examples/${IN_FORCE}/valid/base-marche.json`), version.model) ?? '';
const concessions = xmlTwin(readText(`examples/${IN_FORCE}/valid/base-concession.json`), version.model) ?? '';

const judged = (xml: string) => checkXmlText(xml, version, rulesOnXml(rules));
const forecastOf = (xml: string) => judged(xml).rules?.forecast;
/** The minimal marché with more content. */
const withContent = (content: string): string => marches.replace('</marche>', `${content}</marche>`);
const replaced = (from: RegExp, to: string): string => marches.replace(from, to);

const TITULAIRE = '<titulaire><id>21310555400016</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>';
const OTHER = '<titulaire><id>99287450300012</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>';
const modification = (content: string, id = 1): string =>
  `<modification><id>${id}</id><dateNotificationModification>2024-05-13</dateNotificationModification>` +
  `<datePublicationDonneesModification>2024-05-31</datePublicationDonneesModification>${content}</modification>`;
const modifications = (...items: string[]): string => withContent(`<modifications>${items.join('')}</modifications>`);

test('a minimal marché is published', () => {
  expect(forecastOf(marches)).toMatchObject({ publish: 1, drop: 0, unknown: 0 });
});

test.each([
  ['a share without content', () => withContent('<origineUE/>')],
  ['a text without content', () => withContent('<idAccordCadre></idAccordCadre>')],
  ['an empty list of modifications', () => withContent('<modifications/>')],
  ['an empty list of subcontracts', () => withContent('<actesSousTraitance/>')],
])('%s, which says nothing to us, has the marché left out, and is a warning', (_, xml) => {
  const { findings, rules: verdict, schemaVerdict } = judged(xml());
  expect(verdict?.forecast).toMatchObject({ publish: 0, drop: 1 });
  expect(findings.map(({ code }) => code)).toContain('xml.empty-element');
  // An empty list of modifications is one of the things that the schema refuses.
  if (schemaVerdict === true) {
    expect(verdict?.forecast?.reasons.drop).toEqual({ xml: 1 });
    expect(findings.map(({ code }) => code)).toContain('rules.left-out');
  }
});

test.each([
  ['a modification without titulaires', modifications(modification('<montant>1200</montant>')), 'publish'],
  ['a modification with two titulaires', modifications(modification(`<titulaires>${TITULAIRE}${OTHER}</titulaires>`)), 'publish'],
  ['a modification with one titulaire', modifications(modification(`<titulaires>${TITULAIRE}</titulaires>`)), 'drop'],
  [
    'two modifications with titulaires',
    modifications(
      modification(`<titulaires>${TITULAIRE}${OTHER}</titulaires>`),
      modification(`<titulaires>${TITULAIRE}${OTHER}</titulaires>`, 2),
    ),
    'drop',
  ],
  ['blanks around values', replaced(/<nature>([^<]*)/, '<nature> $1\n'), 'publish'],
  ['an answer in French', replaced(/<marcheInnovant>false/, '<marcheInnovant>non'), 'publish'],
  ['an answer in capitals', replaced(/<marcheInnovant>false/, '<marcheInnovant>FALSE'), 'drop'],
  ['a number with an exponent', replaced(/<montant>[^<]*/, '<montant>5e4'), 'publish'],
  ['a number with a decimal comma', replaced(/<montant>[^<]*/, '<montant>50000,50'), 'drop'],
  ['whole months with decimals', replaced(/<dureeMois>[^<]*/, '<dureeMois>12.0'), 'drop'],
  ['a list that comes twice', replaced(/<techniques>.*<.techniques>/s, '$&$&'), 'drop'],
  ['an attribute', replaced(/<marche>/, '<marche lot="2">'), 'drop'],
  ['a prefix', replaced(/<marche>(.*)<.marche>/s, '<d:marche xmlns:d="https://exemple.example/decp">$1</d:marche>'), 'drop'],
  ['an amount that is no number', replaced(/<montant>[^<]*/, '<montant>inf'), 'drop'],
] as const)('%s: %#', (_, xml, fate) => {
  expect(forecastOf(xml)).toMatchObject({ [fate]: 1, unknown: 0 });
});

test('each concession of XML is left out, since its numbers stay texts, and it is said which', () => {
  const { findings, rules: verdict } = judged(concessions);
  expect(verdict?.forecast).toMatchObject({ publish: 0, reasons: { drop: { xml: 1 } } });
  expect(findings.find(({ code }) => code === 'rules.left-out')?.params).toMatchObject({
    reason: 'xml',
    member: expect.any(String) as string,
  });
});

test('an empty share depends on the source where answers are 0 and 1, as a source with convert_nc wants them', () => {
  const digits = withContent('<origineUE/>').replaceAll('>false<', '>0<').replaceAll('>true<', '>1<');
  expect(forecastOf(digits)).toMatchObject({ publish: 0, drop: 0, unknown: 1, reasons: { unknown: { source: 1 } } });
});

test('what ends the reading of a file has what follows left out, an empty record all of it', () => {
  const [, before = '', record = '', after = ''] = /^(.*?)(<marche>.*<\/marche>)(.*)$/s.exec(marches) ?? [];
  const three = (middle: string): string => before + record + middle + record.replace(/<id>[^<]*/, '<id>2024-9') + after;
  expect(forecastOf(three(record.replace(/<montant>[^<]*/, '<montant>nan')))).toMatchObject({
    publish: 1,
    drop: 2,
    reasons: { drop: { unreadable: 2 } },
  });
  expect(forecastOf(three('<marche/>'))).toMatchObject({ publish: 0, drop: 3 });
  const ending = record.replace(/<montant>[^<]*/, '<montant>nan');
  // No setting of the source makes it read on.
  const doubtful = record.replace('</marche>', '<origineUE/></marche>').replaceAll('>false<', '>0<');
  expect(forecastOf(before + ending + doubtful + after)).toMatchObject({ drop: 2, unknown: 0 });
});

type Case = {
  id: string;
  how: string;
  passes: { files: { ref: string; process: string; format: string; encoding?: string; text?: string }[] }[];
  options?: Record<string, { convert_nc?: boolean; validate?: boolean }>;
  expected: { published: string[]; refused: { key: string; stage: string }[] };
};

/** What is not about the content of one file of XML that its source validates: the encoding is a setting of the source, whatever the file declares. */
function isApart({ passes, options = {} }: Case): boolean {
  const files = passes.flatMap((pass) => pass.files);
  const [file] = files;
  const isUtf8 =
    file?.encoding === undefined && file?.process !== 'Modulademat2024Process' && !/encoding="(?!UTF-8")/.test(file?.text ?? '');
  const validates = file?.process !== 'Pes2024Process' || options['Pes2024Process']?.validate === true;
  return files.length !== 1 || file?.format !== 'xml' || !isUtf8 || !validates;
}

describe.skipIf(!hasShared)(`the cases of the program of the State${hasShared ? '' : ` (${WITHOUT_SHARED})`}`, () => {
  const text = hasShared ? readFileSync(`${SHARED}facts/consolidation/cases.json`, 'utf8') : '[]';
  const cases = (JSON.parse(text) as Case[]).filter((one) => one.how === 'ran' && !isApart(one));

  test('are some fifty', () => expect(cases.length).toBeGreaterThan(45));

  test.each(cases.map((one) => [one.id, one] as const))('%s', (_, { passes, options = {}, expected }) => {
    const [{ ref, process, text: xml = '' }] = passes[0]!.files as [Case['passes'][number]['files'][number]];
    const convertsNc = options[process]?.convert_nc === true;
    const fates = fatesOf(xml, convertsNc, version.validators);
    const refused = expected.refused.filter(({ stage }) => stage === 'clean').map(({ key }) => key);
    const keys = [...fates.keys()].map((key) => `${ref}#${key}`);
    expect(keys.filter((key) => fates.get(key.slice(ref.length + 1)) === 'refused')).toEqual(refused);
    expect(keys.filter((key) => fates.get(key.slice(ref.length + 1)) === 'accepted').sort()).toEqual(
      [...expected.published].sort(),
    );
    // A whole file says the same, of a source that is not known.
    if (convertsNc) return;
    const forecast = forecastOf(xml);
    const lost = expected.refused.filter(({ stage }) => stage === 'economie').length;
    expect((forecast?.publish ?? 0) + (forecast?.reserve ?? 0)).toBe(expected.published.length - lost);
  });
});

/** What becomes of each record of a file, as `m0`, `c0`, in the order of the program: marchés first. */
function fatesOf(xml: string, convertsNc: boolean, checks: Record<RecordKind, Validator>): Map<string, string> {
  const fates = new Map<string, string>();
  // Under another root, no record is read.
  if (!/<marches[ >]/.test(xml)) return fates;
  let end: string | undefined;
  for (const [kind, letter] of [
    ['marche', 'm'],
    ['contrat-concession', 'c'],
  ] as const)
    for (const [number, [source]] of [
      ...xml.matchAll(new RegExp(`<${kind}(?=[ />])(?:[^>]*/>|.*?</${kind}>)`, 'gs')),
    ].entries()) {
      const { outcome } = read(source, kind, checks[kind], convertsNc);
      if (outcome.startsWith('ends')) end = outcome;
      fates.set(`${letter}${number}`, end !== undefined && outcome !== 'refused' ? 'lost' : outcome);
    }
  return end === 'ends-all' ? new Map([...fates].map(([key]) => [key, 'lost'])) : fates;
}
