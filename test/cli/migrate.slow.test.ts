import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJsonFile, ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { decp, decpInShell } from './run.ts';

let folder = '';
eachInFolder('migrate', (made) => (folder = made));

const given = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};
const written = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const migrate = (...args: string[]) => decp(['migrate', ...args], { folder });

type Place = { line: number; cell?: { name?: string } };
type Found = { in: string; field?: string; code: string; path: string; severity: string; position?: Place };
const findings = (out: string): Found[] => (JSON.parse(out) as { findings: Found[] }).findings;

type Report = { truncated: boolean; counts: Record<'error' | 'warning' | 'info', number> };

type Records = Record<string, unknown>[];
const V203 = readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: { marche: Records } };
const [MARCHE = {}] = V203.marches.marche;
const file = (...records: object[]) => ({ marches: { marche: records } });

describe('decp migrate', () => {
  test('a file that needs nothing but its label comes out in the new version, and the report says so', async () => {
    given('in.json', file(MARCHE));
    const { code, out, err } = await migrate('in.json', 'out.json', '--to', '2.1.0', '--lang', 'en');
    expect([code, err]).toEqual([0, '']);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'From version 2.0.3 to version 2.1.0. 1 contract: 1 is accepted by the schema of this version. ' +
        'Nothing in the file distinguishes version 2.0.3 from version 2.0.1; the steps start from the latter',
    );
    expect(written('out.json')).toEqual({ version: '2.1', ...file(MARCHE) });
  });

  test('a name that went is an information with its place in the file read', async () => {
    given('in.json', file({ _type: 'Marché', ...MARCHE }));
    const { code, out } = await migrate('in.json', 'out.json', '--to', '2.0.3', '--format', 'json');
    expect(code).toBe(0);
    expect(findings(out)).toMatchObject([
      { in: 'input', code: 'migrate.redundant', severity: 'info', path: '/marches/marche/0/_type', position: { line: 1 } },
    ]);
    expect(written('out.json')).toEqual(file(MARCHE));
  });

  describe('a file that mixes versions', () => {
    const OLD = readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records };
    const [old = {}] = OLD.marches;
    const call = ['--to', '2.1.0', '--partial', '--format', 'json'];
    type Report = {
      from: string;
      stepsFrom: string;
      starts: Record<string, number>;
      findings: (Found & { start?: string; field?: string })[];
    };
    const report = (out: string): Report => JSON.parse(out) as Report;

    test('starts each record from its own version, and counts them', async () => {
      given('in.json', file(MARCHE, MARCHE, old, MARCHE));
      const { out } = await migrate('in.json', 'out.json', ...call);
      const { from, stepsFrom, starts, findings: found } = report(out);
      expect([from, stepsFrom, starts]).toEqual(['2.0.3', '2.0.1', { '1.5.0': 1, '2.0.3': 3 }]);
      const [first, second, third] = (written('out.json') as typeof V203).marches.marche;
      expect([first, second]).toEqual([MARCHE, MARCHE]);
      expect(third).toMatchObject({ typesPrix: { typePrix: [expect.any(String)] } });
      expect(third).not.toHaveProperty('uid');
      const ofThird = found.filter(({ path }) => path.startsWith('/marches/marche/2'));
      expect(ofThird.map(({ code }) => code)).toContain('migrate.no-source');
      expect(ofThird.filter((one) => one.in === 'input').every(({ start }) => start === '1.5.0')).toBe(true);
      const others = found.filter(({ path }) => !path.startsWith('/marches/marche/2'));
      expect(others.map(({ code }) => code)).toEqual(['migrate.label']);
      const { out: text } = await migrate('in.json', 'out.json', '--to', '2.1.0', '--partial', '--lang', 'en');
      expect(text.replace(/\s+/g, ' ')).toContain('1 contract from version 1.5.0, 3 contracts from version 2.0.3');
    });

    test('starts from the version of the call or of the label alone, where there is one', async () => {
      given('in.json', file(MARCHE, old));
      expect(report((await migrate('in.json', 'out.json', ...call, '--from', '2.0.1')).out).starts).toEqual({ '2.0.1': 2 });
      given('in.json', { version: '2.0', ...file(MARCHE, old) });
      expect(Object.keys(report((await migrate('in.json', 'out.json', ...call)).out).starts)).toHaveLength(1);
    });

    test('leaves a record without a way to the target at the version of the file, and the report refuses it', async () => {
      given('in.json', { marches: [...Array.from({ length: 50 }, () => old), MARCHE] });
      const { code, out } = await migrate('in.json', 'out.json', '--to', '1.5.0', '--partial', '--format', 'json');
      expect([code, report(out).starts]).toEqual([1, { '1.5.0': 51 }]);
    });

    test('takes what a person completes by the start of each record', async () => {
      given('in.json', file(MARCHE, old));
      await migrate('in.json', 'out.json', '--to', '2.1.0', '--missing', 'todo.csv');
      const [head = '', row = ''] = readFileSync(join(folder, 'todo.csv'), 'utf8').trimEnd().split('\r\n');
      const at = head.replace('\ufeff', '').split(';').indexOf('offresRecues');
      given(
        'done.csv',
        `${head}\r\n${row
          .split(';')
          .map((cell, i) => (i === at ? '3' : cell))
          .join(';')}\r\n`,
      );
      await migrate('in.json', 'out.json', '--to', '2.1.0', '--partial', '--complete', 'done.csv');
      const records = (written('out.json') as typeof V203).marches.marche;
      expect(records.map((one) => one['offresRecues'])).toEqual([MARCHE['offresRecues'], 3]);
    });

    test('takes what is assumed of a field that only some records lack, and refuses one that all of them have', async () => {
      given('in.json', file(MARCHE, old));
      await migrate('in.json', 'out.json', ...call, '--assume', 'ccag=Travaux');
      const records = (written('out.json') as typeof V203).marches.marche;
      expect(records.map((one) => one['ccag'])).toEqual([MARCHE['ccag'], 'Travaux']);
      const { code, err } = await migrate('in.json', 'refused.json', ...call, '--assume', 'montant=3');
      expect([code, err.includes('ccag')]).toEqual([2, true]);
      given('in.json', { version: '2.0', ...file(MARCHE) });
      expect((await migrate('in.json', 'refused.json', ...call, '--assume', 'ccag=Travaux')).code).toBe(2);
    });

    test('does not take a record with one name of another version for one of that version', async () => {
      given('in.json', { marches: [{ ...old, offresRecues: 3 }] });
      const { out } = await migrate('in.json', 'out.json', ...call, '--missing', 'todo.csv');
      expect(report(out).starts).toEqual({ '1.5.0': 1 });
      const [record = {}] = (written('out.json') as typeof V203).marches.marche;
      expect(record).toMatchObject({ offresRecues: 3, typesPrix: { typePrix: [expect.any(String)] } });
      expect(readFileSync(join(folder, 'todo.csv'), 'utf8')).toContain('201900000700');
    });
  });

  describe('the list of all findings', () => {
    const [old = {}] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records }).marches;
    const call = ['in.json', 'out.json', '--to', '2.1.0', '--partial'];
    /** More findings than the report lists. */
    const MANY = 500;
    const many = (count: number): void => void given('in.json', { marches: Array.from({ length: count }, () => old) });

    test('has each of them where the report is cut: as NDJSON, and as CSV', async () => {
      many(MANY);
      const { out: json } = await migrate(...call, '--format', 'json');
      const { truncated, counts, findings: listed } = JSON.parse(json) as Report & { findings: Found[] };
      const total = counts.error + counts.warning + counts.info;
      expect([truncated, listed.length]).toEqual([true, 10_000]);
      expect(total).toBeGreaterThan(listed.length);
      const { code, out } = await migrate(...call, '--format', 'ndjson', '--report', 'constats.csv');
      const lines = out.trimEnd().split('\n');
      expect([code, lines.length]).toEqual([1, total + 1]);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
        type: 'summary',
        counts,
        from: '1.5.0',
        to: '2.1.0',
        written: true,
      });
      expect(lines.slice(0, 10_000).map((line) => JSON.parse(line) as unknown)).toEqual(
        listed.map((one) => ({ type: 'finding', ...one })),
      );
      const rows = readFileSync(join(folder, 'constats.csv'), 'utf8').trimEnd().split('\r\n');
      expect(rows.length).toBe(total + 1);
      expect(rows[0]).toMatch(
        /^\ufefffichier;ligne;colonne;gravité;code;.*;fichier du chemin;version de départ;niveau;nom stable;/,
      );
      const price = rows.find((row) => row.includes(';migrate.moved-deduced;'));
      expect(price).toMatch(/;fichier lu;;déduit;marche-forme-prix;\/marches\/marche\/0\/typesPrix\/typePrix\/0$/);
    });

    test('has whole values as NDJSON, which the report shortens', async () => {
      const long = 'a'.repeat(10_000);
      given('in.json', { marches: [{ ...old, note: long }] });
      const { out } = await migrate(...call, '--format', 'ndjson');
      expect(out).toContain(`"params":{"property":"note","value":"${long}"}`);
      expect((await migrate(...call, '--format', 'json')).out).not.toContain(long);
    });

    test('is written to standard output as CSV in place of the report, to standard error where the data go to the first', async () => {
      given('in.json', { marches: [old] });
      const { out } = await migrate(...call, '--format', 'csv', '--lang', 'en');
      expect(out).toMatch(/^\ufefffile;line;column;severity;code;problem;/);
      expect(out).not.toContain('From version');
      const both = await migrate('in.json', '-', '--to', '2.1.0', '--partial', '--format', 'ndjson');
      expect(JSON.parse(both.out)).toHaveProperty('marches.marche');
      expect(both.err.trimEnd().split('\n').at(-1)).toContain('"type":"summary"');
    });

    test('is written as far as it is read, and the data all the same', () => {
      // A MiB of findings, of which a pipe holds 64 KiB.
      many(50);
      const { out, err } = decpInShell(`migrate ${call.join(' ')} --format ndjson`, '| head -n 1', folder);
      expect([out.trimEnd().split('\n').length, err]).toEqual([1, '']);
      expect((written('out.json') as typeof V203).marches.marche).toHaveLength(50);
    });

    test('is a file beside the report, which names it, also where nothing else is written', async () => {
      given('in.json', { marches: [old] });
      const { code, out } = await migrate('in.json', 'out.json', '--to', '2.1.0', '--report', 'constats.ndjson');
      expect([code, existsSync(join(folder, 'out.json'))]).toEqual([1, false]);
      expect(out.replace(/\s+/g, ' ')).toContain('Tous les constats sont dans constats.ndjson.');
      expect(readFileSync(join(folder, 'constats.ndjson'), 'utf8')).toContain('"written":false');
      expect((await migrate('in.json', 'out.json', '--to', '2.1.0')).out).toContain('--report constats.csv');
    });

    test.each([
      ['of an unknown form', ['--report', 'constats.txt'], '« --report »'],
      ['in a folder that does not exist', ['--report', 'nowhere/constats.csv'], 'nowhere/constats.csv'],
      ['that is the data', ['--report', './in.json'], 'in.json'],
    ])('%s is refused, and nothing is written', async (_, more, named) => {
      given('in.json', { marches: [old] });
      const { code, err } = await migrate(...call, ...more);
      expect([code, err.includes(named)]).toEqual([2, true]);
      expect(readdirSync(folder)).toEqual(['in.json']);
    });
  });

  test('a file is of the same version for every verb', async () => {
    const { marches } = readJsonFile('examples/1.4.0/valid/base-marche.json') as { marches: Records };
    // A code of 1.3.0 and 1.4.0.
    given('in.json', { marches: marches.map((one) => ({ ...one, procedure: 'Procédure concurrentielle avec négociation' })) });
    const json = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await decp([...args, '--format', 'json'], { folder })).out);
    expect([
      await json('validate', 'in.json'),
      await json('migrate', 'in.json', 'out.json', '--to', '2.1.0'),
      await json('convert', 'in.json', 'same.json'),
      await json('impact', 'in.json'),
    ]).toMatchObject([
      { files: [{ version: '1.4.0', versionDetected: '1.4.0' }] },
      { from: '1.4.0', stepsFrom: '1.3.0', starts: { '1.4.0': 1 } },
      { version: '1.4.0' },
      { files: [{ version: '1.4.0' }] },
    ]);
  });

  test.each([
    ['says another one than the file read', '2.0', '2.1.0', 'json', { given: true, value: '2.0', said: true, label: '2.1' }],
    ['says one, as the file read does not', undefined, '2.1.0', 'json', { given: false, value: '', said: true, label: '2.1' }],
    ['says another one, as XML', '2.0', '2.1.0', 'xml', { given: true, value: '2.0', said: true, label: '2.1' }],
    ['says another one, as a package', '2.0', '2.1.0', 'zip', { given: true, value: '2.0', said: true, label: '2.1' }],
    ['says none, as a table has no place for it', '2.0', '2.1.0', 'csv', { given: true, value: '2.0', said: false, label: '' }],
    [
      'says none, as its version has no field for it',
      '2.1',
      '2.0.3',
      'json',
      { given: true, value: '2.1', said: false, label: '' },
    ],
  ])('the version that the file written %s is named', async (_, version, to, form, params) => {
    given('in.json', { ...(version !== undefined && { version }), ...file(MARCHE) });
    const { code, out } = await migrate('in.json', `out.${form}`, '--to', to, '--format', 'json');
    expect(code).toBe(0);
    expect(findings(out).filter((found) => found.code === 'migrate.label')).toMatchObject([
      { in: 'input', severity: 'info', level: 'exact', path: params.given ? '/version' : '', params },
    ]);
    // What was written says what the finding says.
    await decp(['convert', `out.${form}`, 'back.json', '--schema', to], { folder });
    expect(written('back.json')).toEqual({ ...(params.said && { version: params.label }), ...file(MARCHE) });
  });

  test('a file that says its version already has nothing to be named', async () => {
    given('in.json', { version: '2.1', ...file(MARCHE) });
    const { out } = await migrate('in.json', 'out.json', '--to', '2.1.0', '--format', 'json');
    expect(findings(out)).toEqual([]);
  });

  test('what the form of the file written cannot carry is lost, an empty list but for its name', async () => {
    const acheteur = { ...(MARCHE['acheteur'] as object), nom: 'Commune de Valbourg' };
    given('in.json', { marches: { marche: [{ ...MARCHE, acheteur }], 'contrat-concession': [] } });
    const { code, out } = await migrate('in.json', 'out.csv', '--to', '2.0.3', '--partial', '--format', 'json');
    expect(code).toBe(1);
    expect(findings(out)).toMatchObject([
      {
        in: 'output',
        code: 'convert.unknown-property',
        severity: 'error',
        level: 'lost',
        path: '/marches/marche/0/acheteur/nom',
      },
      { in: 'input', code: 'convert.empty-list', severity: 'info', level: 'equivalent', path: '/marches/contrat-concession' },
    ]);
  });

  test('what the target refuses keeps the file from being written, unless it is asked for', async () => {
    given('in.json', file({ ...MARCHE, montant: 0 }));
    const refused = await migrate('in.json', 'out.json', '--to', '2.1.0');
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("Rien n'a été écrit");
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
    const partial = await migrate('in.json', 'out.json', '--to', '2.1.0', '--partial', '--format', 'json');
    expect(partial.code).toBe(1);
    expect(findings(partial.out)).toMatchObject([
      { in: 'output', code: 'schema.minimum', severity: 'error', path: '/marches/marche/0/montant' },
      { in: 'input', code: 'migrate.label', severity: 'info' },
    ]);
    expect(written('out.json')).toMatchObject(file({ montant: 0 }));
  });

  test('a 1.x record is named what it lacks, and nothing is filled in', async () => {
    const { code, out } = await migrate(
      `${ROOT}examples/1.5.0/valid/base-marche.json`,
      'out.json',
      '--to',
      '2.0.3',
      '--partial',
      '--format',
      'json',
    );
    expect(code).toBe(1);
    const missing = findings(out).filter((found) => found.code === 'migrate.no-source');
    expect(missing.length).toBeGreaterThan(8);
    const [record = {}] = (written('out.json') as typeof V203).marches.marche;
    for (const name of ['ccag', 'offresRecues', 'considerationsSociales', 'marcheInnovant'])
      expect(record).not.toHaveProperty(name);
    expect(record['typesPrix']).toBeDefined();
  });

  test('a report without a table names all fields that are missing, and advises the table before an incomplete file', async () => {
    const call = [`${ROOT}examples/1.5.0/valid/base-marche.json`, 'out.json', '--to', '2.0.3'];
    const fields = findings((await migrate(...call, '--format', 'json')).out).flatMap(({ code, field }) =>
      code === 'migrate.no-source' ? [field ?? ''] : [],
    );
    expect(fields.length).toBeGreaterThan(8);
    const text = (await migrate(...call)).out.replace(/\s+/g, ' ');
    const end = text.slice(text.indexOf("Rien n'a été écrit"));
    for (const field of fields) expect(end).toContain(`« ${field} »`);
    expect(end).toMatch(/« --missing tableau\.xlsx ».*« --complete tableau\.xlsx ».*À défaut, ajoutez « --partial »/);
    const tabled = (await migrate(...call, '--missing', 'todo.csv')).out.replace(/\s+/g, ' ');
    expect(tabled).not.toContain('« --missing tableau.xlsx »');
    expect(tabled).toMatch(/relancez avec « --complete »\. À défaut, ajoutez « --partial »/);
  });

  test.each([
    ['that is not UTF-8', Buffer.from('{"marches":{"marche":[{"id":"\u00e9"}]}}', 'latin1').toString('latin1')],
    ['that is cut in its first contract', '{"marches":{"marche":[{"id":"1"'],
    ['without a list of contracts', '{"a":1}'],
  ])('a file %s is not written with --partial, which is not advised', async (_, text) => {
    writeFileSync(join(folder, 'in.json'), text, 'latin1');
    for (const options of [[], ['--partial']]) {
      const { code, out, err } = await migrate('in.json', 'out.json', '--to', '2.1.0', ...options);
      expect(code).not.toBe(0);
      expect(out + err).not.toContain('--partial');
      if (out !== '') expect(out.replace(/\s+/g, ' ')).toContain("aucun contrat n'a pu être lu");
      expect(readdirSync(folder)).toEqual(['in.json']);
    }
  });

  test('an output and a table of an unknown form are each answered with the forms that they have', async () => {
    given('in.json', file(MARCHE));
    const output = await migrate('in.json', 'out.txt', '--to', '2.1.0');
    expect(output.err).toContain("Donnez l'une de ces extensions à la sortie.");
    const table = await migrate('in.json', 'out.json', '--to', '2.1.0', '--missing', 'todo.json');
    expect(table.err).toContain('un nom qui se termine par « .xlsx », « .ods », « .csv ». Donnez');
    expect(table.err).toContain("extensions au tableau de l'option « --missing ».");
    for (const { code, err } of [output, table]) expect([code, err.includes('--to')]).toEqual([2, false]);
  });

  test('a list of both kinds becomes two lists, and their order is said where they were mixed', async () => {
    const [one, other] = ['base-marche', 'base-concession'].map(
      (name) => (readJsonFile(`examples/2.0.0/valid/${name}.json`) as { marches: Records }).marches[0],
    );
    given('in.json', { marches: [one, other, one] });
    const { out } = await migrate('in.json', 'out.json', '--to', '2.0.2', '--partial', '--format', 'json');
    const { marches } = written('out.json') as { marches: Record<string, unknown[]> };
    expect([marches['marche']?.length, marches['contrat-concession']?.length]).toEqual([2, 1]);
    expect(findings(out).map((found) => found.code)).toContain('migrate.order');
    const back = await migrate('out.json', 'back.json', '--to', '2.0.0', '--partial', '--format', 'json');
    expect([0, 1]).toContain(back.code);
    expect((written('back.json') as { marches: unknown[] }).marches.length).toBe(3);
  });

  test.each([
    ['json', 1, '{"marches":{"marche":[{"id":"A1","montant":12345678901234567890,"origineUE":0.10,"tauxAvance":0.3}]}}'],
    [
      'xml',
      1,
      '<marches><marche><id>A1</id><montant> 12345678901234567890 </montant><origineUE>0.10</origineUE></marche></marches>',
    ],
    ['csv', 2, 'marche.id;montant;origineUE\r\nA1;12 345 678 901 234 567 890 €;0,10\r\n'],
  ])('a number of which digits go is named with its place: %s', async (form, line, content) => {
    given(`in.${form}`, content);
    const { out } = await migrate(`in.${form}`, 'out.json', '--to', '2.1.0', '--from', '2.0.3', '--partial', '--format', 'json');
    expect(findings(out).filter(({ code }) => code === 'migrate.rounded-number')).toMatchObject([
      {
        ...{ in: 'input', severity: 'warning', path: '/marches/marche/0/montant', position: { line } },
        params: { value: '12345678901234567890', becomes: '12345678901234567000' },
      },
    ]);
  });

  test.each([
    ['xml', '<marches><marche><id>A1</id><montant>12345678901234567890</montant><montant>1</montant></marche></marches>'],
    ['json', '{"marches":{"marche":[{"id":"A1","montant":1.1000000000000001,"autre":12345678901234567890}]}}'],
  ])('a number that is not in the file written is no rounded one, nor all digits of a double: %s', async (form, content) => {
    given(`in.${form}`, content);
    const { out } = await migrate(`in.${form}`, 'out.json', '--to', '2.1.0', '--from', '2.0.3', '--partial', '--format', 'json');
    expect(written('out.json')).toMatchObject(file({ id: 'A1' }));
    expect(findings(out).filter(({ code }) => code === 'migrate.rounded-number')).toEqual([]);
  });

  test('2.x goes down within 2.x, and never to 1.x', async () => {
    const techniques = { technique: ["Système d'acquisition dynamique"] };
    given('in.json', file({ ...MARCHE, techniques, origineUE: 1, origineFrance: 0.5 }));
    expect((await migrate('in.json', 'out.json', '--to', '2.0.1')).code).toBe(0);
    expect(written('out.json')).toMatchObject(file({ techniques: { technique: ['Système d’acquisition dynamique'] } }));
    const refused = await migrate('in.json', 'none.json', '--to', '1.5.0', '--lang', 'en');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('Version 1 requires names');
    expect(existsSync(join(folder, 'none.json'))).toBe(false);
  });

  test.each(['xml', 'csv', 'xlsx', 'ods', 'zip'])('records go to %s and come back', async (form) => {
    given('in.json', file({ _type: 'Marché', ...MARCHE }));
    const there = await migrate('in.json', `out.${form}`, '--to', '2.0.3');
    expect([there.code, there.err]).toEqual([0, '']);
    const back = await migrate(`out.${form}`, 'back.json', '--to', '2.1.0', '--from', '2.0.3');
    expect([back.code, back.err]).toEqual([0, '']);
    expect(written('back.json')).toEqual({ version: '2.1', ...file(MARCHE) });
  });

  test.each(['xml', 'csv', 'xlsx', 'ods', 'zip'])('what is said of a file is the same where its form is %s', async (form) => {
    const ccag = 'Techniques de l’information et de la communication';
    const techniques = { technique: ['Système d’acquisition dynamique'] };
    given('in.json', file({ _type: 'Marché', ...MARCHE, ccag, techniques }, { ...MARCHE, id: '2', montant: 0 }));
    await decp(['convert', 'in.json', `in.${form}`, '--schema', '2.0.1'], { folder });
    const of = async (name: string) => {
      const { out } = await migrate(name, 'out.json', '--from', '2.0.1', '--to', '2.1.0', '--partial', '--format', 'ndjson');
      const lines = out.trimEnd().split('\n');
      const said = lines.map((line) => JSON.parse(line) as Partial<Found> & Record<string, unknown>);
      // The published schema of XML refuses more than the version.
      const ofAll = said.filter(({ code }) => code !== 'xml.published-xsd-refuses' && code !== undefined);
      const facts = ofAll.map(({ code, path, there, level, params }) => ({ code, path, there, level, params }));
      return { facts, file: written('out.json') };
    };
    const ofJson = await of('in.json');
    expect(ofJson.facts.map(({ code }) => code)).toContain('migrate.recoded');
    expect(await of(`in.${form}`)).toEqual(ofJson);
  });

  test('names next to the records are reported, and so is a file that is cut', async () => {
    given('in.json', { source: 'x', version: 5, marches: { marche: [MARCHE], autres: [] } });
    const { out } = await migrate('in.json', 'out.json', '--to', '2.0.3', '--format', 'json');
    expect(findings(out).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'migrate.stray-around /source',
      'migrate.stray-around /version',
      'migrate.stray-around /marches/autres',
    ]);
    expect(out).not.toContain('null');
    given('cut.json', JSON.stringify(file(MARCHE, MARCHE)).slice(0, -40));
    expect((await migrate('cut.json', 'cut-out.json', '--to', '2.0.3')).code).toBe(1);
    expect(existsSync(join(folder, 'cut-out.json'))).toBe(false);
  });

  test.each([
    ['a text', { marche: 'texte', 'contrat-concession': [] }],
    ['an object', { marche: { a: 1, marche: [MARCHE] } }],
    ['null', { marche: null, 'contrat-concession': [] }],
  ])('%s where a list is expected is an error with its place, and nothing is written', async (_, marches) => {
    given('in.json', { marches });
    const { code, out } = await migrate('in.json', 'no-list.json', '--to', '2.1.0', '--format', 'json');
    expect(code).toBe(1);
    expect(findings(out)).toMatchObject([
      { in: 'input', code: 'migrate.label', severity: 'info' },
      { in: 'input', code: 'schema.type', severity: 'error', path: '/marches/marche', position: { line: 1 } },
    ]);
    expect(existsSync(join(folder, 'no-list.json'))).toBe(false);
  });

  test.each([
    ['2.1.0', { marches: { marche: [] } }, 1],
    ['2.1.0', { marches: [] }, 1],
    ['2.0.3', { marches: [] }, 1],
    ['2.0.3', { marches: { marche: [] } }, 0],
  ])('the file around the records is one that %s accepts, or an error says it: %j', async (to, content, expected) => {
    given('in.json', content);
    const { code, out } = await migrate('in.json', `empty-${to}.json`, '--to', to, '--format', 'json');
    expect([code, existsSync(join(folder, `empty-${to}.json`))]).toEqual([expected, expected === 0]);
    expect(findings(out)).toMatchObject([
      ...(to === '2.1.0' ? [{ in: 'input', code: 'migrate.label', severity: 'info' }] : []),
      ...(expected === 1 ? [{ in: 'output', severity: 'error', path: '/marches' }] : []),
    ]);
  });

  test('two records in a single list are a file that its version accepts', async () => {
    const { marches } = readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records };
    given('in.json', { marches: [...marches, ...marches] });
    const { code, out } = await migrate('in.json', 'out.json', '--to', '1.5.0', '--format', 'json');
    expect([code, findings(out)]).toEqual([0, []]);
  });

  test('data go to standard output with the report on standard error', async () => {
    given('in.json', file(MARCHE));
    const { code, out, err } = await migrate('in.json', '-', '--to', '2.0.3');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(file(MARCHE));
    expect(err).toContain('2.0.3');
  });

  describe('what is missing', () => {
    const OLD = `${ROOT}examples/1.5.0/valid/base-marche.json`;
    const GIVEN: Record<string, string> = {
      'techniques.1': 'Sans objet',
      'modalitesExecution.1': 'Bons de commande',
      'modalitesExecution.2': 'Tranches',
      marcheInnovant: 'non',
      ccag: 'Travaux',
      offresRecues: '3',
      attributionAvance: 'oui',
      sousTraitanceDeclaree: 'non',
      formePrix: 'Forfaitaire',
      'considerationsSociales.1': 'Clause sociale',
      'considerationsEnvironnementales.1': 'Pas de considération environnementale',
    };
    /** What the table would ask, in a record that mixes versions. */
    const ANSWERED = {
      ...{ technique: ['Concours'], modaliteExecution: ['Bon de commande'], typePrix: ['Définitif ferme'] },
      ...{ marcheInnovant: false, ccag: 'Travaux', offresRecues: 9, attributionAvance: true, sousTraitanceDeclaree: false },
      ...{ formePrix: 'Forfaitaire', considerationsSociales: [], considerationsEnvironnementales: [] },
    };
    const filledIn = (csv: string): string => {
      const [head = '', row = ''] = csv.trimEnd().split('\r\n');
      const names = head.replace('\ufeff', '').split(';');
      const cells = row.split(';').map((cell, i) => GIVEN[names[i] ?? ''] ?? cell);
      return `${head}\r\n${cells.join(';')}\r\n`;
    };

    test('is written as a table that a person fills in, and read back: then the contract conforms', async () => {
      const first = await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv', '--lang', 'en');
      expect(first.code).toBe(1);
      expect(first.out.replace(/\s+/g, ' ')).toContain('1 contract to complete, in todo.csv');
      const csv = readFileSync(join(folder, 'todo.csv'), 'utf8');
      expect(csv).toContain('201900000700;21990041200012;');
      given('done.csv', filledIn(csv));
      const second = await migrate(OLD, 'out.json', '--to', '2.0.3', '--complete', 'done.csv', '--format', 'json');
      expect([second.code, second.err]).toEqual([0, '']);
      const codes = findings(second.out).map((found) => `${found.in} ${found.code} ${found.path}`);
      expect(codes).toContain('output migrate.completed /marches/marche/0/offresRecues');
      expect(codes.filter((code) => code.includes('no-source'))).toEqual([]);
      expect((written('out.json') as typeof V203).marches.marche[0]).toMatchObject({
        offresRecues: 3,
        attributionAvance: true,
        modalitesExecution: { modaliteExecution: ['Bons de commande', 'Tranches'] },
      });
    });

    test('goes back to the contract that lacks it, where another one of the same number lacks nothing', async () => {
      const [old = {}] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records }).marches;
      given('in.json', { marches: [{ ...old, ...ANSWERED }, old] });
      await migrate('in.json', 'out.json', '--from', '1.5.0', '--to', '2.0.3', '--missing', 'todo.csv');
      given('done.csv', filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8')));
      const call = ['--from', '1.5.0', '--to', '2.0.3', '--complete', 'done.csv', '--format', 'json'];
      const { code, out } = await migrate('in.json', 'out.json', ...call);
      const { marche } = (written('out.json') as typeof V203).marches;
      expect(marche.map((one) => one['offresRecues'])).toEqual([9, 3]);
      expect([code, findings(out).some((found) => found.code === 'migrate.unmet')]).toEqual([0, false]);
      given('alone.json', { marches: [{ ...old, ...ANSWERED }] });
      const alone = await migrate('alone.json', 'out.json', ...call);
      expect(findings(alone.out).map((found) => `${found.in} ${found.code}`)).toContain('completion migrate.unmet');
    });

    describe('of contracts that share buyer, number and date', () => {
      const [old = {}] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records }).marches;
      const [one, other] = [old, { ...old, objet: 'Couverture, lot 2', montant: 777 }];
      const call = ['--from', '1.5.0', '--to', '2.0.3', '--partial', '--format', 'json'];
      /** Makes the table of these records, and gives it back with the cells of `offresRecues` filled in. */
      const tableOf = async (records: object[], offers: string[]): Promise<[head: string, ...rows: string[]]> => {
        given('in.json', { marches: records });
        await migrate('in.json', 'out.json', ...call, '--missing', 'todo.csv');
        const [head = '', ...rows] = readFileSync(join(folder, 'todo.csv'), 'utf8').trimEnd().split('\r\n');
        const at = head.replace('\ufeff', '').split(';').indexOf('offresRecues');
        return [
          head,
          ...rows.map((row, n) =>
            row
              .split(';')
              .with(at, offers[n] ?? '')
              .join(';'),
          ),
        ];
      };
      const completed = async (...lines: string[]) => {
        given('done.csv', `${lines.join('\r\n')}\r\n`);
        const { out } = await migrate('in.json', 'out.json', ...call, '--complete', 'done.csv');
        const offers = (written('out.json') as typeof V203).marches.marche.map((record) => record['offresRecues']);
        const about = findings(out).filter((found) => found.in === 'completion');
        return { offers, about: about.map(({ code, severity }) => `${severity} ${code}`) };
      };

      test.each([
        ['in their order', [0, 1], [11, 22], []],
        ['in another order', [1, 0], [11, 22], []],
        ['without the first', [1], [undefined, 22], []],
        ['without the second', [0], [11, undefined], []],
      ])('a row goes to the one of its object: rows %s', async (_, order, offers, about) => {
        const [head, ...rows] = await tableOf([one, other], ['11', '22']);
        expect(await completed(head, ...order.map((n) => rows[n] ?? ''))).toEqual({ offers, about });
      });

      test.each([
        ['as many rows as contracts are taken in their order', [0, 1], [11, 22], []],
        ['fewer rows are an error', [1], [22, undefined], ['error migrate.row-unsure']],
        ['more rows that differ are an error', [0, 1, 0], [11, 22], ['error migrate.row-unsure']],
        ['rows without a value give none', [], [undefined, undefined], []],
      ])('and object: %s', async (_, order, offers, about) => {
        const [head, ...rows] = await tableOf([one, one], ['11', '22', '']);
        const blank = (rows[0] ?? '').replace(';11;', ';;');
        const lines = order.length > 0 ? order.map((n) => rows[n] ?? '') : [blank];
        expect(await completed(head, ...lines)).toEqual({ offers, about });
      });

      test('a row given twice for one contract is an error where it says two things', async () => {
        const [head, row = ''] = await tableOf([one], ['11']);
        expect((await completed(head, row, row)).about).toEqual(['warning migrate.unmet']);
        expect((await completed(head, row, row.replace(';11;', ';12;'))).about).toEqual(['error migrate.row-unsure']);
      });
    });

    test.each(['id', 'acheteur.id', 'objet', 'dateNotification'])(
      'is not taken from a table without the column « %s », which an error names, and nothing is written',
      async (column) => {
        await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
        const lines = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'))
          .replace('\ufeff', '')
          .trimEnd()
          .split('\r\n');
        const at = lines[0]?.split(';').indexOf(column) ?? -1;
        given('cut.csv', lines.map((line) => line.split(';').toSpliced(at, 1).join(';')).join('\r\n'));
        const call = ['--to', '2.0.3', '--complete', 'cut.csv', '--format', 'json'];
        const { code, out } = await migrate(OLD, 'cut-column.json', ...call);
        const found = findings(out).filter((one) => one.in === 'completion');
        expect([code, existsSync(join(folder, 'cut-column.json'))]).toEqual([1, false]);
        expect(found).toMatchObject([{ code: 'migrate.lost-column', severity: 'error', params: { column } }]);
      },
    );

    test('is refused at its cell of the table, and the report does not say that there is nothing to do', async () => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
      const csv = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'));
      given('done.csv', csv.replace(';Travaux;', ';Travau;').replace(';Tranches;', ';Tranche;'));
      const call = ['--to', '2.0.3', '--complete', 'done.csv'];
      const { out, code } = await migrate(OLD, 'refused.json', ...call, '--format', 'json');
      const errors = findings(out).filter(({ severity }) => severity === 'error');
      expect([code, existsSync(join(folder, 'refused.json'))]).toEqual([1, false]);
      const places = errors.map(({ position, ...one }) => `${one.in} ${one.path}, ${position?.line} ${position?.cell?.name}`);
      expect(new Set(places)).toEqual(
        new Set([
          'completion /marches/marche/0/ccag, 2 ccag',
          'completion /marches/marche/0/modalitesExecution/modaliteExecution/1, 2 modalitesExecution.2',
        ]),
      );
      const completed = findings(out).filter((one) => one.code === 'migrate.completed');
      expect(completed.map(({ path }) => path)).not.toContain('/marches/marche/0/ccag');
      expect(completed.map(({ path }) => path)).toContain('/marches/marche/0/offresRecues');
      const { out: text } = await migrate(OLD, 'refused.json', ...call);
      expect(text).toContain('done.csv, ligne 2, colonne M (ccag)');
    });

    test('is said of a row without a number, which no contract has', async () => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
      const csv = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'));
      given('done.csv', csv.replace('201900000700', ''));
      const { out } = await migrate(OLD, 'out.json', '--to', '2.0.3', '--complete', 'done.csv', '--format', 'json');
      expect(findings(out).filter((one) => one.in === 'completion')).toMatchObject([{ code: 'migrate.unmet' }]);
    });

    test('is not taken from a file of data', async () => {
      given('copy.json', file(MARCHE));
      const call = ['--to', '2.0.3', '--partial', '--complete', 'copy.json', '--lang', 'en'];
      const { code, err } = await migrate(OLD, 'of-data.json', ...call);
      expect([code, existsSync(join(folder, 'of-data.json'))]).toEqual([2, false]);
      expect(err.replace(/\s+/g, ' ')).toContain('A file of the form “json”, given as the completed table');
    });

    test.each([
      ['the data', ['in.csv', 'out.json', '--missing', 'in.csv']],
      ['the data, by another name', ['in.csv', 'out.json', '--missing', './there/../in.csv']],
      ['the data, by a link', ['in.csv', 'link.csv']],
      ['the output', ['in.csv', 'new.csv', '--missing', './new.csv']],
      ['the completed table', ['in.csv', 'out.json', '--missing', 'done.csv', '--complete', 'done.csv']],
      ['the completed table, as output', ['in.csv', 'done.csv', '--complete', 'done.csv']],
    ])('is never written over %s', async (_, files) => {
      for (const name of ['in.csv', 'done.csv']) given(name, 'id\r\n1\r\n');
      mkdirSync(join(folder, 'there'), { recursive: true });
      rmSync(join(folder, 'link.csv'), { force: true });
      symlinkSync(join(folder, 'in.csv'), join(folder, 'link.csv'));
      const { code, err } = await migrate(...files, '--to', '2.0.3', '--partial', '--lang', 'en');
      expect([code, err.includes('given twice')]).toEqual([2, true]);
      for (const name of ['in.csv', 'done.csv']) expect(readFileSync(join(folder, name), 'utf8')).toBe('id\r\n1\r\n');
      expect(existsSync(join(folder, 'new.csv'))).toBe(false);
    });

    test('in a folder that does not exist is refused, and nothing is written', async () => {
      const call = ['--to', '2.0.3', '--partial', '--missing', 'nowhere/todo.csv'];
      const { code, err } = await migrate(OLD, 'both-or-none.json', ...call);
      expect([code, err.includes('nowhere/todo.csv')]).toEqual([2, true]);
      expect(readdirSync(folder).filter((name) => name.startsWith('both-or-none'))).toEqual([]);
    });

    test('leaves nothing beside it where nothing is missing', async () => {
      given('in.json', file(MARCHE));
      expect((await migrate('in.json', 'out.json', '--to', '2.1.0', '--missing', 'no-need.csv')).code).toBe(0);
      expect(readdirSync(folder).filter((name) => name.startsWith('no-need'))).toEqual([]);
    });

    test.each(['xlsx', 'ods'])('is written as %s, and what was not filled in changes nothing', async (form) => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', `todo.${form}`);
      const { out, code } = await migrate(OLD, 'out.json', '--to', '2.0.3', '--complete', `todo.${form}`, '--format', 'json');
      expect(code).toBe(1);
      const codes = new Set(findings(out).map((found) => found.code));
      expect(codes).not.toContain('migrate.completed');
      expect(codes).not.toContain('migrate.unmet');
      const sheet = await decp(['convert', `todo.${form}`, 'todo.json', '--schema', '2.0.3'], { folder });
      expect(sheet.err).toBe('');
      expect((written('todo.json') as typeof V203).marches.marche).toEqual([
        expect.objectContaining({ id: '201900000700', acheteur: { id: '21990041200012' }, dateNotification: '2019-09-10' }),
      ]);
    });

    test('a row of another contract is not used, and said', async () => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
      const csv = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'));
      given('done.csv', csv.replace('201900000700', '201900000701'));
      const { out } = await migrate(OLD, 'out.json', '--to', '2.0.3', '--complete', 'done.csv', '--format', 'json');
      const found = findings(out).map(({ in: about, code }) => `${about} ${code}`);
      expect(found).toContain('completion migrate.unmet');
      expect(found).not.toContain('output migrate.completed');
    });

    test('is not lost unsaid where the table has a column that nothing reads: without --partial nothing is written', async () => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
      const [head = '', row = ''] = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'))
        .trimEnd()
        .split('\r\n');
      given('done.csv', `${head};tauxAvnace\r\n${row};0.2\r\n`);
      const call = ['--to', '2.0.3', '--complete', 'done.csv', '--format', 'json'];
      const { code, out } = await migrate(OLD, 'stray-column.json', ...call);
      const errors = findings(out).filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([{ in: 'completion', code: 'table.unknown-column' }]);
      expect(JSON.parse(out)).toMatchObject({ written: false, counts: { error: 1 } });
      expect([code, existsSync(join(folder, 'stray-column.json'))]).toEqual([1, false]);
      expect((await migrate(OLD, 'stray-column.json', ...call, '--partial')).code).toBe(1);
      expect((written('stray-column.json') as typeof V203).marches.marche[0]).toMatchObject({ offresRecues: 3 });
    });

    test('may be assumed for all contracts, each of which reports it; what the data say is never replaced', async () => {
      const call = [
        '--to',
        '2.0.3',
        '--partial',
        '--format',
        'json',
        '--assume',
        'marcheInnovant=non',
        '--assume',
        'techniques=Concours|Accord-cadre',
      ];
      const { out } = await migrate(OLD, 'out.json', ...call);
      expect(findings(out)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ code: 'migrate.assumed', severity: 'warning', path: '/marches/marche/0/marcheInnovant' }),
        ]),
      );
      const [record = {}] = (written('out.json') as typeof V203).marches.marche;
      expect(record).toMatchObject({ marcheInnovant: false, techniques: { technique: ['Concours', 'Accord-cadre'] } });
      const refused = await migrate(OLD, 'none.json', '--to', '2.0.3', '--assume', 'montant=3', '--lang', 'en');
      expect([refused.code, existsSync(join(folder, 'none.json'))]).toEqual([2, false]);
      expect(refused.err).toContain('marcheInnovant');
    });

    test('is an information where no contract lacks what is assumed', async () => {
      const [old = {}] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records }).marches;
      given('in.json', { marches: [{ ...old, marcheInnovant: true }] });
      const assumed = [
        '--assume',
        'marcheInnovant=non',
        '--assume',
        'offresRecues=3',
        '--assume',
        'considerationsSociales=Aucune',
      ];
      const { out } = await migrate('in.json', 'out.json', '--to', '2.0.3', '--partial', '--format', 'json', ...assumed);
      expect(findings(out).filter(({ code }) => code === 'migrate.assumed-for-none')).toMatchObject([
        { in: 'output', severity: 'info', path: '', params: { field: 'marcheInnovant', value: 'non' } },
      ]);
    });

    test('is not put where the data have something of another shape, and the report says so', async () => {
      const [old = {}] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: Records }).marches;
      given('in.json', { marches: [{ ...old, considerationsSociales: 'Insertion' }] });
      const call = ['--from', '1.5.0', '--to', '2.0.3', '--partial', '--assume', 'considerationsSociales=Clause sociale'];
      const { out } = await migrate('in.json', 'out.json', ...call, '--format', 'json');
      const [record = {}] = (written('out.json') as typeof V203).marches.marche;
      expect(record['considerationsSociales']).toBe('Insertion');
      const codes = findings(out).map(({ code, severity }) => `${severity} ${code}`);
      expect(codes).toContain('warning migrate.not-used');
      expect(codes).not.toContain('warning migrate.assumed');
    });

    test('is said where a row gives a value that the contract has, or that nobody asked for', async () => {
      await migrate(OLD, 'out.json', '--to', '2.0.3', '--missing', 'todo.csv');
      const [head = '', row = ''] = filledIn(readFileSync(join(folder, 'todo.csv'), 'utf8'))
        .trimEnd()
        .split('\r\n');
      given('done.csv', `${head};montant;dureeMois\r\n${row};5;6\r\n`);
      const { out } = await migrate(OLD, 'out.json', '--to', '2.0.3', '--complete', 'done.csv', '--format', 'json');
      const found = findings(out).filter(({ code }) => code === 'migrate.not-used');
      expect(found.map(({ path }) => path)).toEqual(['/marches/marche/0/montant']);
    });

    test('may be assumed once for each field, by whichever of its names', async () => {
      const call = ['--to', '2.0.3', '--assume', 'techniques=Concours', '--assume', 'techniques.technique=Enchère'];
      const { code, err } = await migrate(OLD, 'twice.json', ...call, '--lang', 'en');
      expect([code, err.includes('given twice'), existsSync(join(folder, 'twice.json'))]).toEqual([2, true, false]);
    });
  });
});
