import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../src/finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type * as tgz from '../../../src/governance/release/archive/tgz.node.ts';
import { type Artefact, zipOf } from '../../../src/governance/release/archive/tgz.node.ts';
import { makeArtefacts, type NpmSbom } from '../../../src/governance/release/artefacts/plan.node.ts';
import { listedArtefacts, sumsOfFiles } from '../../../src/governance/release/sums.node.ts';
import { sha256 } from '../../../src/host/sha256.node.ts';
import { tagged } from '../../../src/governance/release/history.node.ts';
import { runVerify } from '../../../src/governance/release/verify/verb.node.ts';
import { checkListed, readReleases } from '../../../src/governance/release/verify/check-listed.node.ts';
import { rebuildOne } from '../../../src/governance/release/verify/rebuild.node.ts';
import { openArtefact } from '../../../src/governance/release/verify/open.node.ts';
import { ROOT } from '../../support/engine.ts';
import { NIGHT } from '../../support/tier.ts';

// The compiler takes seconds and gives the same bytes each time, which artefacts.test.ts shows: here its sources stand for what it makes of them.
vi.mock('../../../packages/fast-validate/src/compile.node.ts', async (original) => ({
  ...(await original<object>()),
  compileAnew: (sources: ReadonlyMap<string, string>) => Promise.resolve(Buffer.from([...sources.values()].join(''))),
  compileAssembly: () => expect.unreachable('a release is not made of what the store holds'),
}));

// The same files give the same archive, which artefacts-archive.test.ts shows: what was compressed once is not compressed again.
vi.mock('../../../src/governance/release/archive/tgz.node.ts', async (original) => {
  const real = await original<typeof tgz>();
  const known = new Map<string, Uint8Array>();
  const zipOf: typeof real.zipOf = (files) => {
    const key = sha256(sumsOfFiles(files));
    const zip = known.get(key) ?? real.zipOf(files);
    known.set(key, zip);
    return zip;
  };
  return { ...real, zipOf };
});

// The components that npm lists, for seconds at each release, are those of artefacts-provenance.slow.test.ts; here there are none.
vi.mock('../../../src/governance/release/artefacts/tarball.node.ts', async (original) => ({
  ...(await original<object>()),
  npm: () => Promise.resolve(JSON.stringify(NO_COMPONENTS)),
}));
const NO_COMPONENTS: NpmSbom = {
  specVersion: '1.5',
  metadata: { component: { 'bom-ref': 'essai@1.0.0', name: 'essai' } },
  components: [],
  dependencies: [],
};

vi.mock('../../../src/governance/release/verify/check-listed.node.ts', { spy: true });
vi.mock('../../../src/governance/release/history.node.ts', { spy: true });
vi.mock('../../../src/governance/release/verify/rebuild.node.ts', { spy: true });

const top = mkdtempSync(join(tmpdir(), 'decp-verifier-'));
const folder = join(top, 'publiee');
let artefacts: Artefact[] = [];

beforeAll(async () => {
  ({ artefacts } = await makeArtefacts({ version: '2.0.3' }, undefined, { missing: 'no-repository' }));
  mkdirSync(folder);
  for (const { path, bytes } of artefacts) writeFileSync(join(folder, path), bytes);
});
afterAll(() => {
  rmSync(top, { recursive: true });
});

/** What the verb says, as a user reads it; `err` in its order. */
async function verified(path: string, { lang = 'fr', rebuild = false }: { lang?: Lang; rebuild?: boolean } = {}) {
  const out: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  const err: string[] = [];
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  try {
    return { code: await runVerify({ path, lang, noRebuild: !rebuild }), out: out.join('\n'), err };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

/** The release in a folder of its own, spoilt. */
function spoilt(name: string, spoil: (place: string) => void): string {
  const place = join(top, name);
  cpSync(folder, place, { recursive: true });
  spoil(place);
  return place;
}

const ARCHIVE = 'decp-2.0.3.zip';

/** The same archive with one byte changed in one of its files, and all sums made anew: who changed it did so with care. */
function tampered(bytes: Uint8Array, file: string): Uint8Array {
  const { folder: name = '', files } = openArtefact(ARCHIVE, bytes)!;
  const inside = new Map([...files].filter(([path]) => path !== 'SHA256SUMS'));
  const content = Buffer.from(inside.get(file)!);
  content[content.length - 2]! ^= 1;
  inside.set(file, content);
  const whole = new Map([...inside, ['SHA256SUMS', sumsOfFiles(inside)] as const]);
  return zipOf(new Map([...whole].map(([path, one]) => [`${name}/${path}`, one])));
}

/** The one after it makes a release anew as well, and tells of nothing but what was changed. */
test.runIf(NIGHT)('a release that is what its sources give is verified, byte by byte', async () => {
  const { code, out } = await verified(folder, { rebuild: true });
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^✔ fichiers lus : \d+ ; .*\n✔ refait à partir des sources de ce clone : mêmes octets$/),
  ]);
});

test('one byte changed with care in one file is reported with the name of this file', async () => {
  const place = spoilt('alteree', (there) => {
    const before = readFileSync(join(there, ARCHIVE));
    const after = tampered(before, 'forms/types/validators.js');
    const statement = readFileSync(join(there, 'provenance.intoto.json'), 'utf8').replace(sha256(before), sha256(after));
    writeFileSync(join(there, ARCHIVE), after);
    writeFileSync(join(there, 'provenance.intoto.json'), statement);
    const others = artefacts.map(({ path }) => path).filter((path) => path !== 'SHA256SUMS');
    writeFileSync(join(there, 'SHA256SUMS'), sumsOfFiles(new Map(others.map((path) => [path, readFileSync(join(there, path))]))));
  });
  expect(await verified(place), 'its sums are right').toMatchObject({ code: 0 });
  const { code, out } = await verified(place, { rebuild: true, lang: 'en' });
  expect(code).toBe(1);
  expect(out).toMatch(/✖ decp-2\.0\.3\.zip\/forms\/types\/validators\.js\n {4}differs from what the sources of this clone give/);
  expect(out).toMatch(/✖ decp-2\.0\.3\.zip\/SHA256SUMS\n/);
  expect(out).toMatch(/The release does not verify: 4 differences\.$/);
});

describe.each<[string, (place: string) => void, RegExp]>([
  ['a byte changed in an artefact', (place) => flip(join(place, 'sbom.cdx.json')), /✖ sbom\.cdx\.json\n {4}n'a pas la somme/],
  ['a byte changed in its archive', (place) => flip(join(place, ARCHIVE)), /✖ decp-2\.0\.3\.zip\n {4}n'a pas la somme/],
  [
    'an artefact missing',
    (place) => rmSync(join(place, 'sbom.cdx.json')),
    /✖ sbom\.cdx\.json\n {4}est dans SHA256SUMS et manque/,
  ],
  ['a file too many', (place) => writeFileSync(join(place, 'notes.txt'), ''), /✖ notes\.txt\n {4}n'est pas dans SHA256SUMS/],
  ['no sums', (place) => rmSync(join(place, 'SHA256SUMS')), /n'a pas de SHA256SUMS/],
  ['no provenance', (place) => rmSync(join(place, 'provenance.intoto.json')), /n'est pas une attestation de provenance/],
  [
    'the provenance of other files',
    (place) => replace(join(place, 'provenance.intoto.json'), /"sha256": "./, '"sha256": "x'),
    /n'atteste pas « decp-2\.0\.3\.zip » tel qu'il est ici/,
  ],
  ['a folder in it', (place) => mkdirSync(join(place, 'encore')), /✖ encore\n {4}n'est pas un simple fichier/],
  ['a link in it', (place) => symlinkSync('/etc/passwd', join(place, 'lien')), /✖ lien\n {4}n'est pas un simple fichier/],
  [
    'an archive under another name',
    (place) => rename(place),
    /✖ decp-2\.0\.4\.zip\n {4}n'est pas dans le dossier « decp-2\.0\.3 »/,
  ],
])('a release with %s', (name, spoil, sentence) => {
  test('is refused without being made again', async () => {
    const { code, out } = await verified(spoilt(name.replaceAll(' ', '-'), spoil), { rebuild: true });
    expect(code).toBe(1);
    expect(out).toMatch(sentence);
    expect(out).toMatch(/La publication ne se vérifie pas : \d+ écarts?\.$/);
  });
});

const flip = (path: string): void => {
  const content = readFileSync(path);
  content[content.length >> 1]! ^= 1;
  writeFileSync(path, content);
};
const replace = (path: string, from: RegExp | string, to: string): void =>
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
/** With care: the sums and the statement speak of the other name. */
const rename = (place: string): void => {
  cpSync(join(place, ARCHIVE), join(place, 'decp-2.0.4.zip'));
  rmSync(join(place, ARCHIVE));
  replace(join(place, 'provenance.intoto.json'), `"${ARCHIVE}"`, '"decp-2.0.4.zip"');
  const names = artefacts.flatMap(({ path }) => (path === 'SHA256SUMS' ? [] : [path === ARCHIVE ? 'decp-2.0.4.zip' : path]));
  writeFileSync(join(place, 'SHA256SUMS'), sumsOfFiles(new Map(names.map((path) => [path, readFileSync(join(place, path))]))));
};

test('no archive is opened of a release whose sums are wrong', async () => {
  const { out } = await verified(spoilt('non-ouverte', (place) => writeFileSync(join(place, ARCHIVE), 'ceci est un texte')));
  expect(out).toMatch(/n'a pas la somme/);
  expect(out).not.toMatch(/archive abîmée/);
});

test('a release of the tools is not compared with what is listed of the version of the format that bears its number', async () => {
  vi.mocked(readReleases).mockResolvedValue([
    { version: '2.0.3', artefacts: [{ path: ARCHIVE, bytes: 1, sha256: '0'.repeat(64) }] },
  ]);
  const place = spoilt('outils', (there) => {
    replace(join(there, 'provenance.intoto.json'), '"stream": "schema"', '"stream": "outils"');
    const names = artefacts.map(({ path }) => path).filter((path) => path !== 'SHA256SUMS');
    writeFileSync(join(there, 'SHA256SUMS'), sumsOfFiles(new Map(names.map((path) => [path, readFileSync(join(there, path))]))));
  });
  expect((await verified(folder)).out).toMatch(/la taille ou la somme écrites dans schema\/releases\.json/);
  expect(await verified(place)).toMatchObject({ code: 0 });
  vi.mocked(readReleases).mockRestore();
});

test('a release of other sources is neither right nor wrong: the sentence names them, and where to find them', async () => {
  const place = spoilt('autres-sources', (there) => {
    replace(join(there, 'provenance.intoto.json'), /("name": "src",\s+"digest": \{\s+"gitTree": ")./, '$1x');
    const others = artefacts.map(({ path }) => path).filter((path) => path !== 'SHA256SUMS');
    writeFileSync(join(there, 'SHA256SUMS'), sumsOfFiles(new Map(others.map((path) => [path, readFileSync(join(there, path))]))));
  });
  const failure: unknown = await verified(place, { rebuild: true }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect(failure).toMatchObject({ code: 'input.other-sources', params: { names: ['src'], tag: '2.0.3' } });
});

describe('one archive alone', () => {
  let kit: Uint8Array = new Uint8Array();
  const path = join(top, 'conformite-9.9.9-rc.1.zip');

  beforeAll(async () => {
    const { planOf } = await import('../../../src/governance/release/artefacts/plan.node.ts');
    const { makers } = await planOf({ version: 'next', as: '9.9.9-rc.1' }, () => undefined);
    kit = await makers.find((one) => one.path.startsWith('conformite'))!.make(undefined);
    writeFileSync(path, kit);
  });

  test('says what it is of and is made again, whatever name it was downloaded under', async () => {
    const renamed = join(top, 'telechargement (2).zip');
    writeFileSync(renamed, kit);
    expect(await verified(renamed, { rebuild: true, lang: 'en' })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/made again from the sources of this clone: the same bytes$/) as string,
    });
  });

  test('is made again away from its tag only after this was said, with the way to the tag', async () => {
    const first = async (): Promise<string | undefined> => {
      vi.mocked(rebuildOne).mockResolvedValueOnce([]);
      return (await verified(path, { rebuild: true })).err[0];
    };
    expect(await first()).toMatch(/^L'étiquette 9\.9\.9-rc\.1 n'est pas dans ce clone : .*git switch --detach 9\.9\.9-rc\.1/);
    vi.mocked(tagged).mockResolvedValueOnce('a'.repeat(40));
    expect(await first()).toMatch(/^Ce clone n'est pas à l'étiquette 9\.9\.9-rc\.1 : .*git switch --detach 9\.9\.9-rc\.1/);
    vi.mocked(tagged).mockResolvedValueOnce(execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim());
    expect(await first()).toBeUndefined();
    expect((await verified(path)).err).toEqual([]);
  });

  test('that was changed with care is reported with the file', async () => {
    const other = join(top, 'autre.zip');
    writeFileSync(other, tampered(kit, 'rules.json'));
    expect((await verified(other)).code).toBe(0);
    const { code, out } = await verified(other, { rebuild: true });
    expect([code, out]).toEqual([1, expect.stringMatching(/✖ autre\.zip\/rules\.json\n {4}diffère/)]);
  });
});

test.each([
  ['a file that is not there', 'nulle-part.zip', undefined, 'input.no-such-file'],
  ['a file that is no archive by its name', 'photo.jpg', 'une image', 'input.not-a-release'],
  ['an archive of somebody else', 'autrui.zip', zipWith('autrui'), 'input.not-a-release'],
  ['an archive of a version that this clone has not', 'decp-9.9.9.zip', zipWith('decp-9.9.9'), 'input.unknown-release'],
])('%s is an error of input', async (_, name, content, code) => {
  if (content !== undefined) writeFileSync(join(top, name), content);
  await expect(verified(join(top, name), { rebuild: true })).rejects.toMatchObject({ code });
});

test('an empty folder is no release', async () => {
  mkdirSync(join(top, 'vide'));
  await expect(verified(join(top, 'vide'))).rejects.toMatchObject({ code: 'input.not-a-release' });
});

function zipWith(name: string): Uint8Array {
  const inside = new Map([['un.txt', Buffer.from('un')]]);
  return zipOf(new Map([...inside, ['SHA256SUMS', sumsOfFiles(inside)] as const].map(([path, one]) => [`${name}/${path}`, one])));
}

test('what schema/releases.json lists is what is there: size, sum, and in a whole release every file', () => {
  const files = new Map(artefacts.map(({ path, bytes }) => [path, bytes]));
  const listed = listedArtefacts(artefacts);
  const [first, ...rest] = listed as [(typeof listed)[0], ...typeof listed];
  expect(checkListed(files, listed, true)).toEqual([]);
  const wrong = [
    checkListed(files, [{ ...first, bytes: 1 }, ...rest], true),
    checkListed(files, [{ ...first, sha256: '0'.repeat(64) }, ...rest], true),
    checkListed(new Map([...files].slice(1)), listed, true),
  ];
  for (const problems of wrong)
    expect(problems.map(({ file, en }) => `${file} ${en}`)).toEqual([
      expect.stringMatching(/^decp-2\.0\.3\.zip .*not the published file/),
    ]);
  expect(checkListed(new Map(), listed, false)).toEqual([]);
});
