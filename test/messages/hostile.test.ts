import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe } from '../../src/messages.ts';
import { safeJson, shown, visible } from '../../packages/base/src/visible.ts';
import { ALL } from './cases.ts';
import { contextIn } from './context.ts';
import { anyCharacter } from '../support/any-character.ts';

const ESC = '\u001b';
const ATTACKS = [
  `${ESC}]0;titre\u0007${ESC}[2J${ESC}[31m`,
  '\u009b2J\u0090q\u009c',
  '\u202egnp.exe\u2066x\u2069',
  'a\u200bb\ufeffc\u00add',
  'ligne 1\nligne 2\r\tfin',
  '\ud800 seul',
  '\u{e0041}étiquette',
  'x'.repeat(50_000),
  ESC.repeat(50_000),
];
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The same finding with an attack in each text that comes from the file. */
function attacked(finding: Finding, attack: string): Finding {
  const params = { ...finding.params };
  for (const name of ['value', 'property', 'key', 'found', 'name', 'file', 'version', 'pattern']) {
    if (typeof params[name] === 'string') params[name] = name === 'pattern' ? params[name] : attack;
  }
  const path = finding.path === '' || finding.code === 'schema.required' ? finding.path : `${finding.path}/${attack}`;
  return { ...finding, path, params };
}

test.each(['fr', 'en'] as Lang[])('no value of a file reaches the terminal as a command, in %s', (lang) => {
  for (const finding of ALL) {
    for (const attack of ATTACKS) {
      const { text, field = '' } = describe(attacked(finding, attack), contextIn(lang), lang);
      expect(STEERING.test(text + field), `${finding.code}: ${text.slice(0, 200)}`).toBe(false);
      expect(text.length, finding.code).toBeLessThan(1200);
    }
  }
});

test('values of any other type than the one expected make a message too', () => {
  const values = [undefined, null, true, 0, -0, 1e300, '', [], {}, [[]], { [ESC]: ESC }, Array.from({ length: 1000 }, () => 0)];
  for (const finding of ALL.filter(({ code }) => code.startsWith('schema.'))) {
    for (const value of values) {
      const it = { ...finding, params: { ...finding.params, ...('value' in finding.params && { value }) } };
      expect(STEERING.test(describe(it, contextIn('fr'), 'fr').text)).toBe(false);
    }
  }
});

test('names inherited from Object are data like any other', () => {
  for (const code of ['constructor', '__proto__', 'toString']) {
    expect(describe({ code, severity: 'error', path: `/${code}`, params: {} }, contextIn('fr'), 'fr').text).toContain('constat');
  }
});

test('a shown value is at most 60 characters long and never ends inside an escape', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
      const shown = visible(text);
      expect(Array.from(shown).length).toBeLessThanOrEqual(60);
      expect(STEERING.test(shown)).toBe(false);
      if (shown.endsWith('…') && !text.endsWith('…')) expect(shown).not.toMatch(/\\(u[0-9a-f]{0,3}|u\{[0-9a-f]*)?…$/);
    }),
  );
});

test('what a person knows from a word processor is shown by its sign, and what hides is escaped', () => {
  expect(shown('a\u00a0b\u202fc\r\nd\ne\tf\u2028g')).toBe('a␣b␣c↵d↵e⇥f↵g');
  expect(shown('a\u200bb\u001bc')).toBe('a\\u200bb\\u001bc');
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
      const said = shown(text);
      expect(Array.from(said).length).toBeLessThanOrEqual(60);
      expect(STEERING.test(said)).toBe(false);
    }),
  );
});

test('hidden characters of JSON are escaped and read back the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const json = safeJson(JSON.stringify({ text }));
      expect(STEERING.test(json)).toBe(false);
      expect((JSON.parse(json) as { text: string }).text).toBe(text);
    }),
  );
});

test('a text is cut one character before the limit, whatever it is made of, and not where it just fits', () => {
  const said = [visible('abcd', 4), visible('abcde', 4), visible('ab\ncd', 4), visible('a😀bc', 4), visible('a😀bcd', 4)];
  expect(said).toEqual(['abcd', 'abc…', 'ab…', 'a😀bc', 'a😀b…']);
});
