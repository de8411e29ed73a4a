import { describe, expect, test } from 'vitest';
import { checkExamples } from '../../src/governance/examples/check.ts';
import { announcements } from '../../src/governance/examples/verb.node.ts';
import type { Found } from '../../src/governance/examples/expected.ts';

const LEFT_OUT: Found = { code: 'rules.left-out', severity: 'info', path: '/marches/marche/0' };
const WARNING: Found = { code: 'montant-suspect', severity: 'warning', path: '/marches/marche/0/montant' };
const ERROR: Found = { code: 'schema.type', path: '/marches/marche/0/objet' };

/** An example is what is found in it. */
const example = (...found: Found[]): string => JSON.stringify(found);
const check = (text: string): Found[] => JSON.parse(text) as Found[];
const findings = (found: Found[], note?: string): string =>
  JSON.stringify({ findings: found.map(({ code, path }) => ({ code, path })), ...(note !== undefined && { note }) });

const announced = (files: Record<string, string>) =>
  announcements(new Map(Object.entries(files)), check).map(({ path, added, removed, text }) => ({
    path,
    added: added.map(({ code }) => code),
    removed: removed.map(({ code }) => code),
    text: text === undefined ? undefined : (JSON.parse(text) as unknown),
  }));

const VALID = 'valid/a.json';
const BESIDE = 'valid/a.findings.json';
const INVALID = 'invalid/schema.type--a.json';
const EXPECTED = 'invalid/schema.type--a.findings.json';
const bare = ({ code, path }: Found) => ({ code, path });

describe('what a valid example announces', () => {
  test('is written where nothing was', () => {
    expect(announced({ [VALID]: example(LEFT_OUT, WARNING) })).toEqual([
      {
        path: BESIDE,
        added: ['rules.left-out', 'montant-suspect'],
        removed: [],
        text: { findings: [LEFT_OUT, WARNING].map(bare) },
      },
    ]);
  });

  test('is added to what was announced, and keeps its note', () => {
    expect(announced({ [VALID]: example(WARNING, LEFT_OUT), [BESIDE]: findings([WARNING], 'Voulu.') })).toEqual([
      { path: BESIDE, added: ['rules.left-out'], removed: [], text: { findings: [WARNING, LEFT_OUT].map(bare), note: 'Voulu.' } },
    ]);
  });

  test('is taken away where it is found no more, with the file where nothing is left', () => {
    const two = announced({ [VALID]: example(WARNING), [BESIDE]: findings([LEFT_OUT, WARNING]) });
    expect(two).toEqual([{ path: BESIDE, added: [], removed: ['rules.left-out'], text: { findings: [bare(WARNING)] } }]);
    const none = announced({ [VALID]: example(), [BESIDE]: findings([LEFT_OUT]) });
    expect(none).toEqual([{ path: BESIDE, added: [], removed: ['rules.left-out'], text: undefined }]);
  });

  test('is left alone where it is right, and where the example has an error: then the example or the schema is wrong', () => {
    expect(announced({ [VALID]: example(LEFT_OUT), [BESIDE]: findings([LEFT_OUT]) })).toEqual([]);
    expect(announced({ [VALID]: example() })).toEqual([]);
    expect(announced({ [VALID]: example(ERROR, LEFT_OUT) })).toEqual([]);
    expect(announced({ [VALID]: example(LEFT_OUT), [BESIDE]: '{"findings": "no"}' })).toEqual([]);
  });

  test('of XML too', () => {
    expect(announced({ 'valid/a.xml': example(LEFT_OUT) })).toMatchObject([{ path: BESIDE }]);
  });
});

describe('what an invalid example announces', () => {
  test('is completed by the forecast, with the note that a second finding asks for', () => {
    expect(announced({ [INVALID]: example(ERROR, LEFT_OUT), [EXPECTED]: findings([ERROR]) })).toEqual([
      {
        path: EXPECTED,
        added: ['rules.left-out'],
        removed: [],
        text: { findings: [ERROR, LEFT_OUT].map(bare), note: 'La consolidation nationale écarterait aussi ce contrat.' },
      },
    ]);
  });

  test('loses the forecast and the note that came with it, and no other note', () => {
    const [written] = announcements(
      new Map([
        [INVALID, example(ERROR, LEFT_OUT)],
        [EXPECTED, findings([ERROR])],
      ]),
      check,
    );
    const back = announced({ [INVALID]: example(ERROR), [EXPECTED]: written?.text ?? '' });
    expect(back).toEqual([{ path: EXPECTED, added: [], removed: ['rules.left-out'], text: { findings: [bare(ERROR)] } }]);
    const own = announced({ [INVALID]: example(ERROR), [EXPECTED]: findings([ERROR, LEFT_OUT], 'Voulu.') });
    expect(own).toMatchObject([{ text: { note: 'Voulu.' } }]);
  });

  test('is never what it breaks: neither another finding, nor the one that is found no more, nor a file that is not there', () => {
    expect(announced({ [INVALID]: example(ERROR, WARNING), [EXPECTED]: findings([ERROR]) })).toEqual([]);
    expect(announced({ [INVALID]: example(), [EXPECTED]: findings([ERROR]) })).toEqual([]);
    expect(announced({ [INVALID]: example(ERROR, LEFT_OUT) })).toEqual([]);
  });
});

test('once it is written, the check of examples has nothing to say', () => {
  const files = new Map([
    [VALID, example(LEFT_OUT, WARNING)],
    [INVALID, example(ERROR, LEFT_OUT)],
    [EXPECTED, findings([ERROR])],
  ]);
  const said = checkExamples(files, 'next', check).map(({ fr }) => fr);
  expect(said).toHaveLength(3);
  for (const sentence of said) expect(sentence).toContain("« npx decp check-examples --update » l'écrit");
  for (const { path, text } of announcements(files, check)) if (text !== undefined) files.set(path, text);
  expect(checkExamples(files, 'next', check)).toEqual([]);
  expect(announcements(files, check)).toEqual([]);
});
