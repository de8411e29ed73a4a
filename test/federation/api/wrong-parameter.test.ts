import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { apiOn } from './stub.ts';

let app: App;
beforeAll(async () => {
  ({ app } = await apiOn(() => Promise.resolve([])));
});
afterAll(() => app.close());

const KEY = '00000000-0000-0000-0000-000000000000';
const LONG = 'x'.repeat(201);
const MANY = Array.from({ length: 21 }, (_, at) => `cpv=${10 + at}`).join('&');

/** What is said of each kind of fault, by the address that has it. */
const SAID: readonly [url: string, parameter: string, fr: string, en: string][] = [
  ['/v1/contrats?cpv=x', 'cpv', "« x » n'a pas la forme voulue", '“x” does not have the right form'],
  ['/v1/contrats?dateMin=2024-02-30', 'dateMin', "« 2024-02-30 » n'est pas un jour du calendrier", 'not a day of the calendar'],
  ['/v1/contrats?limit=0', 'limit', '« 0 » est plus petit que 1', '“0” is less than 1'],
  ['/v1/contrats?limit=1001', 'limit', '« 1001 » est plus grand que 1', '“1001” is more than 1,000'],
  ['/v1/contrats?limit=dix', 'limit', "« dix » n'est pas un nombre entier", '“dix” is not a whole number'],
  ['/v1/contrats?montantMin=cher', 'montantMin', "« cher » n'est pas un nombre", '“cher” is not a number'],
  ['/v1/contrats?count=oui', 'count', "« oui » n'est pas « true » ou « false »", '“oui” is not “true” or “false”'],
  [
    '/v1/contrats?sort=prix',
    'sort',
    'une des valeurs possibles, -date, date, -montant',
    'one of the possible values, -date, date',
  ],
  ['/v1/territoires?nom=a', 'nom', 'il a 1 signe, et il en faut 2 au moins', 'it has 1 sign, and needs 2 at least'],
  [`/v1/contrats?nature=${LONG}`, 'nature', 'il a 201 signes, 200 au plus sont admis', 'it has 201 signs, 200 at most'],
  [`/v1/contrats?${MANY}`, 'cpv', 'il a 21 valeurs, 20 au plus sont admises', 'it has 21 values, 20 at most are accepted'],
  ['/v1/contrats?cpv=45&cpv=45', 'cpv', 'la valeur « 45 » y est deux fois', 'the value “45” is there twice'],
  ['/v1/contrats?acheteurs=213502388', 'acheteurs', 'Vouliez-vous écrire acheteur ?', 'Did you mean acheteur?'],
  [`/v1/contrats/${KEY}?xyz=1`, 'xyz', 'ceux qui existent sont forme, lang', 'those that exist are forme, lang'],
  ['/v1/contrats/abc', 'cle', "« abc » n'a pas la forme voulue", '“abc” does not have the right form'],
];

test('a parameter that is refused is said with its value and what is expected, in both languages', async () => {
  for (const [url, parameter, fr, en] of SAID)
    for (const [lang, said] of [
      ['fr', fr],
      ['en', en],
    ] as const) {
      const answer = await app.inject({ url, headers: { 'accept-language': lang } });
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      const { detail, ...rest } = answer.json<{ detail: string }>();
      expect([url, rest]).toMatchObject([url, { status: 400, code: 'bad-parameter', parameter }]);
      expect(detail).toContain(said);
      // Neither what a validator says in English, nor how it writes a form.
      expect(detail).not.toMatch(/must (be|match|have|NOT)|pattern|\\d|\^/);
      if (lang === 'fr') expect(detail).not.toMatch(/\b(the|is|must|parameter)\b/);
    }
});

test('what is expected comes with an example, and a hostile value comes cut and made visible', async () => {
  const { detail } = (await app.inject({ url: '/v1/contrats?cpv=x' })).json<{ detail: string }>();
  expect(detail).toBe(
    "Le paramètre « cpv » ne convient pas : « x » n'a pas la forme voulue. Ce qui est attendu : début du code CPV, au moins deux chiffres (jusqu'à 20 valeurs : ?cpv=…&cpv=…, une seule suffit). Exemple : cpv=45.",
  );
  const hostile = (await app.inject({ url: `/v1/contrats?cpv=${encodeURIComponent(`\u001b[2J\u202e${LONG}`)}` })).json<{
    detail: string;
  }>();
  expect(hostile.detail).toContain('\\u001b[2J\\u202exxx');
  expect(hostile.detail).not.toContain('x'.repeat(61));
});

test('members may be written with commas between', async () => {
  for (const url of ['/v1/contrats?fields=key,body.montant', '/v1/contrats?fields=key&fields=sources,warned'])
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 200]);
  for (const url of ['/v1/contrats?fields=key,', '/v1/contrats?fields=key,cle'])
    expect([url, (await app.inject({ url })).json()]).toMatchObject([url, { status: 400, parameter: 'fields' }]);
});
