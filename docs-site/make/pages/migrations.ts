/** One page a step from one version to the next: what is lost, what is missing, what is said otherwise, on real data and on an example. */
import { columnsOf } from '../../shared/columns.ts';
import { dayIn } from '../../shared/day.ts';
import { fieldUrl, MIGRATIONS, migrationUrl } from '../../shared/urls.ts';
import { chainOf, isReversible } from '../../../src/migrate/chain.ts';
import { type Scope, scopesOf } from '../../../src/migrate/scope.ts';
import type { Step } from '../../../src/migrate/step.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import type { Model, Texts } from '../../../src/model/types.ts';
import { SITE_MIGRATIONS } from '../../../src/messages/compiled/site-migrations.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { type Content, html, type Html } from '../../../packages/base/src/html.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { blocks, details, fence, heading, type Markdown, paragraph, saidIn } from '../markdown.ts';
import { code, french, lines, link, table } from '../parts/html.ts';
import { citation } from '../parts/legal.ts';
import { MEASURED, MEASURES } from '../parts/migration-measures.ts';
import { versionName } from '../parts/version-name.ts';
import type { Maker, Page, SiteData } from '../types.ts';

export const migrationPages: Maker = {
  name: 'migrations',
  pages: (data, lang) => {
    const links = linksOf(data);
    return links.length === 0 ? [] : [indexPage(links, data, lang), ...links.map((one, i) => stepPage(one, i + 1, data, lang))];
  },
};

/** A step with the Models of its versions. */
type Link = { older: Model; newer: Model; step: Step };

const linksOf = ({ models, steps }: SiteData): Link[] =>
  models.flatMap((newer) => {
    const step = steps.get(newer.version);
    const older = models.find(({ version }) => version === step?.from);
    return step && older ? [{ older, newer, step }] : [];
  });

/** The fields of entries, each once, without those that are inside of another one of them. */
const fieldsOf = (entries: readonly { fields: string[] }[] | undefined): string[] => [
  ...new Set((entries ?? []).flatMap(({ fields }) => fields)),
];

const upward = <E extends { direction?: 'down' }>(entries: readonly E[] | undefined): E[] =>
  (entries ?? []).filter(({ direction }) => direction !== 'down');

const isLost = ({ level }: { level: string }): boolean => level === 'lost';

function indexPage(links: readonly Link[], data: SiteData, lang: Lang): Page {
  const words = SITE_MIGRATIONS[lang];
  const number = (count: number): string => FORMATTERS[lang].number(count);
  const rows = links.map((one) => [
    link(migrationUrl(one.newer.version), titleOf(one, data, lang)),
    one.step.summary[lang],
    number(fieldsOf(one.step.lost?.filter(isLost)).length),
    number(fieldsOf(upward(one.step.absent)).length),
  ]);
  return {
    path: 'migrations/index.md',
    url: MIGRATIONS,
    title: words.migrations(),
    description: words['migrations-description'](),
    position: 0,
    body: blocks(
      saidIn(words['migrations-intro'], {}),
      table(words.caption(), columnsOf(words.column, ['step', 'changes', 'lost', 'absent']), rows),
      realTable(MEASURES, lang),
    ),
  };
}

const titleOf = ({ older, newer }: Link, data: SiteData, lang: Lang): string =>
  SITE_MIGRATIONS[lang].title({ from: versionName(older.version, data, lang), to: versionName(newer.version, data, lang) });

function stepPage(one: Link, position: number, data: SiteData, lang: Lang): Page {
  const { older, newer } = one;
  const [from, to] = [older.version, newer.version];
  return {
    path: `migrations/v-${to.replaceAll('.', '-')}.md`,
    url: migrationUrl(to),
    title: titleOf(one, data, lang),
    description: SITE_MIGRATIONS[lang].description({ from, to }),
    position,
    body: stepBody(one, data, lang),
  };
}

function stepBody(one: Link, data: SiteData, lang: Lang): Markdown {
  const { older, newer, step } = one;
  const words = SITE_MIGRATIONS[lang];
  const versions = { from: older.version, to: newer.version };
  const parts = [
    section('lost', reasonTable('lost', (step.lost ?? []).filter(isLost), one, data, lang), lang),
    section('absent', reasonTable('absent', step.absent ?? [], one, data, lang), lang),
    section('deduced', deducedTable(one, data, lang), lang),
    section('codes', codeTable(one, data, lang), lang),
    section('unmapped', unmappedTable(one, data, lang), lang),
    section('empty', emptyTable(one, data, lang), lang),
    section(
      'same',
      reasonTable('same', [...(step.lost ?? []).filter((entry) => !isLost(entry)), ...texts(step)], one, data, lang),
      lang,
    ),
    section('strays', step.strays && html`<p>${step.strays.reason[lang]}</p>`, lang),
    section('moved', movedTable(one, lang), lang),
  ].filter((part) => part !== undefined);
  return blocks(
    paragraph(step.summary[lang]),
    paragraph(isReversible(versions.from, versions.to) ? words['two-ways']() : words['one-way'](versions)),
    parts.length === 0 ? paragraph(words.nothing()) : undefined,
    ...parts,
    section(
      'real',
      realTable(
        MEASURES.filter(({ through }) => through.includes(newer.version)),
        lang,
      ),
      lang,
    ),
    section('example', exampleOf(one, data, lang), lang),
  );
}

type Heading = keyof (typeof SITE_MIGRATIONS)['fr']['heading'];

/** A part of a page with its title; undefined where there is nothing in it. */
const section = (name: Heading, inside: Html | Markdown | undefined, lang: Lang): Markdown | undefined =>
  inside && blocks(heading(2, SITE_MIGRATIONS[lang].heading[name](), name), inside);

const texts = (step: Step): OnFields[] => (step.texts ?? []).filter(({ level }) => level !== 'deduced');

type OnFields = { fields: string[]; reason: Texts; source: string; direction?: 'down' };

/** The fields of each entry, why, and the text that says so. */
function reasonTable(name: Heading, entries: readonly OnFields[], one: Link, data: SiteData, lang: Lang): Html | undefined {
  if (entries.length === 0) return undefined;
  const words = SITE_MIGRATIONS[lang];
  const hasBack = entries.some(({ direction }) => direction === 'down');
  const rows = entries.map(({ fields, reason, source, direction }) => [
    lines(fields.map((field) => fieldLink(field, one, lang))),
    reason[lang],
    citation(source, data, lang),
    ...(hasBack ? [direction === 'down' ? words['on-the-way-back']() : ''] : []),
  ]);
  const columns = columnsOf(words['field-column'], ['field', 'reason', 'source', ...(hasBack ? (['direction'] as const) : [])]);
  return table(words.heading[name](), columns, rows);
}

function deducedTable(one: Link, data: SiteData, lang: Lang): Html | undefined {
  const { step } = one;
  const words = SITE_MIGRATIONS[lang];
  const deduced = (step.deduces ?? []).map(({ value, ...entry }) => ({
    ...entry,
    after: value === null ? words['null-value']() : words.rank(),
  }));
  const codes = (step.codes ?? []).flatMap(({ when, map, ...entry }) =>
    when ? Object.entries(map).map(([from, to]) => ({ ...entry, after: joined([from, to], lang) })) : [],
  );
  const cut = (step.texts ?? []).filter(({ level }) => level === 'deduced').map((entry) => ({ ...entry, after: '' }));
  const entries = [...deduced, ...codes, ...cut];
  if (entries.length === 0) return undefined;
  const rows = entries.map(({ fields, after, reason, source }) => [
    lines(fields.map((field) => fieldLink(field, one, lang))),
    after,
    reason[lang],
    citation(source, data, lang),
  ]);
  return table(words.heading.deduced(), columnsOf(words['field-column'], ['field', 'after', 'reason', 'source']), rows);
}

const joined = (pair: readonly [string, string], lang: Lang): Html => html`${french(pair[0], lang)} → ${french(pair[1], lang)}`;

function codeTable(one: Link, data: SiteData, lang: Lang): Html | undefined {
  const { step } = one;
  const words = SITE_MIGRATIONS[lang];
  const row = (field: string, before: Content, after: Content, { reason, source }: { reason: Texts; source: string }) => [
    fieldLink(field, one, lang),
    before,
    after,
    reason[lang],
    citation(source, data, lang),
  ];
  const rows = [
    ...(step.codes ?? [])
      .filter(({ when }) => !when)
      .flatMap((entry) =>
        entry.fields.flatMap((field) =>
          Object.entries(entry.map).map(([from, to]) => row(field, french(from, lang), french(to, lang), entry)),
        ),
      ),
    ...(step.splits ?? []).map((entry) =>
      row(
        entry.field,
        french(entry.code, lang),
        words['and-in']({ code: entry.becomes, added: entry.adds.code, field: titleOfField(entry.adds.field, one, lang) }),
        entry,
      ),
    ),
    ...(step.moves ?? []).flatMap((entry) =>
      Object.entries(entry.map).map(([from, to]) =>
        row(entry.from, french(from, lang), words['in-field']({ code: to, field: titleOfField(entry.to, one, lang) }), entry),
      ),
    ),
  ];
  return rows.length === 0
    ? undefined
    : table(words.heading.codes(), columnsOf(words['field-column'], ['field', 'before', 'after', 'reason', 'source']), rows);
}

function unmappedTable(one: Link, data: SiteData, lang: Lang): Html | undefined {
  const { step } = one;
  const words = SITE_MIGRATIONS[lang];
  const entries = [
    ...(step.unmapped ?? []).map(({ codes, ...entry }) => ({ ...entry, codes })),
    ...(step.redundant ?? []).map(({ code: only, ...entry }) => ({ ...entry, codes: [only] })),
  ];
  const rows = entries.flatMap(({ fields, codes, reason, source }) =>
    fields.map((field) => [
      fieldLink(field, one, lang),
      lines(codes.map((name) => french(name, lang))),
      reason[lang],
      citation(source, data, lang),
    ]),
  );
  return rows.length === 0
    ? undefined
    : table(words.heading.unmapped(), columnsOf(words['field-column'], ['field', 'before', 'reason', 'source']), rows);
}

function emptyTable(one: Link, data: SiteData, lang: Lang): Html | undefined {
  const { step } = one;
  const words = SITE_MIGRATIONS[lang];
  const entries = [
    ...(step.nulls ?? []).map((entry) => ({ ...entry, before: words['null-value']() })),
    ...(step.empty ?? []).map((entry) => ({ ...entry, before: words['empty-list']() })),
  ];
  const rows = entries.map(({ fields, before, to, reason, source }) => [
    lines(fields.map((field) => fieldLink(field, one, lang))),
    before,
    to === undefined ? words['left-out']() : french(to, lang),
    reason[lang],
    citation(source, data, lang),
  ]);
  return rows.length === 0
    ? undefined
    : table(words.heading.empty(), columnsOf(words['field-column'], ['field', 'before', 'after', 'reason', 'source']), rows);
}

/** The fields that have another place in the next version, in a part that is opened: they are many, and none loses anything. */
function movedTable(one: Link, lang: Lang): Markdown | undefined {
  const { older, newer } = one;
  const words = SITE_MIGRATIONS[lang];
  const moved = new Map<string, readonly [string, string]>();
  for (const kind of RECORD_KINDS) {
    const [before, after] = [placesOf(scopesOf(older)[kind]), placesOf(scopesOf(newer)[kind])];
    for (const [field, place] of before) {
      const there = after.get(field);
      if (there !== undefined && there !== place) moved.set(field, [place, there]);
    }
  }
  if (moved.size === 0) return undefined;
  const rows = [...moved].map(([field, [before, after]]) => [fieldLink(field, one, lang), code(before), code(after)]);
  return details(
    words['moved-count']({ count: moved.size }),
    blocks(table(words.heading.moved(), columnsOf(words['field-column'], ['field', 'before', 'after']), rows)),
  );
}

/** The place of each field of a record, `titulaires[].titulaire.id`. */
function placesOf(scope: Scope, base = ''): Map<string, string> {
  const places = new Map<string, string>();
  for (const { id, path } of scope.fields.values()) {
    const place = base + path.join('.');
    places.set(id, place);
    const list = scope.lists.get(id);
    if (!list) continue;
    const { envelope } = list.list;
    for (const [inner, there] of placesOf(list.item, `${place}[].${envelope === undefined ? '' : `${envelope}.`}`))
      if (!places.has(inner)) places.set(inner, there);
  }
  return places;
}

const titleOfField = (field: string, { older, newer }: Link, lang: Lang): string =>
  (newer.fields[field] ?? older.fields[field])?.title[lang] ?? field;

/** The title of a field, with its page, the kind of contract that has it where only one does, and its name in the data. */
function fieldLink(field: string, one: Link, lang: Lang): Html {
  const { older, newer } = one;
  const found = RECORD_KINDS.flatMap((kind) =>
    [scopesOf(older)[kind], scopesOf(newer)[kind]]
      .flatMap((scope) => placesOf(scope).get(field) ?? [])
      .slice(0, 1)
      .map((place) => ({ kind, place })),
  );
  const [first, ...others] = found;
  const kind = first && others.length === 0 ? ` (${SITE_MIGRATIONS[lang].kind[first.kind]()})` : '';
  return html`${link(fieldUrl(field), titleOfField(field, one, lang))}${kind}${first ? html`<br>${code(first.place)}` : ''}`;
}

function realTable(measures: typeof MEASURES, lang: Lang): Html | undefined {
  if (measures.length === 0) return undefined;
  const words = SITE_MIGRATIONS[lang];
  const number = (count: number | undefined): string => (count === undefined ? '' : FORMATTERS[lang].number(count));
  const rows = measures.map(({ from, to, records, before, after, lacking, faulty }) => [
    `${from} → ${to}`,
    ...[records, before, after, lacking, faulty].map(number),
  ]);
  const columns = columnsOf(words['real-column'], ['way', 'records', 'before', 'after', 'lacking', 'faulty']);
  return html`<div>${table(words['real-caption'](), columns, rows)}<p class="note">${words['real-note']({ day: dayIn(MEASURED, lang) })}</p></div>`;
}

/** An invented contract of the older version, and what becomes of it. */
function exampleOf({ older, newer, step }: Link, { examples }: SiteData, lang: Lang): Markdown | undefined {
  const words = SITE_MIGRATIONS[lang];
  const text = examples.get(older.version)?.get('valid/base-marche.json');
  if (text === undefined) return undefined;
  const file: unknown = JSON.parse(text);
  const record = valueAt(file, '/marches/marche/0') ?? valueAt(file, '/marches/0');
  const { record: after } = chainOf([{ older, newer, step }], 'up', older).migrate('marche', record);
  const [shownBefore, shownAfter] = [record, after].map((value) => JSON.stringify(value, null, 2));
  if (shownBefore === shownAfter || shownBefore === undefined || shownAfter === undefined) return undefined;
  return blocks(
    paragraph(words['example-note']()),
    details(words['example-before']({ version: older.version }), fence('json', shownBefore)),
    details(words['example-after']({ version: newer.version }), fence('json', shownAfter)),
  );
}
