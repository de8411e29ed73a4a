/** What is foretold of a file of XML is what the program of the national consolidation does with it: it reads XML in its own way. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { NEED_BYTES, type WrittenRecord } from '../../src/read/record.ts';
import { openXml } from '../../src/read/xml/read-xml.ts';
import { LISTED } from '../../src/consolidation/xml.ts';
import { read, rulesOnXml } from '../../src/validate/consolidated-xml.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkXmlText, isXml } from '../../src/validate/text.ts';
import { groupBy } from '../../packages/base/src/lists.ts';
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
    reasons: { drop: { 'lost-rest': 2 } },
  });
  expect(forecastOf(three('<marche/>'))).toMatchObject({ publish: 0, drop: 3 });
  const ending = record.replace(/<montant>[^<]*/, '<montant>nan');
  // No setting of the source makes it read on.
  const doubtful = record.replace('</marche>', '<origineUE/></marche>').replaceAll('>false<', '>0<');
  expect(forecastOf(before + ending + doubtful + after)).toMatchObject({ drop: 2, unknown: 0 });
});

type CaseFile = { ref: string; process: string; format: string; encoding?: string; text?: string };
type Case = {
  id: string;
  how: string;
  passes: { files: CaseFile[] }[];
  options?: Record<string, { convert_nc?: boolean; validate?: boolean }>;
  expected: { published: string[]; refused: { key: string; stage: string }[] };
};

/**
 * Why what becomes of the records of a file of XML is not what the file alone says: its source does not validate (PES); its source reads it in an encoding of its own,
 * whatever the file declares; other files of the case say the same contracts.
 */
function whyApart(
  { passes, options = {} }: Case,
  { process, encoding, text = '' }: CaseFile,
): 'pes' | 'encoding' | 'several' | undefined {
  if (process === 'Pes2024Process' && options[process]?.validate !== true) return 'pes';
  if (encoding !== undefined || process === 'Modulademat2024Process' || /encoding="(?!UTF-8")/.test(text)) return 'encoding';
  return passes.flatMap(({ files }) => files).length > 1 ? 'several' : undefined;
}

describe.skipIf(!hasShared)(`the cases of the program of the State${hasShared ? '' : ` (${WITHOUT_SHARED})`}`, () => {
  const text = hasShared ? readFileSync(`${SHARED}facts/consolidation/cases.json`, 'utf8') : '[]';
  const all = (JSON.parse(text) as Case[]).flatMap((one) =>
    one.passes.flatMap(({ files }) =>
      files.filter(({ format }) => format === 'xml').map((file) => ({ one, file, why: whyApart(one, file) })),
    ),
  );
  const named = (...whys: (string | undefined)[]) =>
    all
      .filter(({ one, why }) => one.how === 'ran' && whys.includes(why))
      .map(({ one, file }) => [one.id, file.ref, one, file] as const);

  test('each file of XML is judged here, or it is known why it cannot be', () => {
    const kinds = groupBy(all, ({ one, why = 'alone' }) => (one.how === 'ran' ? why : 'read only'));
    expect(Object.fromEntries([...kinds].map(([why, files]) => [why, files.length]))).toEqual(COUNTS);
  });

  test.each(named(undefined))('%s, %s', (_, __, { options = {}, expected }, { ref, process, text: xml = '' }) => {
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

  test.each(named('several'))(
    '%s, %s: what the schema refuses',
    (_, __, { options = {}, expected }, { ref, process, text: xml = '' }) => {
      const { convert_nc: convertsNc = process === 'Pes2024Process' } = options[process] ?? {};
      const fates = fatesOf(xml, convertsNc, version.validators);
      const own = (keys: readonly string[]) =>
        keys.flatMap((key) => (key.startsWith(`${ref}#`) ? [key.slice(ref.length + 1)] : []));
      expect([...fates].filter(([, fate]) => fate === 'refused').map(([key]) => key)).toEqual(
        own(expected.refused.filter(({ stage }) => stage === 'clean').map(({ key }) => key)),
      );
      for (const key of own(expected.published)) expect(fates.get(key), key).toBe('accepted');
    },
  );
});

/** The files of XML of all cases, by why they are apart. */
const COUNTS = { alone: 56, several: 12, pes: 39, encoding: 10 };

/** What becomes of each record of a file, as `m0`, `c0`, in the order of the program: marchés first. */
function fatesOf(xml: string, convertsNc: boolean, checks: Record<RecordKind, Validator>): Map<string, string> {
  const fates = new Map<string, string>();
  const records = writtenIn(xml);
  let end: string | undefined;
  for (const [kind, letter] of [
    ['marche', 'm'],
    ['contrat-concession', 'c'],
  ] as const)
    for (const [number, record] of records.filter(({ list }) => list === kind).entries()) {
      const { outcome, extent } = { extent: undefined, ...read(record.written, kind, checks[kind], convertsNc) };
      end ??= extent;
      fates.set(`${letter}${number}`, end !== undefined && outcome !== 'refused' ? 'lost' : outcome);
    }
  return end !== undefined && end !== 'rest' ? new Map([...fates].map(([key]) => [key, 'lost'])) : fates;
}

/** The records of a file as they are written; none of one that is no XML, or cannot be read to its end. */
function writtenIn(xml: string): { list: RecordKind | null; written: WrittenRecord }[] {
  if (!isXml(xml)) return [];
  const { feed, events } = openXml(version.model, LISTED);
  feed.feed(new TextEncoder().encode(xml));
  feed.finish();
  const read = [...events].filter((event) => event !== NEED_BYTES);
  if (!read.some((event) => event.type === 'end' && event.parsed)) return [];
  return read.flatMap((event) =>
    event.type === 'record' && event.written ? [{ list: event.list, written: event.written }] : [],
  );
}
