import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fnv1a } from '../../packages/base/src/fnv.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { contextOf } from '../ocds/export.ts';
import { errorsOf, hasStandard, packageJudge } from '../ocds/standard.ts';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { textConvertReport } from '../../src/convert/report.ts';
import { decp } from './run.ts';

let folder = '';
eachInFolder('ocds', (made) => (folder = made));

const EXAMPLE = `${ROOT}examples/2.1.0/valid/marche-complet.json`;
const PREFIX = ['--ocid-prefix', 'ocds-213czf'];
const convert = (...args: string[]) => decp(['convert', ...args], { folder });
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;

/** The first two subjects whose releases have one identifier: it has 32 bits of the content, so that some ten thousands of subjects are enough. */
function subjectsOfOneId(releaseOf: (objet: string) => { id: string; text: string }): string[] {
  const { text } = releaseOf('«»');
  const [before = '', ...after] = `{${text.slice(text.indexOf('"date":'))}`.split('«»');
  const known = new Map<number, string>();
  for (let number = 0; ; number++) {
    const objet = `Objet ${number}`;
    const hash = fnv1a([before, ...after].join(objet));
    const other = known.get(hash);
    if (other === undefined) known.set(hash, objet);
    else {
      expect(releaseOf(objet).id).toBe(releaseOf(other).id);
      return [other, objet];
    }
  }
}

describe('decp convert to OCDS', () => {
  test('writes a package of releases, the same for the same call', async () => {
    const call = [EXAMPLE, 'a.ocds.json', ...PREFIX, '--published-date', '2026-01-31', '--schema', '2.1.0'];
    const run = await convert(...call);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    const { releases, ...head } = read('a.ocds.json') as { releases: { tag: string[] }[] };
    expect(head).toMatchObject({ version: '1.1', publishedDate: '2026-01-31T00:00:00Z', publisher: { name: 'ocds-213czf' } });
    expect(releases.map(({ tag }) => tag.join())).toEqual(
      expect.arrayContaining(['award,contract', 'awardUpdate', 'award,awardUpdate,contractAmendment']),
    );
    const before = readFileSync(join(folder, 'a.ocds.json'), 'utf8');
    await convert(...call);
    expect(readFileSync(join(folder, 'a.ocds.json'), 'utf8')).toBe(before);
    if (hasStandard) expect(errorsOf(packageJudge('release'), read('a.ocds.json'))).toEqual([]);
  });

  test('records are one for each process, wherever its contracts are in the file, and are read back too', async () => {
    const file = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: { marche: { id: string; montant: number }[] } };
    const [first] = file.marches.marche;
    file.marches.marche.push({ ...first!, id: 'AUTRE' }, { ...first!, montant: 1000 });
    writeFileSync(join(folder, 'in.json'), JSON.stringify(file));
    expect((await convert('in.json', 'a.ocds.json', '--to', 'ocds-records', ...PREFIX, '--schema', '2.1.0')).err).toBe('');
    const { records } = read('a.ocds.json') as {
      records: { ocid: string; releases: { date: string }[]; compiledRelease: { contracts: object[] } }[];
    };
    expect(records.map(({ ocid }) => ocid.split('-').at(-1))).toEqual([first!.id.split('-').at(-1), 'AUTRE']);
    expect(records.map(({ compiledRelease }) => compiledRelease.contracts.length)).toEqual([2, 1]);
    for (const { releases } of records) expect(releases.map(({ date }) => date)).toEqual(releases.map(({ date }) => date).sort());
    if (hasStandard) expect(errorsOf(packageJudge('record'), read('a.ocds.json'))).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['a.ocds.json', 'in.json']);
    await convert('a.ocds.json', 'back.json');
    const back = read('back.json') as typeof file;
    const sorted = ({ marches }: typeof file) => marches.marche.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
    expect(sorted(back)).toEqual(sorted(file));
  });

  test('what it wrote is read back as it was, of both kinds and with the version', async () => {
    const { marches, ...head } = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: object };
    const concession = JSON.parse(readFileSync(`${ROOT}examples/2.1.0/valid/concession-complete.json`, 'utf8')) as {
      marches: object;
    };
    const file = { ...head, marches: { ...marches, ...concession.marches } };
    writeFileSync(join(folder, 'in.json'), JSON.stringify(file));
    expect((await convert('in.json', 'a.ocds.json', ...PREFIX)).err).toBe('');
    const back = await convert('a.ocds.json', 'back.json');
    expect(back.err).toBe('');
    expect(back.code).toBe(0);
    expect(read('back.json')).toEqual(file);
  });

  test.each([
    [
      'a release of another tool',
      '{"releases":[{"ocid":"ocds-213czf-1","tag":["tender"]}]}',
      'ocds.foreign-release',
      '/releases/0',
    ],
    ['a file that is cut', '{"releases":[{"ocid":"ocds-213czf-1","tag":["tender"]}', 'syntax.truncated', ''],
    ['an item that is no release', '{"releases":[null]}', 'ocds.foreign-release', '/releases/0'],
    ['a record without releases', '{"records":[{"ocid":"ocds-213czf-1"}]}', 'ocds.foreign-release', '/records/0'],
    ['an empty file', '', 'syntax.empty', ''],
    ['a release that is not JSON', '{"releases":[{"ocid":}]}', 'syntax.not-json', ''],
  ])('%s is said, and nothing is written', async (_, text, code, path) => {
    writeFileSync(join(folder, 'in.ocds.json'), text);
    const run = await convert('in.ocds.json', 'back.json', '--format', 'json');
    expect(run.code).not.toBe(0);
    if (run.out !== '')
      expect((JSON.parse(run.out) as { findings: object[] }).findings).toContainEqual(expect.objectContaining({ code, path }));
    expect(existsSync(join(folder, 'back.json'))).toBe(false);
  });

  describe('of a release of another publisher, which has the same members', () => {
    type Fields = Record<string, unknown>;
    type Planted = Fields & { contracts: Fields[]; awards: Fields[]; tender: Fields };
    const FOREIGN: [string, (release: Planted) => unknown][] = [
      ['a contract that is not named after its lot', (one) => (one.contracts[0]!['id'] = 'CONTRACT-2024-000001')],
      ['a second contract', (one) => one.contracts.push({ id: 'C2', awardID: 'a1' })],
      ['a second award', (one) => one.awards.push({ id: 'a2' })],
      ['another currency', (one) => (one.contracts[0]!['value'] = { amount: 1, currency: 'USD' })],
      ['another procedure', (one) => (one.tender['id'] = 't')],
      ['another process', (one) => (one['ocid'] = 'ocds-213czf-000-00001')],
      ['another identifier', (one) => (one['id'] = '1')],
    ];

    test.each(FOREIGN)('%s is noticed, and nothing is written, not even with --lossy', async (_, plant) => {
      await convert(EXAMPLE, 'a.ocds.json', ...PREFIX, '--schema', '2.1.0');
      const file = read('a.ocds.json') as { releases: Planted[] };
      const [first] = file.releases;
      plant(first!);
      writeFileSync(join(folder, 'in.ocds.json'), JSON.stringify({ ...file, releases: [first] }));
      const run = await convert('in.ocds.json', 'back.json', '--lossy', '--format', 'json');
      expect(run.code).toBe(1);
      expect((JSON.parse(run.out) as { findings: object[] }).findings).toContainEqual(
        expect.objectContaining({ code: 'ocds.foreign-release', path: '/releases/0' }),
      );
      expect(existsSync(join(folder, 'back.json'))).toBe(false);
    });

    test('a later release in another currency is noticed', async () => {
      await convert(EXAMPLE, 'a.ocds.json', ...PREFIX, '--schema', '2.1.0');
      const text = readFileSync(join(folder, 'a.ocds.json'), 'utf8');
      const at = text.lastIndexOf('"EUR"');
      writeFileSync(join(folder, 'in.ocds.json'), `${text.slice(0, at)}"USD"${text.slice(at + 5)}`);
      const run = await convert('in.ocds.json', 'back.json', '--format', 'json');
      expect(run.out).toContain('"ocds.foreign-release"');
      expect(existsSync(join(folder, 'back.json'))).toBe(false);
    });
  });

  test.each([
    ['without a prefix', [], /Aucun préfixe.*--ocid-prefix ocds-a1b2c3/],
    ['with a malformed prefix', ['--ocid-prefix', 'ocds-ABC'], /Le préfixe « ocds-ABC »/],
  ])('refuses a call %s, and shows one', async (_, options, sentence) => {
    const run = await convert(EXAMPLE, 'a.ocds.json', ...options);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['migrate', ['migrate', EXAMPLE, 'a.ocds.json', '--to', '2.1.0']],
    ['convert', ['convert', EXAMPLE, 'a.ocds.json', '--to', 'json']],
  ])('%s writes no data of DECP under a name that is read as OCDS', async (_, call) => {
    const run = await decp(call, { folder });
    expect(run.code).toBe(2);
    expect(run.err).toContain("dont le nom est celui d'un fichier OCDS");
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['in.json', 'a.ocds.json', 'ocds', 'decp validate in.json'],
    ['-', 'a.json', 'ocds', undefined],
    ['a.ocds.json', 'back.json', 'json', 'decp validate back.json'],
  ])('the report of %s to %s has only a command that reads DECP', (input, output, format, command) => {
    const text = textConvertReport('fr', false).end({
      ...{ input: { file: input, format: 'json' }, output: { file: output, format }, version: '2.1.0', lost: 0, written: true },
      ...{
        records: { marche: 1, 'contrat-concession': 0 },
        counts: { error: 1, warning: 0, info: 0 },
        verdict: 'not-conforming' as const,
        toReview: 0,
      },
    });
    expect(/decp validate \S+\.json/.exec(text)?.[0]).toBe(command);
  });

  test.each(['', ' '])('refuses the name of a publisher that is %j', async (name) => {
    const run = await convert(EXAMPLE, 'a.ocds.json', ...PREFIX, '--publisher', name);
    expect(run.code).toBe(2);
    expect(run.err).toContain('--publisher');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['ocds', 'ocds-records'])(
    'a package of %s under another name is recognised, and its name is asked for',
    async (form) => {
      await convert(EXAMPLE, 'a.ocds.json', '--to', form, ...PREFIX, '--schema', '2.1.0');
      renameSync(join(folder, 'a.ocds.json'), join(folder, 'a.json'));
      const run = await convert('a.json', 'back.json');
      expect(run.code).toBe(1);
      expect(run.out.replace(/\s+/g, ' ')).toContain(
        "C'est un paquet OCDS : donnez-lui un nom qui se termine par « .ocds.json »",
      );
      expect(existsSync(join(folder, 'back.json'))).toBe(false);
    },
  );

  test('refuses its options for another form', async () => {
    const run = await convert(EXAMPLE, 'a.xml', '--standard-only');
    expect(run.code).toBe(2);
    expect(run.err).toContain("L'option « --standard-only » pour la forme « xml »");
  });

  test('refuses versions whose fields have another meaning', async () => {
    const [name = ''] = readdirSync(`${ROOT}examples/1.5.0/valid`).filter((one) => one.endsWith('.json'));
    const run = await convert(`${ROOT}examples/1.5.0/valid/${name}`, 'a.ocds.json', ...PREFIX, '--schema', '1.5.0');
    expect(run.code).toBe(2);
    expect(run.err).toContain("Passez d'abord les données à une version plus récente");
  });

  test('without the extension, what OCDS has no place for is a warning, and the package is written', async () => {
    const run = await convert(EXAMPLE, 'a.ocds.json', ...PREFIX, '--standard-only', '--schema', '2.1.0', '--format', 'json');
    const { counts, findings } = JSON.parse(run.out) as { counts: object; findings: { code: string; path: string }[] };
    expect(run.code).toBe(0);
    expect(counts).toMatchObject({ error: 0 });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'ocds.not-in-standard', path: '/marches/marche/0/ccag' }));
    expect(readFileSync(join(folder, 'a.ocds.json'), 'utf8')).not.toContain('"decp"');
  });

  test('a contract that is there twice is written once, which is said', async () => {
    const file = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: { marche: unknown[] } };
    file.marches.marche.push(file.marches.marche[0]);
    writeFileSync(join(folder, 'in.json'), JSON.stringify(file));
    const run = await convert('in.json', 'a.ocds.json', ...PREFIX, '--schema', '2.1.0', '--lossy', '--format', 'json');
    expect(run.code).toBe(1);
    expect((JSON.parse(run.out) as { findings: object[] }).findings).toContainEqual(
      expect.objectContaining({ code: 'ocds.duplicate', path: '/marches/marche/1' }),
    );
    const { releases } = read('a.ocds.json') as { releases: { id: string }[] };
    expect(new Set(releases.map(({ id }) => id)).size).toBe(releases.length);
  });

  type Marche = Record<string, unknown> & { objet: string };
  const withSecond = (change: (first: Marche) => Marche) => {
    const file = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: { marche: Marche[] } };
    const first = file.marches.marche[0]!;
    file.marches.marche = [first, change(first)];
    writeFileSync(join(folder, 'in.json'), JSON.stringify(file));
    return first;
  };

  describe.each([
    ['another subject', (first: Marche): Marche => ({ ...first, objet: 'Autre objet' })],
    ['the same first release and other modifications', ({ modifications: _, ...first }: Marche): Marche => first],
  ])('a second contract of the same identifiers, with %s,', (_, change) => {
    test.each(['ocds', 'ocds-records'])('is another lot as %s, which is said, and both come back', async (form) => {
      const first = withSecond(change);
      const call = ['in.json', 'a.ocds.json', ...PREFIX, '--to', form, '--schema', '2.1.0', '--format', 'json'];
      const run = await convert(...call);
      expect(run.code).toBe(0);
      expect((JSON.parse(run.out) as { findings: object[] }).findings).toContainEqual(
        expect.objectContaining({ code: 'ocds.same-contract', severity: 'warning', path: '/marches/marche/1' }),
      );
      await convert('a.ocds.json', 'back.json');
      const { marche } = (read('back.json') as { marches: { marche: Marche[] } }).marches;
      expect(marche).toHaveLength(2);
      expect(marche).toEqual(expect.arrayContaining([first, change(first)]));
    });
  });

  test('a second contract is another one even where its release has by chance the identifier of that of the first', async () => {
    const file = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: { marche: Marche[] } };
    const { modifications: _m, actesSousTraitance: _a, modificationsActesSousTraitance: _c, ...first } = file.marches.marche[0]!;
    const context = contextOf(await loadModelOf('2.1.0'));
    const releaseOf = (objet: string) => releasesOf('marche', { ...first, objet }, context).releases[0]!;
    const pair = subjectsOfOneId(releaseOf).map((objet) => ({ ...first, objet }));
    writeFileSync(join(folder, 'in.json'), JSON.stringify({ marches: { marche: pair } }));
    const run = await convert('in.json', 'a.ocds.json', ...PREFIX, '--schema', '2.1.0', '--format', 'json');
    const { findings } = JSON.parse(run.out) as { findings: { code: string; path: string }[] };
    expect(findings.map(({ code, path }) => ({ code, path }))).toContainEqual({
      code: 'ocds.same-contract',
      path: '/marches/marche/1',
    });
    expect(findings.map(({ code }) => code)).not.toContain('ocds.duplicate');
  });

  test('a record in which two contracts have one identifier is not read', async () => {
    await convert(EXAMPLE, 'a.ocds.json', '--to', 'ocds-records', ...PREFIX, '--schema', '2.1.0');
    const file = read('a.ocds.json') as { records: { releases: Record<string, unknown>[] }[] };
    const { releases } = file.records[0]!;
    releases.splice(1, 0, releases[0]!);
    writeFileSync(join(folder, 'in.ocds.json'), JSON.stringify(file));
    const run = await convert('in.ocds.json', 'back.json', '--lossy', '--format', 'json');
    const { findings } = JSON.parse(run.out) as { findings: { code: string }[] };
    expect(findings.filter(({ code }) => code === 'ocds.foreign-release').length).toBe(releases.length);
    expect(existsSync(join(folder, 'back.json'))).toBe(false);
  });

  test('a file without a contract gives no package, which would be empty', async () => {
    writeFileSync(join(folder, 'in.json'), '{"marches":{"marche":[{"objet":"x"}]}}');
    const run = await convert('in.json', 'a.ocds.json', ...PREFIX, '--schema', '2.1.0', '--lossy', '--format', 'json');
    expect(run.code).toBe(1);
    expect((JSON.parse(run.out) as { findings: object[] }).findings).toContainEqual(
      expect.objectContaining({ code: 'ocds.nothing' }),
    );
    expect(existsSync(join(folder, 'a.ocds.json'))).toBe(false);
  });

  describe('with --previous', () => {
    type Release = {
      ocid: string;
      id: string;
      date: string;
      tag: string[];
      contracts?: { id: string; status?: string; value?: object }[];
    };
    const contract = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { marches: { marche: [Marche & { montant: number }] } };
    const [marche] = contract.marches.marche;
    const give = (...marches: object[]) =>
      writeFileSync(join(folder, 'in.json'), JSON.stringify({ ...contract, marches: { marche: marches } }));
    const publish = async (day: string, ...options: string[]) => {
      const call = ['in.json', 'a.ocds.json', ...PREFIX, '--schema', '2.1.0', '--format', 'json', '--published-date', day];
      const run = await convert(...call, ...options);
      expect(run.err).toBe('');
      const { findings } = JSON.parse(run.out) as { findings: { code: string }[] };
      return { ...run, codes: findings.map(({ code }) => code).filter((code) => code.startsWith('ocds.')) };
    };
    const AGAIN = ['--previous', 'a.ocds.json'];
    const releases = () => (read('a.ocds.json') as { releases: Release[] }).releases;
    const back = async () => {
      expect((await convert('a.ocds.json', 'back.json')).err).toBe('');
      return (read('back.json') as { marches: { marche: unknown[] } }).marches.marche;
    };

    test('a corrected price is one more release, of the same contract, with a later date', async () => {
      give(marche);
      await publish('2027-01-01');
      const before = releases();
      give({ ...marche, montant: 470_000 });
      const { code, codes } = await publish('2027-02-01', ...AGAIN);
      expect([code, codes]).toEqual([0, ['ocds.corrected']]);
      const [correction, ...others] = releases().slice(before.length);
      expect([releases().slice(0, before.length), others]).toEqual([before, []]);
      expect(correction?.tag).toEqual(['contractUpdate', 'awardUpdate']);
      expect(correction?.date.slice(0, 10)).toBe('2027-02-01');
      expect(correction?.contracts?.[0]).toMatchObject({ id: before[0]?.contracts?.[0]?.id });
      expect(await back()).toEqual([{ ...marche, montant: 470_000 }]);
      if (hasStandard) expect(errorsOf(packageJudge('release'), read('a.ocds.json'))).toEqual([]);
    });

    test('what did not change is written as it was, and a new modification is a release of its own', async () => {
      give(marche);
      await publish('2027-01-01');
      const before = releases();
      await publish('2027-02-01', ...AGAIN);
      expect(releases()).toEqual(before);
      const modifications = marche['modifications'] as object[];
      const later = {
        modification: {
          id: 99,
          dateNotificationModification: '2027-02-20',
          datePublicationDonneesModification: '2027-03-01',
          montant: 1,
        },
      };
      give({ ...marche, modifications: [...modifications, later] });
      expect((await publish('2027-03-01', ...AGAIN)).codes).toEqual([]);
      expect(
        releases()
          .slice(before.length)
          .map(({ tag }) => tag),
      ).toEqual([['contractAmendment']]);
      expect(await back()).toEqual([{ ...marche, modifications: [...modifications, later] }]);
    });

    test('of lots that only their order tells apart, those that did not change stay as they are', async () => {
      const lots = [1, 2, 3].map((montant) => ({ ...marche, montant }));
      give(...lots);
      await publish('2027-01-01');
      const before = releases();
      const [one, two, three] = lots;
      give(three!, one!, { ...two, montant: 20 });
      expect((await publish('2027-02-01', ...AGAIN)).codes.filter((code) => code === 'ocds.corrected')).toHaveLength(1);
      expect(releases()).toHaveLength(before.length + 1);
      const amounts = (await back()).map((lot) => (lot as { montant: number }).montant);
      expect(amounts.toSorted((a, b) => a - b)).toEqual([1, 3, 20]);
    });

    test('a contract that the file has no more stays, or is cancelled where the call says so', async () => {
      const titulaires = [{ titulaire: { typeIdentifiant: 'SIRET', id: '99912034800027' } }];
      give(marche);
      await publish('2027-01-01');
      give({ ...marche, titulaires });
      expect((await publish('2027-02-01', ...AGAIN)).codes).toEqual(['ocds.not-in-file']);
      expect(await back()).toHaveLength(2);
      expect((await publish('2027-03-01', ...AGAIN, '--cancel-missing')).codes).toEqual(['ocds.not-in-file']);
      expect(releases().at(-1)).toMatchObject({ tag: ['awardCancellation', 'contractUpdate', 'tenderUpdate'] });
      expect(await back()).toEqual([{ ...marche, titulaires }]);
      if (hasStandard) expect(errorsOf(packageJudge('release'), read('a.ocds.json'))).toEqual([]);
      const cancelled = releases();
      expect((await publish('2027-04-01', ...AGAIN, '--cancel-missing')).codes).toEqual([]);
      expect(releases()).toEqual(cancelled);
      give(marche, { ...marche, titulaires });
      expect((await publish('2027-05-01', ...AGAIN)).codes).toEqual(['ocds.corrected']);
      expect(await back()).toEqual([marche, { ...marche, titulaires }]);
    });

    test.each<[string, object[]]>([
      ['a contract', []],
      ['the second of two lots', [marche]],
    ])('%s that the file still has is not cancelled, though it can no longer be exported', async (_, lots) => {
      const last = { ...marche, montant: 2 };
      give(...lots, last);
      await publish('2027-01-01');
      const before = releases();
      const { datePublicationDonnees: _day, ...undated } = last as Marche;
      give(...lots, undated);
      const { codes } = await publish('2027-02-01', ...AGAIN, '--cancel-missing', '--lossy');
      expect([codes, releases()]).toEqual([['ocds.no-publication-date'], before]);
    });

    test('records have all releases of a process, and what they say together', async () => {
      give(marche);
      await publish('2027-01-01', '--to', 'ocds-records');
      give({ ...marche, montant: 470_000 });
      await publish('2027-02-01', '--to', 'ocds-records', ...AGAIN);
      const { records } = read('a.ocds.json') as { records: [{ compiledRelease: { awards: object[]; contracts: object[] } }] };
      const { awards, contracts } = records[0].compiledRelease;
      expect(awards.filter((award) => (award as { status: string }).status === 'active')).toHaveLength(1);
      expect(contracts).toHaveLength(1);
      expect(JSON.stringify(records[0].compiledRelease)).not.toContain('"record"');
      expect(await back()).toEqual([{ ...marche, montant: 470_000 }]);
    });

    test('a correction without the extension is not read back, which is said', async () => {
      give(marche);
      await publish('2027-01-01', '--standard-only');
      give({ ...marche, montant: 470_000 });
      await publish('2027-02-01', '--standard-only', ...AGAIN);
      const corrected = releases();
      await publish('2027-03-01', '--standard-only', ...AGAIN);
      expect(releases()).toEqual(corrected);
      const run = await convert('a.ocds.json', 'back.json', '--format', 'json');
      expect(run.code).toBe(1);
      expect((JSON.parse(run.out) as { findings: { code: string; params?: object }[] }).findings).toContainEqual(
        expect.objectContaining({ code: 'ocds.foreign-release' }),
      );
    });

    test.each([
      ['of another publisher', 'ocds-a1b2c3', (text: string) => text, "n'a pas le préfixe"],
      ['that is cut', 'ocds-213czf', (text: string) => text.slice(0, -20), "n'est pas un paquet OCDS entier"],
      ['of another tool', 'ocds-213czf', () => '{"releases":[{"ocid":"ocds-213czf-1","tag":["tender"]}]}', "n'a pas la forme"],
      [
        'with a time that is none',
        'ocds-213czf',
        (text: string) => text.replace(/("date":"[\d-]+)T[^"]*/, '$1T99:99:99.000000Z'),
        "n'a pas la forme",
      ],
      [
        'of which a release is deeper than ours',
        'ocds-213czf',
        (text: string) => text.replace('"tag":', `"x":${'['.repeat(20_000)}${']'.repeat(20_000)},"tag":`),
        "n'a pas la forme",
      ],
      [
        'whose releases are not by date',
        'ocds-213czf',
        (text: string) => {
          const {
            releases: [first, ...others],
            ...head
          } = JSON.parse(text) as { releases: Release[] };
          return JSON.stringify({ ...head, releases: [first, ...others.toReversed()] });
        },
        "n'a pas la forme",
      ],
      [
        'with a contract twice',
        'ocds-213czf',
        (text: string) => text.replace(/"releases":\[([^]*)\n\]/, '"releases":[$1,$1\n]'),
        'deux fois',
      ],
    ])('an export %s is refused, and nothing is written', async (_, prefix, change, sentence) => {
      give(marche);
      await publish('2027-01-01');
      const text = change(readFileSync(join(folder, 'a.ocds.json'), 'utf8'));
      writeFileSync(join(folder, 'b.ocds.json'), text);
      const run = await convert('in.json', 'c.ocds.json', '--ocid-prefix', prefix, '--previous', 'b.ocds.json');
      expect(run.code).toBe(2);
      expect(run.err.replace(/\s+/g, ' ')).toContain(sentence);
      expect(readdirSync(folder).sort()).toEqual(['a.ocds.json', 'b.ocds.json', 'in.json']);
    });

    test('standard input is not both the file and the earlier export', async () => {
      const run = await convert('-', 'a.ocds.json', ...PREFIX, '--previous', '-');
      expect([run.code, run.err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('aussi le fichier à convertir')]);
    });

    test('nothing can be cancelled without it', async () => {
      const run = await convert(EXAMPLE, 'a.ocds.json', ...PREFIX, '--cancel-missing');
      expect([run.code, run.err]).toEqual([2, expect.stringContaining('--previous')]);
    });
  });
});
