import { expect, test } from 'vitest';
import { unreadTexts } from '../../src/model/source-error.ts';
import { readSource } from '../../src/model/source-text.ts';

test.each([
  ['a key twice', 'a: 1\na: 2\n', 2, 'est deux fois'],
  ['a tab', 'a:\n\tb: 1\n', 2, 'une tabulation'],
  ['an indent of its own', 'a:\n    b: 1\n  c: 2\n', 3, 'le retrait de cette ligne'],
  ['an item of another indent', 'a:\n  - b\n - c\n', 3, 'le retrait de cette ligne'],
  ['a missing comma in braces', 'a: { b: 1 c: 2 }\n', 1, 'une virgule manque'],
  ['a missing comma between texts', 'a: { b: "x" c: "y" }\n', 1, 'une virgule manque'],
  ['a missing comma in brackets', "a: ['b' 'c']\n", 1, 'une virgule manque'],
  ['a missing colon', 'a: 1\nb\nc: 2\n', 2, 'manque après un nom de clé'],
  ['a text that goes on', "a: 'x'\nb 'y'\n", 2, 'manque après un nom de clé'],
  ['a colon without space', 'a: x\nb:c\nd: 1\n', 2, "l'espace qui le suit, manque"],
  ['a line that is indented', 'a: 1\n  b: 2\n', 1, 'parce qu'],
  ['a colon in a text', 'a: voir : ceci\n', 1, 'deux-points de trop'],
  ['a quote that is not closed', 'a: "b\nc: 1\n', 3, 'ne sont pas refermés'],
  ['an apostrophe in a text in apostrophes', "a: 'l'eau'\n", 1, "doublez-la (« 'l''eau' »)"],
  ['a brace that is not closed', 'a: { b: 1\nc: 2\n', 2, "n'est pas refermé"],
  ['a sign that begins a text', 'a: @b\n', 1, 'ne commence pas par ce signe'],
  ['a backslash', 'a: "\\d"\n', 1, 'barre oblique inverse'],
  ['an alias', 'a: &x 1\nb: *x\n', 2, 'un renvoi'],
  ['too many brackets', '['.repeat(5000), 1, 'trop de niveaux'],
  ['anything else', '%\n', 2, 'ne se lit pas'],
])('what is wrong with a YAML file is said in words of ours, at its line: %s', (_, text, line, words) => {
  const [error] = readSource(text).errors;
  expect(error).toMatchObject({ line });
  const said = error && unreadTexts(error);
  expect(said?.fr).toContain(words);
  expect(said?.fr).not.toContain(error?.message);
});
