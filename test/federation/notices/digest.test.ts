import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { findingOrRuleUrl, ORIGIN } from '../../../docs-site/shared/urls.ts';
import type { FaultKind } from '../../../federation/src/harvest/fault.ts';
import {
  type Digest,
  markdownOf,
  pageOfCode,
  type Reported,
  SHOWN,
  textOf,
  titleOf,
} from '../../../federation/src/notices/digest.ts';
import { KINDS, type Place } from '../../../federation/src/notices/problems.ts';
import { withGoldenAddresses } from '../../support/organisation.ts';
import { DATASET, PLACE } from './cases.ts';

const news = (details: Extract<Reported, { is: 'new' }>['details'], more: Partial<Reported> = {}): Reported =>
  ({ is: 'new', subject: 'file r1', place: PLACE, since: '2026-03-08T06:00:00.000Z', details, ...more }) as Reported;

const TITLES = {
  required: { fr: 'champ obligatoire absent', en: 'mandatory field absent' },
  cut: { fr: 'fin du fichier avant celle des données', en: 'end of the file before that of the data' },
};

/** A digest with one of everything. */
const FULL: Digest = {
  publisher: 'Commune inventée de Valbourg',
  isFirst: false,
  site: 'https://api.exemple.test/decp',
  events: [
    news({ kind: 'broken', error: 'not-found', isRead: false }),
    news({ kind: 'broken', error: 'syntax.truncated', isRead: true }, { title: TITLES.cut }),
    news({ kind: 'broken', error: 'bad-zip', isRead: true }),
    news({ kind: 'held', code: 'sudden-loss', before: 1400, lost: 1200 }),
    news({ kind: 'held', code: 'syntax.truncated', before: 1400, lost: 1 }, { title: TITLES.cut }),
    news(
      { kind: 'rejected', files: 1, records: 4000, rejected: 1234, keyless: 1 },
      {
        findings: [
          { code: 'schema.required', title: TITLES.required, field: '/titulaires/*/titulaire/id', records: 1200 },
          { code: 'schema.required', title: TITLES.required, field: '', records: 1 },
        ],
      },
    ),
    news({ kind: 'rejected', files: 12, records: 20, rejected: 20, keyless: 20 }, { place: DATASET, since: null }),
    news({ kind: 'broken', error: 'too-costly', isRead: true }),
    ...KINDS.map((kind): Reported => ({ is: 'over', subject: 'file r2', place: PLACE, kind })),
    { is: 'gone', subject: 'file r3', place: PLACE, kind: 'held' },
  ],
};

describe.each(['fr', 'en'] as const)('what people read (%s)', (lang) => {
  test('a digest with one of everything, as a discussion and as a mail', async () => {
    const golden = (name: string): string => `../../golden/federation/notices/${name}`;
    const [markdown, text] = [markdownOf(FULL, lang), textOf(FULL, lang)].map(withGoldenAddresses);
    await expect(`# ${titleOf(FULL, lang)}\n\n${markdown}`).toMatchFileSnapshot(golden(`digest.${lang}.md`));
    await expect(`${titleOf(FULL, lang)}\n\n${text}`).toMatchFileSnapshot(golden(`digest.${lang}.txt`));
  });

  test('a first digest with one event, and without an API', async () => {
    const first = { ...FULL, isFirst: true, site: null, events: FULL.events.slice(5, 6) };
    await expect(`${titleOf(first, lang)}\n\n${withGoldenAddresses(textOf(first, lang))}`).toMatchFileSnapshot(
      `../../golden/federation/notices/first.${lang}.txt`,
    );
  });

  test('each fault of a file has words of its own', () => {
    const KINDS_OF_FAULTS: Record<Exclude<FaultKind, 'disk-full' | 'own-output' | 'incomplete-list'>, true> = {
      ...{
        network: true,
        timeout: true,
        slow: true,
        'not-found': true,
        gone: true,
        refused: true,
        busy: true,
        'server-error': true,
      },
      ...{ 'redirect-loop': true, unsafe: true, truncated: true, 'wrong-length': true, damaged: true, empty: true },
      ...{ firewall: true, 'too-large': true, bomb: true },
    };
    const texts = Object.keys(KINDS_OF_FAULTS).map((error) =>
      textOf({ ...FULL, events: [news({ kind: 'broken', error, isRead: false })] }, lang),
    );
    expect(new Set(texts).size).toBe(texts.length);
    for (const [at, error] of Object.keys(KINDS_OF_FAULTS).entries()) expect(texts[at]).not.toContain(`: ${error}.`);
  });
});

test('the link to a code is that of its page on the site', () => {
  for (const code of ['schema.required', 'accord-cadre-sans-identifiant', 'syntax.incomplete'])
    expect(pageOfCode(code)).toBe(`${ORIGIN}${findingOrRuleUrl(code)}`);
});

test('what is not described is counted, so that a message stays short', () => {
  const events = Array.from({ length: 2000 }, (_, at) =>
    news({ kind: 'broken', error: 'timeout', isRead: false }, { subject: `file ${at}` }),
  );
  const text = textOf({ ...FULL, events }, 'fr');
  expect(text.match(/marches-2026\.json »/g)).toHaveLength(SHOWN);
  expect(text).toContain('1 994 autres');
});

const parser = new MarkdownIt({ html: true, linkify: true });

/** What a reader of Markdown makes of a text, without what is in code spans. */
const shapeOf = (markdown: string): string[] =>
  parser
    .parse(markdown, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .map(
      ({ type, content, attrs }) =>
        `${type} ${type === 'code_inline' || type === 'inline' ? '' : content} ${attrs?.join() ?? ''}`,
    );

describe('hostile titles, addresses and names', () => {
  const signs = fc.string({
    unit: fc.constantFrom(
      ...'`*_[]()<>!#@&|~\\-+=.:/'.split(''),
      'a',
      ' ',
      '\n',
      '\r',
      '\0',
      '\u001b',
      '\u202e',
      '\u200b',
      '```',
      '<script>',
      '](https://mal.example)',
      '@admin',
      'é',
    ),
    maxLength: 400,
  });
  const digestOf = (title: string, url: string): Digest => ({
    ...FULL,
    // One of each form of an item.
    events: [...FULL.events.slice(0, 1), ...FULL.events.slice(-2)].map((event) => ({
      ...event,
      place: { ...event.place, title, url } satisfies Place,
    })),
  });

  test('no part of them gets out of its code span: the rest is read as without them', () => {
    const plain = shapeOf(markdownOf(digestOf('x', 'x'), 'fr'));
    expect(plain.some((token) => token.startsWith('html'))).toBe(false);
    fc.assert(
      fc.property(signs, signs, (title, url) => {
        const markdown = markdownOf(digestOf(title, url), 'fr');
        expect(shapeOf(markdown)).toEqual(plain);
        expect(markdown + textOf(digestOf(title, url), 'fr')).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u200b]/,
        );
      }),
      { numRuns: 100 },
    );
  });

  test('a message has fewer than 50,000 characters, whatever they are', () => {
    const long = '&'.repeat(5000);
    const finding = { code: 'schema.required', title: { fr: long, en: long }, field: `/${long}`, records: 1e9 };
    const events = [...FULL.events].flatMap((event) =>
      Array.from({ length: 50 }, () => ({
        ...event,
        place: { ...PLACE, title: long, url: long },
        title: finding.title,
        findings: Array.from({ length: 5 }, () => finding),
      })),
    );
    expect(markdownOf({ ...FULL, publisher: long, events }, 'fr').length).toBeLessThan(50_000);
  });
});

test('what others have written is in no title', () => {
  expect(
    titleOf(
      { ...FULL, publisher: 'PIÈGE', events: FULL.events.map((event) => ({ ...event, place: { ...PLACE, title: 'PIÈGE' } })) },
      'fr',
    ),
  ).not.toContain('PIÈGE');
});
