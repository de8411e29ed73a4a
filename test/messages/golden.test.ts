import { describe as group, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { CODES, describe } from '../../src/messages.ts';
import { ALL, CASES } from './cases.ts';
import { isRecord } from '../../src/messages/paths.ts';
import { contextIn } from './context.ts';

const LANGS: Lang[] = ['fr', 'en'];

function page(family: string, lang: Lang): string {
  const lines = (CASES[family] ?? []).map((finding) => {
    const { title, text } = describe(finding, contextIn(lang), lang);
    return `${finding.code}  [${title}]\n${text}\n`;
  });
  return lines.join('\n');
}

for (const lang of LANGS) {
  group(`messages in ${lang}`, () => {
    test.each(Object.keys(CASES))('%s reads as in its golden file', async (family) => {
      await expect(page(family, lang)).toMatchFileSnapshot(`../golden/messages/${family}.${lang}.txt`);
    });

    test('each has a value found, an expectation and a remedy, and ends as a sentence', () => {
      for (const finding of ALL) {
        const { found, expected, remedy, text, title } = describe(finding, contextIn(lang), lang);
        for (const part of [found, expected, remedy, title]) expect(part.trim(), finding.code).not.toBe('');
        expect([found, expected].join(' '), 'parts are phrases, without a full stop').not.toMatch(/\.(\s|$)/);
        expect(remedy, finding.code).toMatch(/[.…]$/);
        expect(text).not.toMatch(/undefined|NaN(?! »|”)|\[object|[.;,]{2}/);
      }
    });

    test('each finding on a field names it', () => {
      const onField = ALL.filter(
        ({ code, path }) => code.startsWith('schema.') && path !== '' && !(code !== 'schema.required' && isRecord(path)),
      );
      for (const finding of onField) expect(describe(finding, contextIn(lang), lang).field, finding.code).toBeTruthy();
    });
  });
}

test('each code of the catalogue has a case', () => {
  const seen = new Set(ALL.map(({ code }) => code));
  expect(CODES.filter((code) => !seen.has(code))).toEqual([]);
});
