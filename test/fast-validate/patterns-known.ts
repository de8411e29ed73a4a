import { readJsonFile, VERSIONS } from '../support/engine.ts';

/** A pattern as a version has it, with texts that match it where no generator finds some. */
export type Known = { pattern: string; unicode: boolean; examples?: string[] };

/** Every pattern of every version. */
export function patternsOfVersions(): Known[] {
  const found = new Map<string, Known>();
  for (const version of VERSIONS) {
    const { schema, unicodePatterns } = readJsonFile(`dist/versions/${version}/model.json`) as {
      schema: unknown;
      unicodePatterns: boolean;
    };
    for (const pattern of patternsIn(schema)) found.set(`${unicodePatterns}${pattern}`, { pattern, unicode: unicodePatterns });
  }
  return [...found.values()];
}

function patternsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'pattern' in schema && typeof schema.pattern === 'string' ? [schema.pattern] : [];
  return [...own, ...Object.values(schema).flatMap(patternsIn)];
}

/** Patterns of every form that is emitted, and of what regular expressions can say. */
export const OTHERS: Known[] = [
  {
    pattern: '^[^<>]*$',
    unicode: true,
    examples: ['Fourniture de mobilier scolaire', `${'à é '.repeat(20)}fin`, 'a'.repeat(64)],
  },
  { pattern: '^[^<>]*$', unicode: false, examples: ['', 'Travaux 🏫 du lycée'] },
  {
    pattern: '^(?!.*<[a-zA-Z/])(?!.*&[a-z]+;)(?!.*Ã[\\u0080-\\u00bf])[^\\u0000-\\u001f]*$',
    unicode: true,
    examples: ['a < b & c, été Ã lui', 'Ã', 'R&D ; x < 3 <', 'Marché public de travaux. '.repeat(6), `${'é'.repeat(40)}<3`],
  },
  {
    pattern: '^(?!.*(?:Ã[\\u0080-\\u00bf]|â€|Â[ «»°]|\\ufffd))[^<>]*$',
    unicode: true,
    examples: ['Voirie « été » n° 3 — l’élève €', 'éÃéÂéâ', `${'àâä’—œŒ…'.repeat(9)}€`, `${'é'.repeat(30)} ï»¿`],
  },
  { pattern: '<[a-z]|Ã©', unicode: true, examples: ['a <b>', `${'x'.repeat(31)}<p`, 'dÃ©jÃ '] },
  { pattern: 'Ã©', unicode: true, examples: ['Ã©', 'ÃÃ©', 'Ã ©Ã©'] },
  { pattern: '^.$', unicode: true, examples: ['a', 'é', '€', '🏫'] },
  { pattern: '^.$', unicode: false, examples: ['a', 'é', '€'] },
  { pattern: '^..$', unicode: false, examples: ['ab', '🏫', 'é€'] },
  { pattern: '^.{2,5}$', unicode: false, examples: ['ab', 'ab🏫', '🏫🏫a'] },
  { pattern: '^.{1,40}$', unicode: true },
  { pattern: '^[a-zà-ÿ]{3}$', unicode: true, examples: ['été', 'abc', 'ÿàa'] },
  { pattern: '^[!-5]{9}$', unicode: true, examples: ['123454321', '¿1234543', '12345\u07ff/!'] },
  { pattern: '^[A-Z]{2}[0-9A-F]{1,3}$', unicode: true },
  { pattern: '^(?:FR|BE|LU)[0-9]{2}(?:[AB]|X[0-9])$', unicode: true },
  { pattern: '^(?:é|€|🏫){2}[0-9]$', unicode: true, examples: ['é€1', '🏫é0', '€€9'] },
  { pattern: '^\\p{L}+$', unicode: true, examples: ['Été', 'Ωα', 'Abc', '𝐀𝐚'] },
  { pattern: '^(?:FR|BE|LU)[0-9]{2}$', unicode: true },
  { pattern: '\\bno\\b', unicode: true, examples: ['a no b', 'no', 'non no'] },
  { pattern: '^a|b$', unicode: true, examples: ['ax', 'xb', 'b'] },
  { pattern: '', unicode: true, examples: ['', 'a'] },
  { pattern: '[^\\s\\S]', unicode: true, examples: ['', 'a'] },
  { pattern: '^$', unicode: true, examples: [''] },
  { pattern: '^\\s*$', unicode: true, examples: ['', ' \u2028\u00a0\ufeff'] },
  { pattern: '\\S', unicode: false, examples: ['a', ' a', ' \u00a0🏫'] },
  { pattern: '^\\S+@\\S+$', unicode: true, examples: ['a@b', 'é@@€'] },
  { pattern: '[\\u{10000}-\\u{1ffff}]', unicode: true, examples: ['🏫', 'a𐀀'] },
  { pattern: '^[^a]$', unicode: true, examples: ['b', 'é', '🏫'] },
  { pattern: '^([0-9]{3}[A-Z]{0,2}){1,6}$', unicode: true, examples: ['123A456', '123'] },
  { pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}$', unicode: true },
];

/** What no automaton tells, or a table would be too large for. */
export const INEXPRESSIBLE = [
  '^\\p{L}{1,3}$',
  '^(a|b)\\1$',
  'a(?=bc)d?',
  '(?<!xy)z',
  '^.{1,30000}$',
  '(',
  '^(?:a|b)*a(?:a|b){16}$',
];
