import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../src/model/kinds.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openXml } from '../../src/read/xml/read-xml.ts';
import type { Lost } from '../../src/write/lost.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import { recordMaker } from '../generate/records.ts';
import { readWhole } from '../support/whole.ts';
import { draws, NIGHT } from '../support/tier.ts';
import { GOLDEN } from '../support/engine.ts';
import { anyCharacter } from '../support/any-character.ts';

const RECORDS = draws(3_000, 25_000);
const TEXTS = draws(1000, 5000);
const SEED = NIGHT ? Date.now() : 'decp';

const version = await loadVersion(GOLDEN);
const { model, validators } = version;
const madeRecord = recordMaker(version);

type Way = { back: unknown; lost: Lost[]; findings: string[] };

function thereAndBack(file: unknown): Way {
  const { text, lost } = xmlOf(file, model);
  const { value, findings } = readWhole(openXml, text, model);
  // An empty element is read as what it was, and doubted: the State's program reads a null in it.
  const others = findings.filter(({ code }) => code !== 'xml.empty-element');
  return { back: value, lost, findings: others.map(({ code, path }) => `${code} ${path}`) };
}

const fileOf = (kind: RecordKind, value: unknown) => ({ version: '2.1', marches: { [kind]: [value] } });

/** Losses that even a record that the schema accepts may have: characters that XML 1.0 has not, and numbers beyond all doubles (1e400). */
const OF_CHARACTERS = new Set(['convert.control-character', 'convert.lone-surrogate']);
const isOfForm = ({ code, params }: Lost): boolean => OF_CHARACTERS.has(code) || Math.abs(params['value'] as number) === Infinity;

describe('JSON → XML → JSON', () => {
  test(`${RECORDS} records come back as they were wherever nothing is said to be lost (seed ${SEED})`, () => {
    const tally = { valid: 0, invalid: 0, lossy: 0 };
    for (let number = 0; number < RECORDS; number++) {
      const { kind, value, changes } = madeRecord(SEED, number);
      const file = fileOf(kind, value);
      const { back, lost, findings } = thereAndBack(file);
      const valid = validators[kind](value);
      const about = `record ${number} of ${SEED} (${changes.join('; ')})`;
      if (valid)
        expect(
          lost.filter((one) => !isOfForm(one)),
          about,
        ).toEqual([]);
      if (lost.length === 0) expect({ back, findings }, about).toEqual({ back: file, findings: [] });
      tally[lost.length > 0 ? 'lossy' : valid ? 'valid' : 'invalid']++;
    }
    expect(tally.valid).toBeGreaterThan(RECORDS / 5);
    expect(tally.invalid).toBeGreaterThan(RECORDS / 20);
    expect(tally.lossy).toBeGreaterThan(0);
  });

  const base = madeBase();
  const withObjet = (objet: string) => fileOf('marche', { ...base, objet });

  test.each([
    ['quotes and ampersands', `"a" & 'b' <c> ]]> &amp; &#13;`],
    ['blanks at both ends', '  deux espaces, une tabulation\t '],
    ['line ends of every kind', 'a\nb\r\nc\rd\n\re'],
    ['characters beyond the basic plane', '𝔘𝔫𝔦 🏗️ 👩🏽‍🔧'],
    ['marks that look like others', '\u00a0\u2028\u2029\u0085\ufeffx\u200b'],
    ['what looks like markup', '<!-- --> <![CDATA[x]]> <?pi?> <!DOCTYPE a>'],
  ])('keeps %s', (_, objet) => {
    const { back, lost, findings } = thereAndBack(withObjet(objet));
    expect({ back, lost, findings }).toEqual({ back: withObjet(objet), lost: [], findings: [] });
  });

  test('keeps every text that XML has the characters for, and says of each other what is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }), (objet) => {
        const { back, lost } = thereAndBack(withObjet(objet));
        if (lost.length === 0) expect(back).toEqual(withObjet(objet));
        else expect(lost.every(({ code, path }) => OF_CHARACTERS.has(code) && path === '/marches/marche/0/objet')).toBe(true);

        expect(lost.length > 0).toBe(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(objet));
      }),
      { numRuns: TEXTS },
    );
  });

  test.each([1e5, 0.30000000000000004, 1e21, 1.7976931348623157e308, 5e-324, 123456789.12, -0, 12.0])(
    'keeps the number %d to the last digit',
    (montant) => {
      const file = fileOf('marche', { ...base, montant });
      expect(thereAndBack(file)).toEqual({ back: file, lost: [], findings: [] });
    },
  );

  test.each(['\u0000', '\u0001', '\u001f', '\ufffe', '\ud800', 'a\udc00b'])('does not drop %j in silence', (objet) => {
    expect(thereAndBack(withObjet(objet)).lost).toHaveLength(1);
  });

  test('is noticed when a reader drops a blank: the law can fail', () => {
    const { text } = xmlOf(withObjet(' bord '), model);
    expect(readWhole(openXml, text.replace('> bord <', '>bord <'), model).value).not.toEqual(withObjet(' bord '));
  });
});

function madeBase(): Record<string, unknown> {
  for (let number = 0; ; number++) {
    const { kind, value } = madeRecord('base', number);
    if (kind === 'marche' && validators.marche(value)) return value as Record<string, unknown>;
  }
}
