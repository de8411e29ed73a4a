import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { componentsOf } from '../../src/generate/components.ts';
import { isJsonExample } from '../support/examples.ts';
import { classes } from '../../src/generate/classes.node.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, IN_FORCE } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';

const { model } = await loadVersion(GOLDEN);
const files = new Map((await classes(model)).map(({ path, text }) => [path, text]));
const shown = new Map((await classes(goldenModel)).map(({ path, text }) => [path, text]));
const textOf = (path: string): string => files.get(path) ?? '';
const names = Object.keys(componentsOf(model, '#/'));
const codelistNames = Object.keys(model.codelists).length;

test.each([
  'python/decp.py',
  'java/decp/Titulaire.java',
  'java/decp/TypeIdentifiant.java',
  'java/decp/Converter.java',
  'csharp/Decp.cs',
])('%s reads as in its golden file', async (path) => {
  await expect(shown.get(path)).toMatchFileSnapshot(`../golden/generate/classes/${path.split('/').at(-1) ?? ''}.txt`);
});

const CLASSES: Record<string, () => string[]> = {
  python: () => [...textOf('python/decp.py').matchAll(/^class (\w+)/gm)].map(([, name]) => name ?? ''),
  java: () =>
    [...files.values()].flatMap((text) => [...text.matchAll(/^public (?:class|enum) (\w+)/gm)].map(([, name]) => name ?? '')),
  'C#': () => [...textOf('csharp/Decp.cs').matchAll(/^ {4}public (?:partial class|enum) (\w+)/gm)].map(([, name]) => name ?? ''),
};

describe.each(Object.keys(CLASSES))('the classes in %s', (language) => {
  const found = new Set(CLASSES[language]?.());

  test('are one for each object and one for each codelist, under clean names', () => {
    for (const helper of ['Converter', 'Serialize']) found.delete(helper);
    expect([...found].filter((name) => names.includes(name)).sort()).toEqual([...names].sort());
    expect(found.size).toBe(names.length + codelistNames);
    expect([...found].filter((name) => /\d|Element$|Class$|Enum$|Purple|Fluffy|Tentacled/.test(name))).toEqual([]);
  });
});

test('every file says that it is generated; Java and C# say that they are experimental', () => {
  for (const [path, text] of files) {
    expect(text.split('\n')[0], path).toContain('Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.');
    expect(text.includes('Expérimental') && text.includes('Experimental'), path).toBe(!path.startsWith('python/'));
    expect(text).not.toMatch(/[ \t]$/m);
  }
});

test('braces are closed in Java and in C#, and each class of Java stands in its file', () => {
  for (const [path, text] of files) {
    if (path.startsWith('python/')) continue;
    const code = text.replace(/"(?:[^"\\]|\\.)*"|'[^'\n]{1,2}'|\/\/.*|\/\*[\s\S]*?\*\//g, '');
    expect([...code.matchAll(/\{/g)].length, path).toBe([...code.matchAll(/\}/g)].length);
    const file = /java\/decp\/(\w+)\.java$/.exec(path)?.[1];
    if (file !== undefined) expect(text).toMatch(new RegExp(`^public (class|enum) ${file}\\b`, 'm'));
  }
});

const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
import decp
failed = {}
for name, value in json.load(sys.stdin).items():
    try:
        if decp.fichier_decp_to_dict(decp.fichier_decp_from_dict(value)) != value:
            failed[name] = 'differs'
    except Exception as error:
        failed[name] = repr(error)
print(json.dumps(failed))
`;
import { EXAMPLES } from '../support/unfolded.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const folder = mkdtempSync(`${tmpdir()}/decp-classes-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** The examples that do not pass through the Python classes unchanged, with what happens. They get the text as it stands in the files. */
function throughPython(text: string, examples: ReadonlyMap<string, string>): Record<string, string> {
  writeFileSync(`${folder}/decp.py`, text);
  const input = `{${[...examples].map(([name, example]) => `${JSON.stringify(name)}:${example}`).join(',')}}`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM, folder], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Record<string, string>;
}

describe.skipIf(!hasPython)(hasPython ? 'python3 runs the classes' : 'there is no python3 here: the classes are not run', () => {
  test('every valid example is loaded, and comes back as it was', async () => {
    const examples = await readTree(`${EXAMPLES}${GOLDEN}/valid`, (path) => isJsonExample(`valid/${path}`));
    expect(examples.size).toBeGreaterThan(90);
    expect(throughPython(textOf('python/decp.py'), examples)).toEqual({});
  });

  test('the classes of the version in force load the same records, and give them back', async () => {
    const examples = await readTree(`${EXAMPLES}${GOLDEN}/valid`, (path) => isJsonExample(`valid/${path}`));
    // The version of a file is a name that the version in force does not know.
    const unnamed = new Map([...examples].filter(([, text]) => !text.includes('"version"')));
    const python = (await classes((await loadVersion(IN_FORCE)).model)).find(({ path }) => path === 'python/decp.py');
    expect(unnamed.size).toBeGreaterThan(50);
    expect(throughPython(python?.text ?? '', unnamed)).toEqual({});
  });

  test('a class that reads another name, or that knows no 12.0, does not pass', async () => {
    const examples = await readTree(`${EXAMPLES}${GOLDEN}/valid`, (path) => isJsonExample(`valid/${path}`));
    const renamed = textOf('python/decp.py').replace('obj.get("codeCPV")', 'obj.get("code")');
    expect(Object.keys(throughPython(renamed, examples)).length).toBeGreaterThan(50);
    const plain = textOf('python/decp.py').replace('if isinstance(x, float) and x.is_integer():', 'if False:');
    expect(Object.keys(throughPython(plain, examples))).toEqual(['nombres-ecrits-autrement.json']);
  });
});
