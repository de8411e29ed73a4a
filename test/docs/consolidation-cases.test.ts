/** The guide on the program of the consolidation says of each value what the replay does with it, in both languages. */
import { expect, test } from 'vitest';
import { contentOf } from '../../src/consolidation/parse.ts';
import { keptOf } from '../../src/consolidation/harm.ts';
import { PythonError } from '../../src/consolidation/python.ts';
import { judgeOf } from '../../src/consolidation/schema.ts';
import { isSiret } from '../../src/consolidation/exclusions.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { recordOf, type Short } from '../consolidation/short.ts';
import { IN_FORCE, readText } from '../support/engine.ts';

const GUIDES = {
  fr: 'docs-site/guides/consolidation.md',
  en: 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current/consolidation.md',
};
const LOST = {
  fr: { 'le reste du fichier': 'rest', 'toute la passe': 'pass' },
  en: { 'the rest of the file': 'rest', 'the pass': 'pass' },
} as const;

const judge = judgeOf((await loadVersion(IN_FORCE)).validators);
const rowsOf = (lang: 'fr' | 'en'): string[][] =>
  [...readText(GUIDES[lang]).matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
const code = (cell = ''): string => /`([^`]*)`/.exec(cell)?.[1] ?? '';

const shortOf = (field: string, value: string): Short =>
  field === 'datePublicationDonneesModification'
    ? { modified: { 1: value } }
    : field === 'acheteur.id'
      ? { acheteur: { id: value } }
      : { ...(field === 'dateDebutExecution' && { kind: 'contrat-concession' }), [field]: value };

/** What becomes of a value that the schema accepts. */
function outcomeOf(field: string, value: string): string {
  const { kind, value: record } = recordOf(shortOf(field, value));
  expect([field, value, judge(kind, record)]).toEqual([field, value, undefined]);
  const kept = keptOf(kind, record, false);
  const made = kept.extent ?? kept.value[field];
  return typeof made === 'string' ? made : String(isSiret(value));
}

test.each(['fr', 'en'] as const)('each line is what the replay gives (%s)', (lang) => {
  const rows = rowsOf(lang);
  const said = rows.map(([field, value = '', effect = '']) => {
    if (field?.startsWith('`<') === true) {
      const read = (): unknown => contentOf(Buffer.from(code(field)), { format: 'xml', encoding: 'utf-8', convertsNc: false });
      expect(read).toThrow(PythonError);
      return [field, 'process', 'process'];
    }
    const lost: Record<string, string> = LOST[lang];
    const expected = lost[effect] ?? (code(effect) === '' ? 'true' : code(effect));
    return [`${code(field)} ${code(value)}`, expected, outcomeOf(code(field), code(value))];
  });
  expect(said.length).toBe(12);
  expect(said.map(([name, , found]) => [name, found])).toEqual(said.map(([name, expected]) => [name, expected]));
});

test('both languages have the same lines', () => {
  const spans = (lang: 'fr' | 'en') =>
    rowsOf(lang).map((row) => row.flatMap((cell) => [...cell.matchAll(/`[^`]*`/g)].map(String)));
  expect(spans('en')).toEqual(spans('fr'));
});
