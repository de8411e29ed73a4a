import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { dirname, join } from 'node:path';
import { formatted } from '../../../src/governance/format.node.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkRules } from '../../../src/governance/checks/rules.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { runCall } from '../../../src/cli/main.node.ts';
import { NPM_RUN } from '../../../src/cli/maintenance.node.ts';
import { host } from '../../../src/host/memory.node.ts';
import { readTree } from '../../../src/host/tree.node.ts';
import { EXIT } from '../../../src/host/exit.ts';
import { answered, type Question, terminal } from '../../../src/governance/propose/ask.node.ts';
import { Draft, Refusal } from '../../../src/governance/propose/draft.ts';
import { type AskedRule, newIdFault } from '../../../src/governance/propose/rule.ts';
import { KINDS, propose } from '../../../src/governance/propose/verb.node.ts';
import { CODE_COLUMNS } from '../../../src/model/codelists.ts';
import { readJsonFile, readText } from '../../support/engine.ts';
import { exampleSources } from '../../../src/governance/examples/all.node.ts';
import { unfold } from '../../../src/governance/examples/unfold.ts';

const ID = 'duree-superieure-a-vingt-ans';
const RULE = `schema/next/rules/${ID}.yaml`;
const TABLE = `examples/cases/${ID}.yaml`;
const FILES = [TABLE, RULE];

let root = '';

/** A clone with nothing but what the scaffold is made from. */
beforeEach(async () => {
  // It would hold for the whole process of the tests.
  vi.spyOn(host, 'setFlags').mockResolvedValue();
  root = await mkdtemp(join(tmpdir(), 'propose-'));
  await mkdir(join(root, 'schema/next'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** `npm run`, where a rule is proposed in the clone of a test. */
const program = {
  ...NPM_RUN,
  verbs: NPM_RUN.verbs.map((command) =>
    'verbs' in command
      ? {
          ...command,
          verbs: command.verbs.map((verb) =>
            verb.name === 'rule'
              ? {
                  ...verb,
                  load: () =>
                    Promise.resolve((call: Parameters<typeof propose<AskedRule>>[1]) =>
                      propose(KINDS.rule, call, { root, today: '2026-12-01' }),
                    ),
                }
              : verb,
          ),
        }
      : command,
  ),
};

/** The exit code, and all that is printed. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { log: [] as string[], error: [] as string[] };
  const spies = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line: string) => void printed[name].push(line)),
  );
  try {
    const code = await runCall(program, ['propose', 'rule', ...argv]);
    return { code, out: printed.log.join('\n'), err: printed.error.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const written = async (): Promise<string[]> => [...(await readTree(root)).keys()];
const readRule = async (): Promise<string> => (await readTree(root)).get(RULE) ?? '';

const SOURCES = new Map(
  ['dialect/rule.schema.json', 'legal-texts.yaml', 'releases.json'].map((path) => [path, readText(`schema/${path}`)]),
);
const problemsOf = (text: string) => checkRules(new Map([...SOURCES, [`next/rules/${ID}.yaml`, text]]));

test.each(['fr', 'en'])('a new rule comes with its two examples, and with what to do next (%s)', async (lang) => {
  const { code, out, err } = await run(ID, '--lang', lang);
  expect({ code, err }).toEqual({ code: EXIT.conforming, err: '' });
  expect(await written()).toEqual(FILES);
  await expect(`${out}\n`).toMatchFileSnapshot(`../../golden/propose/printed.${lang}.txt`);
  await expect(await readRule()).toMatchFileSnapshot(`../../golden/propose/scaffold.${lang}.yaml`);
});

test('the cases start from the smallest example of their kind, one on each side of the limit', async () => {
  for (const [scope, list, kept] of [
    ['marche', 'marche', 120],
    ['concession', 'contrat-concession', 240],
  ] as const) {
    const id = `${scope}-trop-long`;
    expect(await run(id, '--scope', scope)).toMatchObject({ code: EXIT.conforming });
    const files = await readTree(root);
    const sources = await exampleSources();
    const cases = new Map([...sources.files, [`cases/${id}.yaml`, files.get(`examples/cases/${id}.yaml`) ?? '']]);
    const { examples, problems } = unfold({ ...sources, files: cases }, 'next');
    expect(problems).toEqual([]);
    const months = (path: string) =>
      (JSON.parse(examples.get(path) ?? '') as { marches: Record<string, [{ dureeMois: number }]> }).marches[list]?.[0].dureeMois;
    expect(months(`valid/${id}-respectee.json`)).toBe(kept);
    expect(months(`invalid/${id}--a-completer.json`)).toBe(kept + 1);
    expect(JSON.parse(examples.get(`invalid/${id}--a-completer.findings.json`) ?? '')).toEqual({
      findings: [{ code: id, path: `/marches/${list}/0/dureeMois` }],
    });
    expect(files.get(`schema/next/rules/${id}.yaml`)).toContain(`scope: ${scope}`);
  }
});

test.each(['fr', 'en'])('the scaffold is refused for each text that is not written, and for nothing else (%s)', async (lang) => {
  await run(ID, '--lang', lang);
  const text = await readRule();
  const unwritten = text.split('\n').filter((line) => /^[^#]*(À ÉCRIRE|TO WRITE)/.test(line));
  const reported = problemsOf(text);
  expect(reported).toHaveLength(unwritten.length);
  for (const { fr } of reported) expect(fr).toContain('il reste à écrire');
  const fixed = text
    .replace('text: À ÉCRIRE', 'text: referentiel')
    .replace('assert: À ÉCRIRE', 'assert: une valeur fausse')
    // Signs that would end a text, or part it, in another form of YAML.
    .replaceAll(/^ {4}(À ÉCRIRE|TO WRITE)$/gm, '    une valeur, fausse : "dite" d\'un trait')
    .replaceAll(/(?<=^(?:remedy|message):.*\n(?: .*\n)*) {4}une (.*)$/gm, '    Une $1.');
  expect(problemsOf(fixed)).toEqual([]);
});

test('the scaffold is formatted as the project is', async () => {
  await run(ID);
  const text = await readRule();
  expect(await formatted('rule.yaml', text)).toBe(text);
});

test.each(FILES)('nothing is written where %s exists', async (path) => {
  await put(path, 'mine');
  const { code, out, err } = await run(ID);
  expect({ code, out }).toEqual({ code: EXIT.unreadable, out: '' });
  expect(err).toContain(`${path} existe déjà`);
  expect(await written()).toEqual([path]);
  expect((await readTree(root)).get(path)).toBe('mine');
});

test('nothing stays where one of the files cannot be written', async () => {
  await put('examples/cases', 'a file in place of the folder');
  const { code, err } = await run(ID);
  expect(code).toBe(EXIT.unreadable);
  expect(err).toContain(`${TABLE} ne peut pas être écrit`);
  expect(await written()).toEqual(['examples/cases']);
  expect(await readdir(join(root, 'schema/next/rules'))).toEqual([]);
});

test.each([
  ['an id of one word', ['duree']],
  ['an id with capitals and accents', ['Durée-trop-longue']],
  ['an id that leads elsewhere', ['../../ailleurs-que-la']],
  ['no id', []],
  ['two ids', [ID, 'autre-regle']],
  ['a scope that is none', [ID, '--scope', 'lot']],
  ['a scope without its value', [ID, '--scope']],
  ['the scope of a whole file', [ID, '--scope', 'fichier']],
  ['an option that is none', [ID, '--force']],
  ['a language that is none', [ID, '--lang', 'de']],
])('%s is refused with a sentence, and nothing is written', async (name, argv) => {
  const { code, out, err } = await run(...argv);
  expect({ code, out }).toEqual({ code: EXIT.unreadable, out: '' });
  expect(await written()).toEqual([]);
  await expect(`${err}\n`).toMatchFileSnapshot(`../../golden/propose/${name.replaceAll(' ', '-')}.fr.txt`);
});

test.each(['fr', 'en'])('--help tells what it takes, and writes nothing (%s)', async (lang) => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(await run('--help', '--lang', lang)).toEqual({ code: EXIT.conforming, out: '', err: '' });
    await expect(write.mock.calls.join('')).toMatchFileSnapshot(`../../golden/propose/help.${lang}.txt`);
  } finally {
    write.mockRestore();
  }
  expect(await written()).toEqual([]);
});

test('the ids that it takes are those of the meta-schema', () => {
  const { properties } = readJsonFile('schema/dialect/rule.schema.json') as { properties: { id: { pattern: string } } };
  const pattern = new RegExp(properties.id.pattern, 'u');
  for (const id of ['', 'a', 'a-b', 'a-1', '1-a', 'a-', '-a', 'a--b', 'A-b', 'é-b', 'a_b-c', 'a-b\n', 'abc-def-ghi', 'a-b.yaml'])
    expect([id, newIdFault(id) === undefined]).toEqual([id, pattern.test(id)]);
});

test('a sentence about a scaffold leads to its line', async () => {
  await run(ID);
  const [first] = problemsOf(await readRule());
  expect(first && whereOf(first)).toMatch(/\.yaml:\d+:3$/);
});

test.each([[], ['field'], ['code'], ['deprecate'], ['rename'], ['split'], ['remove']])(
  'the help of propose %s says what it takes',
  async (...path) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      for (const lang of ['fr', 'en']) {
        write.mockClear();
        await runCall(NPM_RUN, ['propose', ...path, '--help', '--lang', lang]);
        await expect(write.mock.calls.join('')).toMatchFileSnapshot(
          `../../golden/propose/help/${path[0] ?? 'propose'}.${lang}.txt`,
        );
      }
    } finally {
      write.mockRestore();
    }
  },
);

test('where the draft cannot be read, a code is written all the same, and its cases are left to be written', async () => {
  await put(
    'schema/next/codelists/type-prix.csv',
    `${CODE_COLUMNS.join()}\nFerme,Ferme,Firm,Le prix est fixé.,referentiel,2.0.0,,\n`,
  );
  await put('schema/codelist-descriptions.yaml', 'type-prix:\n  Ferme: The price is set.\n');
  await put('schema/next/decp.schema.json', '{');
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const code = await propose(KINDS.code, { list: 'type-prix', code: 'Mixte', lang: 'fr' }, { root, today: '2026-12-01' });
  expect([code, log.mock.calls.join('\n')]).toEqual([EXIT.conforming, expect.stringContaining("Aucun cas n'est encore écrit")]);
  log.mockRestore();
  expect((await readTree(root)).get('schema/next/codelists/type-prix.csv')).toContain('\nMixte,');
});

/** The fields and the list that calls name. */
const NAMED = new Draft(
  new Map([
    [
      'schema/next/marche.schema.json',
      '{ "properties": { "ccag": { "x-field": "marche-ccag" }, "objet": { "x-field": "marche-objet" } } }',
    ],
    ['schema/next/contrat-concession.schema.json', '{}'],
    ['schema/next/migration.yaml', 'from: 2.1.0\n'],
    ['schema/releases.json', '{ "releases": [{ "version": "2.1.0" }, { "version": "next" }] }'],
    [
      'schema/2.1.0/codelists/type-prix.csv',
      `${CODE_COLUMNS.join()}\nMixte,Mixte,Mixed,Une part est ferme.,referentiel,2.0.0,,\n`,
    ],
    ['schema/next/codelists/type-prix.csv', `${CODE_COLUMNS.join()}\nFerme,Ferme,Firm,Le prix est fixé.,referentiel,2.0.0,,\n`],
  ]),
);

test('at a terminal, what a call does not say is asked for until there is an answer; what may be left out is left out', async () => {
  const draft = new Draft(new Map([['schema/next/codelists/type-prix.csv', `${CODE_COLUMNS.join()}\n`]]));
  const replies = ['', 'type-prix', 'Mixte', '', 'Une part est ferme.', '', ''];
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    questions.push(question);
    return Promise.resolve(replies.shift() ?? '');
  };
  expect(await answered({ label: 'Mixte' }, KINDS.code.questions, { draft, ask, lang: 'fr' })).toEqual({
    ...{ label: 'Mixte', list: 'type-prix', code: 'Mixte', description: 'Une part est ferme.' },
  });
  expect(questions).toHaveLength(7);
  expect(questions[1]).toBe(`une valeur est nécessaire\n${questions[0]}`);
  // A list is asked for a code only, and the code of a deprecation for a list only.
  const given = { what: 'marche.ccag', by: 'marche.objet', until: '2028-12-31' };
  expect(await answered(given, KINDS.deprecate.questions, { draft: NAMED, ask, lang: 'fr' })).toEqual(given);
  await expect(answered({ name: 'x' }, KINDS.field.questions, { draft, ask: undefined, lang: 'fr' })).rejects.toThrow(Refusal);
});

test.each([
  ['a list', KINDS.code.questions, { list: 'type-pri' }, 'type-pri'],
  ['a code', KINDS.deprecate.questions, { what: 'type-prix', code: 'Ferm' }, 'Ferm'],
  ['a code to remove', KINDS.remove.questions, { list: 'type-prix', code: 'Ferm' }, 'Ferm'],
  ['what replaces a code', KINDS.deprecate.questions, { what: 'type-prix', code: 'Ferme', by: 'Mixte' }, 'Mixte'],
  ['a field', KINDS.rename.questions, { field: 'marche.cag' }, 'marche.cag'],
  ['an object', KINDS.field.questions, { in: 'marche.objt' }, 'marche.objt'],
  ['a type', KINDS.field.questions, { type: 'bool' }, 'bool'],
  ['a text of the law', KINDS.code.questions, { source: 'arrete-2029' }, 'schema/legal-texts.yaml'],
])('%s that is wrong is said before what is missing', async (_, questions, given, said) => {
  const rest = { draft: NAMED, ask: undefined, lang: 'fr' } as const;
  await expect(answered(given, questions as readonly Question<object>[], rest)).rejects.toThrow(said);
});

test('why nothing replaces it is asked for where nothing does, in English for a field, whose texts have both', async () => {
  const asked = async (given: { what: string; code?: string }): Promise<string[]> => {
    const questions: string[] = [];
    const ask = (question: string): Promise<string> => Promise.resolve(String(questions.push(question.trim()) && ''));
    await answered({ ...given, until: '2028-12-31' }, KINDS.deprecate.questions, { draft: NAMED, ask, lang: 'fr' });
    return questions.map((question) => question.replace(/ \(.*/, ''));
  };
  const [by, why, english] = ["Qu'est-ce qui le remplace", 'Pourquoi rien ne le remplace-t-il', 'La même chose en anglais'];
  expect(await asked({ what: 'type-prix', code: 'Ferme' })).toEqual([by, why]);
  expect(await asked({ what: 'marche.ccag' })).toEqual([by, why, english]);
});

test('what says it from now on is asked of a code that goes, and why it goes of one that is published', async () => {
  const path = 'schema/next/codelists/type-prix.csv';
  const asked = async (code: string, columns: string): Promise<string[]> => {
    const list = `${NAMED.text(path)}Mixte,Mixte,Mixed,Une part est ferme.,referentiel,2.0.0,${columns}\n`;
    const draft = new Draft(new Map([...NAMED.paths('')].map((one) => [one, one === path ? list : NAMED.text(one)])));
    const questions: string[] = [];
    const ask = (question: string): Promise<string> => Promise.resolve(String(questions.push(question.trim()) && ''));
    await answered({ list: 'type-prix', code }, KINDS.remove.questions, { draft, ask, lang: 'fr' });
    return questions.map((question) => question.replace(/ \(.*/, ''));
  };
  const instead = 'Quel code le dit désormais';
  const why = ['Pourquoi disparaît-il, en une phrase', 'La même chose en anglais', 'Quel texte le demande'];
  expect(await asked('Mixte', ',')).toEqual([instead, ...why]);
  expect(await asked('Mixte', '2.1.0,Ferme')).toEqual(why);
  expect(await asked('Ferme', ',')).toEqual([instead]);
});

test('a wrong answer is asked for again, with what is wrong with it', async () => {
  const replies = ['31/12/2028', '2028-02-30', '2028-12-31'];
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    questions.push(question);
    return Promise.resolve(replies.shift() ?? '');
  };
  const given = { what: 'marche.ccag', by: 'marche.objet' };
  expect(await answered(given, KINDS.deprecate.questions, { draft: NAMED, ask, lang: 'fr' })).toMatchObject({
    until: '2028-12-31',
  });
  expect(questions.join('\n')).toContain("« 31/12/2028 » n'est pas un jour ; écrivez l'année, le mois et le jour");
});

test.each([
  ['at Ctrl+D', (input: PassThrough) => input.end()],
  ['at Ctrl+C', (input: PassThrough) => input.write('\u0003')],
])('questions that are stopped %s are refused, and nothing waits for an answer', async (_, stop) => {
  const [input, output] = [new PassThrough(), new PassThrough()].map((stream) => Object.assign(stream, { isTTY: true }));
  const person = terminal({ input, output } as Parameters<typeof terminal>[0]);
  const answer = person?.ask('Quel code ? ');
  stop(input as PassThrough);
  await expect(answer).rejects.toThrow(Refusal);
  person?.close();
});
