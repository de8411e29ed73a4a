/** The commands of `notices`, as a person calls them. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAKE_KEY } from '../../../federation/fake/discussions.ts';
import type { Scenario } from '../../../federation/fake/scenario.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import type { Fake } from '../../../federation/fake/site.ts';
import { type Digest, markdownOf, titleOf } from '../../../federation/src/notices/digest.ts';
import { insertDraft } from '../../../federation/src/notices/outbox.ts';
import { withFederation } from '../../../federation/src/opening.node.ts';
import { federation, onPostgres } from '../cli/call.ts';
import { broken } from './cases.ts';

const home = mkdtempSync(join(tmpdir(), 'decp-avis-'));
const SCENARIO: Scenario = {
  title: { fr: 'Avis', en: 'Notices' },
  datasets: [{ slug: 'valbourg', organization: 'Commune inventée de Valbourg', rhythm: 'yearly', resources: [] }],
  expect: {},
};
const { isNews: _, ...problem } = broken('r1');
const DIGEST: Digest = { publisher: 'Valbourg', isFirst: true, site: null, events: [{ is: 'new', ...problem }] };
const notices = (...args: string[]) => federation('notices', ...args, '--home', home);

onPostgres();
let fake: Fake;
beforeAll(async () => {
  delete process.env['DATAGOUV_API_KEY'];
  fake = await startFake(SCENARIO);
  await withFederation({ lang: 'fr', home }, ({ store, now }) =>
    store.session(async (session) => {
      const draft = { digest: DIGEST, title: titleOf(DIGEST, 'fr'), comment: markdownOf(DIGEST, 'fr'), hash: '' };
      await insertDraft(session, { ...draft, producer: 'valbourg', dataset: 'valbourg' }, now());
      await insertDraft(session, { ...draft, producer: 'ailleurs', dataset: null }, now());
    }),
  );
});
afterAll(async () => {
  delete process.env['DATAGOUV_API_KEY'];
  await fake.stop();
});

describe('a wrong call ends with 2, says what is wrong, and shows no key', () => {
  const keys = mkdtempSync(join(tmpdir(), 'cles-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(keys, name), text);
    return join(keys, name);
  };
  test.each([
    [['send'], 'DATAGOUV_API_KEY'],
    [['send', '--token-file', join(keys, 'absent')], 'ENOENT'],
    [['send', '--token-file', file('vide', ' \n')], 'DATAGOUV_API_KEY'],
    [['send', '--token-file', file('deux', 'secret1\nsecret2')], 'une seule ligne'],
    [['send', '--again', '--token-file', file('bonne', 'secret')], '--again'],
    [['send', '99', '--token-file', file('bonne', 'secret')], '« 99 »'],
    [['send', '--token-file', file('bonne', 'secret'), '--portal', 'https://www.data.gouv.fr'], 'organisation.json'],
    [['draft', '--site', 'ftp://exemple.test'], 'ftp://exemple.test'],
    [['show', 'x'], '« x »'],
    [['mark', '1'], '--as'],
  ])('%j', async (args, said) => {
    const { code, err, out } = await notices(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toContain('secret');
  });
});

test('what waits is listed, shown in both languages, sent with a key, and marked', async () => {
  expect((await notices('list')).out).toMatch(/n° 1, brouillon, valbourg.*\nn° 2, brouillon, ailleurs.*à envoyer vous-même/);
  expect((await notices('show', '1')).out).toContain('« r1.json »');
  expect((await notices('show', '1', '--format', 'markdown', '--lang', 'en')).out).toContain('`r1.json`');
  const shown = JSON.parse((await notices('show', '1', '--format', 'json')).out) as { discussionDraft: object };
  expect(shown.discussionDraft).toMatchObject({ subject: { class: 'Dataset', id: 'valbourg' } });

  process.env['DATAGOUV_API_KEY'] = FAKE_KEY;
  const sent = await notices('send', '--portal', fake.url.href);
  expect(sent.out).toMatch(/n° 1 est envoyé : nouvelle discussion 0{23}1\.\nL'avis n° 2 n'a pas de jeu/);
  expect([sent.code, sent.out + sent.err]).toEqual([1, expect.not.stringContaining(FAKE_KEY)]);
  expect(fake.discussions).toHaveLength(1);

  expect((await notices('mark', '2', '--as', 'sent')).out).toContain('noté comme envoyé');
  expect((await notices('mark', '2', '--as', 'dropped')).err).toContain('déjà envoyé');
  expect((await notices('send', '--portal', fake.url.href)).out).toContain('Aucun brouillon');
});

test('drafts are written to a folder; where there are none, that is said', async () => {
  const out = join(home, 'brouillons');
  const { code, out: said } = await notices('draft', '--out', out, '--site', 'https://api.exemple.test/');
  expect([code, said]).toEqual([0, expect.stringMatching(/Rien n'est envoyé[^]*0 brouillon écrit/)]);
  await withFederation({ lang: 'fr', home }, ({ store }) => store.exec(`update notice set state = 'draft' where id = 1`));
  await notices('draft', '--out', out);
  const [json = '', text = ''] = readdirSync(out).toSorted();
  expect([json, text]).toEqual(['0001-valbourg.json', '0001-valbourg.txt']);
  expect(JSON.parse(readFileSync(join(out, json), 'utf8'))).toMatchObject({ subject: { class: 'Dataset' } });
  expect(readFileSync(join(out, text), 'utf8')).toContain('« r1.json »');
});
