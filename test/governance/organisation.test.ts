import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReleaseEntry } from '../../src/governance/release/after-release.ts';
import {
  checkOrganisation,
  catalogueText,
  type Organisation,
  placeholderRefusals,
  repeatedFiles,
} from '../../src/governance/organisation/read.node.ts';
import { readVersion } from '../../src/model/read-version.node.ts';
import { NEWEST, readJsonFile, readText, ROOT } from '../support/engine.ts';
import { NAMED } from '../support/organisation.ts';

const organisation = readJsonFile('schema/organisation.json') as Organisation;
const { releases } = readJsonFile('schema/releases.json') as { releases: ReleaseEntry[] };
const model = readText('.github/CODEOWNERS.modele');

/** Another organisation than that of this clone, whatever its names are. */
const OTHER: Organisation = {
  ...{
    site: `${organisation.site}-autre`,
    schemas: `${organisation.schemas}-autre`,
    repository: `${organisation.repository}-autre`,
  },
  teams: Object.fromEntries(Object.entries(organisation.teams).map(([key, team]) => [key, `${team}-autre`])),
};

const saying = (said: Organisation) => ({ files: new Map([['organisation.json', JSON.stringify(said)]]), releases });

/** What the project comes with. */
const UNNAMED: Organisation = {
  ...{ site: 'https://decp.example', schemas: 'https://referentiel-decp.example/schema' },
  repository: 'https://github.com/a-definir/referentiel',
  teams: Object.fromEntries(Object.keys(NAMED.teams).map((key) => [key, `@a-definir/${key}`])),
};

describe('what repeats schema/organisation.json', () => {
  test('says what it says, in this clone', async () => {
    expect(await checkOrganisation(saying(organisation))).toEqual([]);
  });

  test('is refused where the organisation says something else, each file with the command that writes it', async () => {
    const problems = await checkOrganisation(saying(OTHER));
    expect(problems.map(({ file }) => file)).toEqual(['.github/CODEOWNERS', 'schema/base-uri.txt', 'schemas.yml']);
    for (const { fr } of problems) expect(fr).toContain('npm run organisation');
  });

  test('is another text for another organisation, with none of the names of the first', () => {
    const [before, after] = [
      repeatedFiles({ organisation: UNNAMED, releases, model }),
      repeatedFiles({ organisation: NAMED, releases, model }),
    ];
    for (const [path, text] of after) {
      expect(text, path).not.toBe(before.get(path));
      expect(text, path).not.toMatch(/a-definir|\.example\b|\{[a-z]+\}/);
    }
  });
});

test('what is frozen keeps the address under which it was published, what is to come has the new one', async () => {
  const schema = mkdtempSync(join(tmpdir(), 'decp-adresse-'));
  try {
    cpSync(`${ROOT}schema`, schema, { recursive: true });
    writeFileSync(join(schema, 'base-uri.txt'), `${NAMED.schemas}\n`);
    const frozen = readJsonFile(`schema/${NEWEST}/bundled/decp.schema.json`) as { $id: string };
    expect((await readVersion(schema, NEWEST)).schema.$id).toBe(frozen.$id);
    expect((await readVersion(schema, 'next')).schema.$id).toBe(`${NAMED.schemas}/next/decp.schema.json`);
  } finally {
    rmSync(schema, { recursive: true });
  }
});

describe('a release', () => {
  test('of an organisation that is named is not refused', () => {
    expect(placeholderRefusals(NAMED)).toEqual([]);
  });

  test.each<[what: string, change: Partial<Organisation>, named: string]>([
    ['a site under .example', { site: 'https://decp.example' }, 'site (https://decp.example)'],
    ['a base under example.org', { schemas: 'https://example.org/schema' }, 'schemas (https://example.org/schema)'],
    [
      'a repository still to be named',
      { repository: 'https://github.com/a-definir/decp' },
      'repository (https://github.com/a-definir/decp)',
    ],
    [
      'a team still to be named',
      { teams: { ...NAMED.teams, juristes: '@a-definir/juristes' } },
      'juristes (@a-definir/juristes)',
    ],
  ])('with %s is refused, and the sentence says which value, and where it is set', (_, change, named) => {
    const [refusal, ...others] = placeholderRefusals({ ...NAMED, ...change });
    expect(others).toEqual([]);
    expect(refusal?.texts.fr).toBe(
      `Des noms d'attente ne se publient pas : ${named}. Écrivez les vrais dans schema/organisation.json, puis lancez « npm run organisation » et validez ce qu'il a écrit.`,
    );
    expect(refusal?.texts.en).toContain(named);
  });

  test('a name that only holds the letters of a placeholder is none', () => {
    expect(
      placeholderRefusals({ ...NAMED, site: 'https://example-decp.fr', repository: 'https://github.com/pas-a-definir/decp' }),
    ).toEqual([]);
  });
});

describe('the manifest of public catalogues', () => {
  test('says that a proposal is one, and which version is in force', () => {
    const text = catalogueText(NAMED, { inForce: '2.0.3', latest: '9.9.0' });
    expect(text).toContain("la version 9.9.0, publiée par ce référentiel : une proposition, que l'État n'applique pas.");
    expect(text).toContain('La version en vigueur est la 2.0.3');
  });

  test('says that the version is in force once the State applies it', () => {
    expect(catalogueText(NAMED, { inForce: '9.9.0', latest: '9.9.0' })).toContain('de la version 9.9.0, en vigueur.');
  });
});
