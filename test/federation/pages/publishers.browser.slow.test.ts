import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuyerAnswer, FileAnswer, PageAnswer, RejectedAnswer, SourceAnswer } from '../../../federation/src/pages/answers.ts';
import { VIEWS } from '../../../federation/src/pages/view.ts';
import { LOOKS, type Pages, startPages } from './visit.ts';

let pages: Pages;

beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

test.each(LOOKS)('in $lang, $theme: the sources and their files, with the numbers of the API', async ({ lang, theme }) => {
  const read = (path: string): Promise<string> => pages.read(path, { lang, theme });
  const { number, share } = VIEWS[lang];
  const shown = (text: string): string => text.replaceAll(/\s+/g, ' ');
  const { items: sources } = await pages.api<{ items: SourceAnswer[] }>('/v1/sources');
  const all = await read('/sources');
  for (const source of sources) {
    const [contracts, rejected, records] = [source.contracts ?? 0, source.rejected ?? 0, source.read ?? 0];
    expect(all).toContain(shown(`${number(contracts)} ${number(rejected)} ${share(rejected, records)}`));
  }
  for (const id of ['metropole-du-grand-valbourg', 'region-des-landiers']) {
    const { items: files } = await pages.api<{ items: FileAnswer[] }>(`/v1/ressources?source=${id}`);
    const source = await read(`/sources/${id}`);
    for (const { title, name } of files) {
      expect(source).toContain(title);
      const { items: rejected } = await pages.api<PageAnswer<RejectedAnswer>>(`/v1/rejets?ressource=${name}&limit=25`);
      const file = await read(`/ressources/${encodeURIComponent(name)}`);
      for (const { number: of } of rejected) expect(file).toContain(of ?? '');
      expect(file).toContain(lang === 'fr' ? 'Disponibilité' : 'Availability');
    }
  }
});

test.each(LOOKS)('in $lang, $theme: a buyer, with the numbers of the API', async ({ lang, theme }) => {
  const { items: rejected } = await pages.api<PageAnswer<RejectedAnswer>>('/v1/rejets?limit=1000');
  const buyer = rejected.find(({ buyer: id }) => /^\d{14}$/.test(id ?? ''))?.buyer ?? '';
  for (const id of [buyer, buyer.slice(0, 9)]) {
    const { all } = await pages.api<BuyerAnswer>(`/v1/acheteurs/${id}`);
    const text = await pages.read(`/acheteurs/${id}`, { lang, theme });
    const { number, share } = VIEWS[lang];
    const figures = lang === 'fr' ? ['contrats publiés', 'enregistrements rejetés'] : ['published contracts', 'rejected records'];
    expect(text).toContain(`${figures[0]} ${number(all.contracts)}`);
    expect(text).toContain(`${figures[1]} ${number(all.rejected)}`);
    expect(text).toContain(share(all.timely, all.dated).replaceAll(/\s+/g, ' '));
  }
});
