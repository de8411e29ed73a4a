import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFake } from '../../../federation/fake/server.node.ts';
import { federation, inEnvironment, onPostgres } from './call.ts';

const home = mkdtempSync(join(tmpdir(), 'calls-'));

describe('a wrong call ends with 2, says what is wrong, and touches nothing', () => {
  const nowhere = join(home, 'nowhere');
  test.each([
    [['run', '--portal', 'ftp://exemple.test'], 'ftp://exemple.test'],
    [['run', '--portal', 'http://exemple.test'], 'https'],
    [['run', '--nothing'], '--nothing'],
    [['run', '--rate', '0'], '1, 2, 3'],
    [['work', '--connections', 'x'], '1, 2, 3'],
    [['rum'], 'run'],
    [['erase', '--record', 'x'], '--reason'],
    [['demo', '/tmp/x'], '--home'],
    [['demo', '--nothing'], 'decp-federation demo --help'],
    [['schedule', 'a', 'b'], 'decp-federation schedule --help'],
    [['status', '--format', 'xml'], 'text, json'],
    [[], 'demo'],
  ])('%j', async (args, said) => {
    const { code, err, out } = await federation(...args, ...(args.length > 0 ? ['--home', nowhere] : []));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(existsSync(nowhere)).toBe(false);
  });

  test('a home that is a file', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    const { code, err } = await federation('status', '--home', file);
    expect([code, err]).toEqual([2, expect.stringContaining(file)]);
  });

  test.each([[['schedule', '0 5 * * *']], [['status', '--balance']], [['run']], [['index']], [['serve']], [['notices', 'list']]])(
    '%j without DATABASE_URL, beside a federation on PostgreSQL',
    async (args) => {
      const shared = mkdtempSync(join(tmpdir(), 'shared-'));
      writeFileSync(join(shared, 'postgres'), 'postgres://decp@base:5432/federation\n');
      const said = await inEnvironment({ DECP_FEDERATION_HOME: shared, DATABASE_URL: '' }, () => federation(...args));
      const sentence =
        /^Le dossier .* celui d'une fédération dont la base est sur PostgreSQL \(postgres:\/\/decp@base:5432\/federation\)/;
      expect([said.code, said.out, said.err]).toEqual([2, '', expect.stringMatching(sentence)]);
      expect(readdirSync(shared)).toEqual(['postgres']);
    },
  );

  test('a folder of the environment, without a database and without DATABASE_URL', async () => {
    for (const args of [['run'], ['schedule', '0 5 * * *'], ['rebuild', '--yes']]) {
      const { code, err } = await inEnvironment({ DECP_FEDERATION_HOME: nowhere, DATABASE_URL: '' }, () => federation(...args));
      expect([code, err]).toEqual([2, expect.stringContaining('run --init')]);
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  test('demo in a folder that is not empty', async () => {
    const full = mkdtempSync(join(tmpdir(), 'full-'));
    writeFileSync(join(full, 'precious'), '');
    const { code, err } = await federation('demo', '--home', full);
    expect(code).toBe(2);
    expect(err).toContain(full);
    expect(readdirSync(full)).toEqual(['precious']);
  });
});

describe('in a new folder', () => {
  onPostgres();

  test('the first line says which folder and which database, without its password, and standard output has the answer alone', async ({
    skip,
  }) => {
    const { DATABASE_URL: url } = process.env;
    if (url === undefined) return skip('there is no PostgreSQL on this machine');
    const secret = url.replace('postgres@', 'postgres:secret@');
    for (const [lang, first] of [
      ['fr', /^Fédération : (\S+) ; base : (postgres:\S+)\n$/],
      ['en', /^Federation: (\S+); database: (postgres:\S+)\n$/],
    ] as const) {
      const { code, out, err } = await inEnvironment({ DATABASE_URL: secret }, () =>
        federation('status', '--home', home, '--format', 'json', '--lang', lang),
      );
      expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ dead: [] })]);
      expect(first.exec(err)?.slice(1)).toEqual([home, expect.stringMatching(/^postgres:\/\/postgres@\/tmp\S+test_\d+_\d+$/)]);
    }
  });

  test('a source that the catalogue does not have is refused by its name', async () => {
    const { code, err } = await federation('run', '--home', home, '--source', 'inconnue');
    expect([code, err]).toEqual([2, expect.stringContaining('« inconnue »')]);
  });

  test('a source that is not harvested is refused, and says where the reason is', async () => {
    for (const verb of ['run', 'harvest']) {
      const { code, err } = await federation(verb, '--home', home, '--source', 'federation-decp');
      expect([code, err]).toEqual([2, expect.stringContaining('federation/sources/federation-decp.yaml')]);
    }
  });

  test('a schedule is set, shown and removed; a wrong one is refused', async () => {
    const schedule = (...args: string[]) => federation('schedule', ...args, '--home', home);
    expect((await schedule()).out).toContain("Aucun passage n'est planifié");
    const set = await schedule('0 5 * * *');
    expect([set.code, set.out]).toEqual([0, expect.stringContaining('0 5 * * * (Europe/Paris)')]);
    expect(JSON.parse((await schedule('--format', 'json')).out)).toEqual({ cron: '0 5 * * *', timezone: 'Europe/Paris' });
    for (const wrong of ['demain', '99 5 * * *', '* * * * * *', '']) expect((await schedule(wrong)).code).toBe(2);
    expect((await schedule('0 5 * * *', '--timezone', 'Europe/Nulle-Part')).err).toContain('Europe/Nulle-Part');
    expect((await schedule()).out).toContain('0 5 * * *');
    expect((await schedule('--remove')).out).toContain('retirés');
    expect((await schedule('--format', 'json')).out).toBe('null\n');
  });

  test('the status says that there is nothing yet, as text in both languages and as JSON', async () => {
    const { code, out } = await federation('status', '--home', home);
    expect([code, out]).toEqual([0, expect.stringContaining('Aucun instantané encore')]);
    expect((await federation('status', '--home', home, '--lang', 'en')).out).toContain('No snapshot yet');
    const status = JSON.parse((await federation('status', '--home', home, '--format', 'json')).out) as { counts: object };
    expect(status.counts).toMatchObject({ contents: 0, records: 0 });
    const balance = await federation('status', '--home', home, '--balance', '--format', 'json');
    expect([balance.code, (JSON.parse(balance.out) as { verdict: string }).verdict]).toEqual([0, 'balanced']);
  });

  test('a portal that does not answer is said, with the way out', async () => {
    const politely = ['--rate', '1000', '--connections', '8'];
    const { code, out, err } = await federation('discover', '--home', home, '--portal', 'http://127.0.0.1:9', ...politely);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^http:\/\/127\.0\.0\.1:9\/ n'a pas répondu \(network, \w+\)\. Vérifiez la connexion .*--portal/m);
    const address = { DECP_FEDERATION_PORTAL: 'http://127.0.0.1:9/autre' };
    const other = await inEnvironment(address, () => federation('discover', '--home', home, ...politely));
    expect([other.code, other.err]).toEqual([2, expect.stringContaining("http://127.0.0.1:9/autre n'a pas répondu")]);
  });

  test('a report of no version is refused, and says how a version is named', async () => {
    const { code, err, out } = await federation('report', 'inconnue', '--home', home);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/« inconnue ».*SHA-256/)]);
  });

  test('a list of processes that is none is refused by its name', async () => {
    const file = join(home, 'processes.yaml');
    writeFileSync(file, 'processes: [{ name: alpha, datasets: alpha }]');
    const { code, err } = await federation('compare', '--home', home, '--processes', file);
    expect([code, err]).toEqual([2, expect.stringContaining('processes.yaml')]);
  });

  test('what is verified is intact', async () => {
    const { code, out } = await federation('verify', '--home', home);
    expect([code, out]).toEqual([0, expect.stringContaining('Archive intacte. Aucun instantané encore.')]);
  });

  test('a pass without a source to harvest judges, consolidates and makes a snapshot', async () => {
    const own = mkdtempSync(join(tmpdir(), 'own-'));
    mkdirSync(join(own, 'sources'));
    writeFileSync(
      join(own, 'sources/essai.yaml'),
      JSON.stringify({
        ...{ title: { fr: 'Essai', en: 'Trial' }, publisher: 'Essai', licence: 'lov2', rhythm: 'daily', form: 'json' },
        ...{ datasets: [{ id: 'essai' }], harvested: false, notes: { fr: 'Inventée.', en: 'Invented.' } },
        found: [{ where: 'test', date: '2026-11-29' }],
      }),
    );
    const { code, out } = await federation('run', '--home', own, '--portal', 'http://127.0.0.1:1');
    expect([code, out]).toEqual([0, expect.stringContaining('Nouvel instantané')]);
    expect((await federation('run', '--home', own, '--source', 'autre')).err).toContain('essai');
  });

  test('a pass in which no dataset can be listed is no success', async () => {
    const fake = await startFake({ title: { fr: 'Rien', en: 'Nothing' }, datasets: [], expect: {} });
    try {
      const politely = ['--rate', '1000', '--connections', '8'];
      const { code, out } = await federation(
        'run',
        '--home',
        home,
        '--portal',
        fake.url.href,
        '--source',
        'pes-marche',
        ...politely,
      );
      expect([code, out]).toEqual([1, expect.stringContaining('adresse introuvable (404)')]);
    } finally {
      await fake.stop();
    }
  });
});
