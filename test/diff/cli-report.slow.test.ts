import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MARKER } from '../../src/governance/pull-request/page.ts';
import { FIRST_DRAFT, resetDraft, shareCache } from '../support/draft.ts';
import { NEWEST, ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-report-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

// A clone of the référentiel with a history of one commit, in which nothing was accepted since the newest release.
for (const part of ['package.json', 'schemas.yml', '.github', 'schema', 'examples', 'propositions', 'dist'])
  cpSync(`${ROOT}${part}`, join(folder, part), { recursive: true });
resetDraft(folder);
shareCache(folder);
for (const part of ['packages', 'src', 'node_modules']) symlinkSync(`${ROOT}${part}`, join(folder, part));
writeFileSync(join(folder, '.gitignore'), '.cache\ndist\nnode_modules\npackages\nsrc\n');
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
git('init', '-q', '-b', 'main');
git('add', '-A');
git('commit', '-q', '-m', 'first');

/** The page on the clone with some files edited; they are as they were afterwards. */
function page(edits: Record<string, [from: string, to: string]>, ...args: string[]) {
  for (const [path, [from, to]] of Object.entries(edits)) {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/bin/decp.js', 'report', ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  git('checkout', '-q', '.');
  return { code: status, out: stdout, err: stderr };
}

describe('decp report', () => {
  // By day the break below goes the same way, and `report/pull-request.test.ts` has this page of small models.
  test.runIf(NIGHT)('a clone that has not changed: one line says so, and the number of next is kept', () => {
    const { code, out, err } = page({}, '--base', 'main');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe(MARKER);
    expect(out).toContain("**Rien n'arrête cette proposition.** Le format ne change pas depuis `main`.");
    expect(out).toContain(
      `depuis la version publiée \`${NEWEST}\`, par tous les changements de \`next\`, ${FIRST_DRAFT} annoncé.`,
    );
    expect(out).toMatch(/score de mutation 100 %\./);
  });

  test.runIf(NIGHT)('a text alone is reported in one line', () => {
    const { code, out } = page({ 'schema/fields/marche-objet.yaml': ["fr: '", "fr: 'Essai. "] }, '--base', 'main');
    expect(code).toBe(0);
    expect(out).toContain("Seul un texte change : aucune donnée n'est jugée autrement.");
    expect(out).toMatch(/\n {2}- ligne 1, `title › fr` : Objet[^\n]* → Essai\. Objet/);
  });

  test('a break is reported with its instance, the examples and the rules that change; it fails', () => {
    const edits: Record<string, [string, string]> = {
      'schema/next/marche.schema.json': ['"maxLength": 1000', '"maxLength": 30'],
      'schema/next/rules/montant-centimes.yaml': ['consolidation: none', 'consolidation: mark'],
    };
    const { code, out } = page(edits, '--base', 'main', '--lang', 'en');
    expect(code).toBe(1);
    expect(out).toContain('`next` refuses data that `main` accepts.');
    expect(out).toContain(
      `${Number(NEWEST.split('.')[0]) + 1}.0.0 needed since the published version \`${NEWEST}\`, by all changes of \`next\`, ${FIRST_DRAFT} declared. **What this number promises is not kept: 1 change is not declared.**`,
    );
    expect(out).toContain(
      '(break (major number)): two maintainers, after a written proposition; opinions for 30 days, then a candidate.',
    );
    expect(out).toContain('**Written proposition**: to be written');
    expect(out).toMatch(/\*\*Not declared\.\*\*[^\n]* \(`marches\.marche\[\]\.objet`, [^\n]*fingerprint `[0-9a-f]{16}`\)\n/);
    expect(out).toMatch(/`examples\/(?:cases|2\.1\.0)\/[^`]+`: accepted before, refused now/);
    expect(out).toMatch(
      /\*\*Test contracts\*\*: of \d+, in \d+ invented files, \d+ are newly refused and none is newly accepted\./,
    );
    expect(out).toMatch(/- `objet`: `schema\.maxLength`, a finding that is new in \d+ contracts/);
    expect(out).toMatch(/\n {2}- line \d+, `consolidation`: `none` → `mark`\n/);
    expect(out).toMatch(/\n {2}- line \d+, `properties › objet › maxLength`: `1000` → `30`\n/);
    expect(out.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });

  test.runIf(NIGHT)('a rename is one line', () => {
    const { out } = page(
      { 'schema/next/contrat-concession.schema.json': ['"intituleTarif": {', '"libelleTarif": {'] },
      '--base',
      'main',
    );
    expect(out).toMatch(/: `intituleTarif` renommé `libelleTarif`\n/);
  });

  test('what stops the proposal is reported with what to do, and the rest waits where the format cannot be read', () => {
    const { code, out } = page({ 'schema/next/marche.schema.json': ['"required"', '"required'] }, '--base', 'main');
    expect(code).toBe(1);
    expect(out).toContain('### Ce qui arrête cette proposition (1)');
    expect(out).toContain("`schema/next/marche.schema.json:4:15` : ce fichier ne se lit pas à partir d'ici");
    expect(out).toContain("Le reste du rapport attend : le format, tel qu'il est proposé, ne se lit pas.");
  });

  test.runIf(NIGHT)('what came to the base since the branch left it is not of the branch', () => {
    git('checkout', '-q', '-b', 'ahead');
    writeFileSync(
      join(folder, 'schema/next/marche.schema.json'),
      readFileSync(join(folder, 'schema/next/marche.schema.json'), 'utf8').replace('"maxLength": 1000', '"maxLength": 30'),
    );
    git('commit', '-q', '-a', '-m', 'narrower');
    git('checkout', '-q', 'main');
    expect(page({}, '--base', 'ahead').out).toContain('** Le format ne change pas depuis `ahead`.');
  });

  test('the page never takes the place of a source', () => {
    const { code, err } = page({}, '--base', 'main', '--output', 'schema/next/page.md');
    expect(code).toBe(2);
    expect(err).toContain('schema/next/page.md');
    expect(git('status', '--short')).toBe('');
  });

  test.each<[name: string, args: string[], sentence: string]>([
    ['no base', [], "il manque l'option « --base <ref> »"],
    ['a base that is not there', ['--base', 'absent'], 'référence git « absent »'],
  ])('%s: exit 2 and a way out', (_, args, sentence) => {
    const { code, out, err } = page({}, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});

describe('decp check-examples --update', () => {
  test.runIf(NIGHT)('shows what examples are to announce, then writes it, and nothing that is an error', () => {
    const threshold = join(folder, 'schema/next/rules/offres-recues-invraisemblables.yaml');
    writeFileSync(threshold, readFileSync(threshold, 'utf8').replaceAll('200', '100'));
    expect(git('status', '--short')).toBe(' M schema/next/rules/offres-recues-invraisemblables.yaml\n');
    const update = () =>
      spawnSync(process.execPath, ['dist/bin/decp.js', 'check-examples', '--update'], { cwd: folder, encoding: 'utf8' });
    const first = update();
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(
      /^Constats à annoncer, dans 1 fichier :\n {2}examples\/cases\/marche-offres-recues\.yaml, cas « deux-cents-offres-recues », version next\n {4}\+ offres-recues-invraisemblables, \/marches\/marche\/0\/offresRecues\nÉcrits\./,
    );
    expect(git('status', '--short').split('\n').filter(Boolean)).toEqual([
      ' M examples/cases/marche-offres-recues.yaml',
      ' M schema/next/rules/offres-recues-invraisemblables.yaml',
    ]);
    expect(update().stdout).toMatch(/^Aucun constat à annoncer : tous le sont déjà\.\n/);
    expect(git('diff', 'examples')).toMatch(
      /\+ +until: \d[\s\S]*\+ +since: next[\s\S]*\+ +also: .*offres-recues-invraisemblables: offresRecues/,
    );
    git('checkout', '-q', 'schema');
    expect(update().stdout).toContain('    - offres-recues-invraisemblables, /marches/marche/0/offresRecues');
    expect(update().stdout).toMatch(/^Aucun constat à annoncer/);
    git('checkout', '-q', '.');
  });
});
