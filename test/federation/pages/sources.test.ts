import { describe, expect, test } from 'vitest';
import type {
  AttemptAnswer,
  EventAnswer,
  FileAnswer,
  RejectedAnswer,
  SourceAnswer,
  VerdictAnswer,
  VersionAnswer,
} from '../../../federation/src/pages/answers.ts';
import { filePage } from '../../../federation/src/pages/file.tsx';
import { sourcePage, sourcesPage } from '../../../federation/src/pages/sources.tsx';
import { SUMMARY } from './territory-world.ts';
import { type Answers, HOSTILE, isHarmless, readable, written } from './written.ts';

const SOURCE: SourceAnswer = {
  ...{ id: 'ville', title: 'Marchés de la ville', publisher: 'Ville', licence: 'lov2', priority: 50, harvested: true },
  ...{ files: 12, gone: 1, failed: 2, held: 3, checkedAt: '2026-01-30T06:00:00.000Z' },
  ...{ contracts: 900, rejected: 30, read: 1200, notes: null },
};

const NAME = 'https://ville.example/données/marchés 2024.json?a=1&b=2';
const FILE: FileAnswer = {
  ...{ name: NAME, source: 'ville', dataset: 'jeu', title: 'Marchés 2024', format: 'json', url: NAME, updates: 'replaced' },
  ...{ checkedAt: '2026-01-30T06:00:00.000Z', goneAt: null, failing: null, failingSince: null },
  ...{ acceptedAt: '2026-01-29T06:00:00.000Z', newest: { state: 'accepted', reason: null } },
};

const version = (id: number, more: Partial<VersionAnswer> = {}): VersionAnswer => ({
  ...{ id, fetchedAt: `2026-01-${String(id).padStart(2, '0')}T06:00:00.000Z`, size: 12_345, state: 'accepted', reason: null },
  ...{ form: 'json', standard: '2.0.3', ...more },
});

const verdict = (of: number, more: Partial<VerdictAnswer> = {}): VerdictAnswer => ({
  ...{ version: of, records: 100, rejected: 2, around: [], previous: null, difference: null },
  findings: [
    { code: 'schema.type', severity: 'error', field: 'montant', standard: '2.0.3', count: 2 },
    { code: 'cpv-trop-general', severity: 'warning', field: 'codeCPV', standard: '2.0.3', count: 7 },
  ],
  ...more,
});

const rejected = (more: Partial<RejectedAnswer> = {}): RejectedAnswer => ({
  ...{ record: '0'.repeat(8), standard: '2.0.3', buyer: '21350238800019', number: '2024-01', hasKey: true },
  findings: [
    { code: 'schema.type', severity: 'error', field: 'montant', count: 1 },
    { code: 'cpv-trop-general', severity: 'warning', field: 'codeCPV', count: 1 },
  ],
  ...{ places: [], body: { objet: 'Travaux' } },
  ...more,
});

const attempt = (id: number, at: string, error: string | null = null): AttemptAnswer => ({
  ...{ id, at, status: 200, milliseconds: 12, outcome: error === null ? 'fetched' : 'failed', error },
});

const AT = `/v1/ressources/${encodeURIComponent(NAME)}`;
const answersOf = (more: Answers = {}): Answers => ({
  [AT]: FILE,
  [`${AT}/versions`]: { items: [version(3), version(2), version(1)], next: null },
  [`${AT}/versions/3/constats`]: verdict(3, { previous: 2, difference: { added: 11, removed: 5, changed: 4 } }),
  [`${AT}/versions/2/constats`]: verdict(2, { previous: 1, findings: [] }),
  [`${AT}/versions/1/constats`]: verdict(1),
  [`${AT}/disponibilite`]: {
    items: [
      attempt(5, '2026-01-30T06:00:00Z'),
      attempt(4, '2026-01-30T05:00:00Z', 'busy'),
      attempt(3, '2026-01-29T06:00:00Z', 'empty'),
      attempt(2, '2026-01-28T06:00:00Z'),
    ],
    next: null,
  },
  '/v1/rejets': { items: [rejected()], next: null },
  ...more,
});

const file = async (more: Answers = {}, query = ''): Promise<string> =>
  written(filePage, { params: { id: NAME }, answers: answersOf(more), query });

test('the page of a file says how to correct a field as the API does, each advice once', async () => {
  const unknown = { code: 'schema.additionalProperties', severity: 'error' as const, count: 1 };
  const findings = [
    { ...unknown, field: '/_type', fix: 'Supprimez la clé « _type ».' },
    { ...unknown, field: '/uid', fix: 'Supprimez « uid ».' },
  ];
  const page = await file({
    [`${AT}/versions/3/constats`]: verdict(3, { findings: findings.map((one) => ({ ...one, standard: '2.0.3' })) }),
    '/v1/rejets': { items: [rejected({ findings }), rejected({ findings })], next: null },
  });
  // Of the records of the page, and of the version.
  for (const { fix } of findings) expect(readable(page).split(fix)).toHaveLength(3);
});

describe('the page of the sources', () => {
  test('says of each whether it is harvested, how its files are, and what share of its records is rejected', async () => {
    const answers = {
      '/v1/sources': { items: [SOURCE, { ...SOURCE, id: 'b', harvested: false, notes: 'Double de la ville.' }] },
      '/v1/bilan': SUMMARY,
    };
    const html = await written(sourcesPage, { answers });
    const text = readable(html);
    expect(text).toContain('dernier instantané, du 7 janvier 2026 à 06:00 UTC');
    // The share is of another thing than the indicator's.
    expect(text).toContain('parmi ceux de la version actuelle de chaque fichier de la source');
    expect(html).not.toContain('href="/indicateurs/rejets"');
    expect(text).toContain('12 1 retiré par le producteur ; 2 en échec, 3 retenus par le garde-fou');
    expect(text).toContain('900 30 2,5 %');
    expect(text).toContain('connue, non moissonnée Double de la ville.');
    expect(readable(await written(sourcesPage, { answers, lang: 'en' }))).toContain(
      '12 1 removed by the publisher; 2 failing, 3 blocked by the guard',
    );
  });

  test('has no share before there is a snapshot', async () => {
    const none = { ...SOURCE, contracts: null, rejected: null, read: null };
    const answers = { '/v1/sources': { items: [none] }, '/v1/bilan': { ...SUMMARY, snapshot: null } };
    const text = readable(await written(sourcesPage, { answers }));
    expect(text).toContain('— — —');
    expect(text).toContain("aucun n'a encore été fait");
  });
});

describe('the page of a source', () => {
  const event: EventAnswer = {
    ...{ at: '2026-01-30T06:00:00Z', event: 'broken', resource: NAME, title: 'Marchés 2024', version: null },
    ...{ records: null, reason: null, error: 'firewall', since: null },
  };
  const answers = {
    '/v1/sources/ville': SOURCE,
    '/v1/bilan': SUMMARY,
    '/v1/ressources': (query: URLSearchParams) => ({ items: query.get('source') === 'ville' ? [FILE] : [], next: 7 }),
    '/v1/sources/ville/evenements': { items: [event] },
  };

  test('leads to each file, whose name may be an address, and to its news', async () => {
    const html = await written(sourcePage, { params: { id: 'ville' }, answers });
    expect(readable(html)).toContain('Licence Licence Ouverte 2.0');
    expect(readable(html)).toContain('Part des rejets 2,5 %');
    expect(readable(html)).toContain('dernier instantané, du 7 janvier 2026');
    expect(html).toContain(`href="/ressources/${encodeURIComponent(NAME)}"`);
    expect(html).toContain('type="application/atom+xml" title="Marchés de la ville" href="/sources/ville/flux.atom"');
    expect(html).toContain('href="/sources/ville?cursor=7"');
    expect(readable(html)).toContain(
      "n'est plus accessible 30 janvier 2026 à 06:00 UTC un pare-feu répond à la place du fichier",
    );
    expect(await written(sourcePage, { params: { id: 'ville' }, answers, lang: 'en' })).toContain(
      'href="/en/sources/ville/flux.atom"',
    );
  });

  test('is of no source that the catalogue does not have', async () => {
    await expect(written(sourcePage, { params: { id: 'absente' }, answers })).rejects.toThrow('nothing at /v1/sources/absente');
  });
});

describe('the page of a file', () => {
  test('says what each version brought, what was found in it, and what the last one needs', async () => {
    const text = readable(await file());
    expect(text).toContain('acceptée 12 345 octets 2.0.3 100 2 2 erreurs, 7 avertissements 11 de plus, 5 de moins, 4 modifiés');
    expect(text).toContain('100 2 aucune erreur, aucun avertissement trop grande pour être comparée');
    expect(text).toContain('2 erreurs, 7 avertissements première version');
    expect(text).toContain('Constats de la version du 3 janvier 2026');
  });

  test('shows the findings of the version that counts before those of one that is kept back, each with its day', async () => {
    const versions = { items: [version(3, { state: 'held', reason: { code: 'sudden-loss' } }), version(2)], next: null };
    const answers = { [`${AT}/versions`]: versions, [`${AT}/versions/2/constats`]: verdict(2) };
    const none = { [`${AT}/versions/3/constats`]: verdict(3, { findings: [] }) };
    const text = readable(await file({ ...answers, ...none }));
    expect(text).toContain('Enregistrements rejetés Ceux de la dernière version acceptée, du 2 janvier 2026');
    expect(text).toMatch(
      /Constats de la dernière version acceptée Constats de la version du 2 janvier 2026.*Constats de la version retenue par le garde-fou Aucun constat dans la version du 3 janvier 2026/,
    );
    expect(readable(await file({ ...answers, ...none }, 'versions=3'))).toContain("Constats d'une version plus ancienne");
  });

  test('draws each day of attempts at its place between the first and the last', async () => {
    const items = [attempt(3, '2026-01-31T06:00:00Z'), attempt(2, '2026-01-02T06:00:00Z'), attempt(1, '2026-01-01T06:00:00Z')];
    const html = await file({ [`${AT}/disponibilite`]: { items, next: null } });
    const bars = [...html.matchAll(/<rect class="good" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, wide]) => [
      Number(x),
      Number(wide),
    ]);
    expect(bars.map(([x = 0, wide = 0]) => Math.round(x + wide))).toEqual([19, 42, 720]);
    const one = await file({ [`${AT}/disponibilite`]: { items: items.slice(0, 1), next: null } });
    expect(one).toContain('<rect class="good" x="0"');
  });

  test('says how often it could be fetched, by the attempts that are listed, and draws a day once', async () => {
    const html = await file();
    expect(readable(html)).toContain('2 des 4 derniers essais ont réussi, soit 50 %');
    expect(html.match(/<rect class="(\w+)"/g)).toEqual(['<rect class="good"', '<rect class="bad"', '<rect class="mild"']);
    expect(readable(html)).toContain('le fichier est vide');
  });

  test('gives its rejected records as a file to correct, and how', async () => {
    const html = await file();
    expect(html).toContain(
      `href="/v1/rejets.json?${new URLSearchParams({ ressource: NAME, version: '2.0.3' }).toString().replaceAll('&', '&amp;')}"`,
    );
    const text = readable(html);
    expect(text).toContain('npx decp validate rejets.json');
    expect(text).toContain('Travaux numéro 2024-01');
    expect(text).toContain("schema.type (montant) et 1 constat qui n'est pas une erreur");
    expect(text.split('schema.type').length, 'the record, its correction, the version').toBe(4);
    const both = await file({ '/v1/rejets': { items: [rejected(), rejected({ standard: '1.5.0' })], next: 'abc' } });
    for (const standard of ['1.5.0', '2.0.3']) expect(readable(both)).toContain(`Ceux de la version ${standard} du référentiel`);
    expect(both).toContain('?rejets=abc');
    expect(readable(await file({ '/v1/rejets': { items: [], next: null } }))).toContain(
      "Aucun enregistrement de ce fichier n'est rejeté.",
    );
  });

  test.each([
    [
      { failing: 'not-found', failingSince: '2026-01-12T06:00:00Z' },
      "En échec depuis le 12 janv. 2026 (l'adresse est introuvable (404)). Ce qui en était connu reste publié.",
    ],
    [
      { newest: { state: 'held', reason: { code: 'sudden-loss', before: 1200, lost: 800 } } },
      "La dernière version est retenue par le garde-fou : 800 enregistrements sur 1 200 n'y sont plus : c'est trop d'un coup, la version précédente reste.",
    ],
    [
      { newest: { state: 'held', reason: { code: 'xml.truncated', before: 12, lost: 8 } } },
      "La dernière version est retenue par le garde-fou : elle n'a pas pu être lue jusqu'au bout (xml.truncated).",
    ],
    [{ newest: { state: 'held', reason: ['what?'] } }, 'La dernière version est retenue par le garde-fou : —.'],
    [{ goneAt: '2026-01-20T06:00:00Z', failing: 'gone' }, 'retiré par le producteur'],
    [{ newest: { state: 'unreadable', reason: null } }, 'dernière version illisible'],
    [{ newest: null }, 'pas encore contrôlé'],
  ])('says how it is: %j', async (more, expected) => {
    expect(readable(await file({ [AT]: { ...FILE, ...more } }))).toContain(expected);
  });

  test('of which nothing is known yet says so', async () => {
    const text = readable(
      await file({
        [`${AT}/versions`]: { items: [], next: null },
        [`${AT}/disponibilite`]: { items: [], next: null },
        '/v1/rejets': { items: [], next: null },
      }),
    );
    expect(text).toContain("Aucun essai n'a encore été fait.");
    expect(text).toContain("Aucune version n'a encore été téléchargée.");
  });

  test('with a version that was not judged has its other ones', async () => {
    const answers: Record<string, unknown> = { ...answersOf({ [`${AT}/versions/2/constats`]: verdict(2) }) };
    delete answers[`${AT}/versions/3/constats`];
    const text = readable(await written(filePage, { params: { id: NAME }, answers }));
    expect(text).toContain('2.0.3 — — — —');
    expect(text).toContain('Constats de la version du 2 janvier 2026');
  });

  test('goes on in each list, as the page asks the API to', async () => {
    const asked: Record<string, string | null> = {};
    const noting = (name: string) => (query: URLSearchParams) => {
      asked[name] = query.get('cursor');
      return { items: [], next: null };
    };
    await file(
      { [`${AT}/versions`]: noting('versions'), [`${AT}/disponibilite`]: noting('essais'), '/v1/rejets': noting('rejets') },
      'versions=12&essais=34&rejets=abc',
    );
    expect(asked).toEqual({ versions: '12', essais: '34', rejets: 'abc' });
  });

  test('has no markup of strangers, and no link to what is not of the web', async () => {
    const html = await file({
      [AT]: { ...FILE, title: HOSTILE, dataset: HOSTILE, format: HOSTILE, url: 'javascript:alert(1)', failing: HOSTILE },
      '/v1/rejets': {
        items: [
          rejected({
            ...{ number: HOSTILE, body: { objet: HOSTILE }, places: [{ resource: HOSTILE, title: HOSTILE }] },
            findings: [{ code: HOSTILE, severity: 'error', field: HOSTILE, title: HOSTILE, url: 'javascript:alert(1)' }],
          }),
        ],
        next: HOSTILE,
      },
    });
    expect(isHarmless(html)).toBe(true);
    expect(readable(html)).toContain(`numéro ${HOSTILE}`);
  });
});
