/** What `decp publish` prints: what it would deposit and how to do so by hand, or what it has deposited. */
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { PUBLISH } from '../messages/compiled/publish.ts';
import { shellWord } from '../host/shell-word.ts';
import { toJson } from '../report/entry.ts';
import type { Forecast } from '../validate/forecast.ts';
import type { Done } from './deposit.ts';
import { type DatasetBody, type DepositedForm, type ResourceBody, SCHEMA } from './metadata.ts';
import type { DepositedFile } from './plan.ts';

/** The result of the check: numbers of contracts, of errors, and of findings that the person says to have looked at. `forecast`: null where there is none. */
export type Checked = {
  file: string;
  version: string;
  form: DepositedForm;
  errors: number;
  toReview: number;
  marches: number;
  concessions: number;
  forecast: Forecast | null;
};

/** All that a deposit is made of. `api`: the address of the API. */
export type Prepared = { api: string; checked: Checked; file: DepositedFile; dataset: DatasetBody; resource: ResourceBody };

type Page = { lang: Lang; tool: { name: string; version: string }; colour: boolean; width?: number };

const WIDTH = 100;

/** The JSON form: the bodies of the requests as the API takes them, and what was done. */
export function jsonReport({ api, checked, file, dataset, resource }: Prepared, done: Done | undefined, { tool }: Page): string {
  const { steps, dataset: { id, page } = {}, resource: sent } = done ?? {};
  return `${toJson({
    ...{ tool, api, file, check: checked, dataset, resource },
    sent: done ? { steps, dataset: { id, page }, resource: { id: sent?.id, latest: sent?.latest } } : null,
  })}\n`;
}

/** What would be deposited, and how to do it by hand. `dataset`: the one to update. */
export function preparedText(prepared: Prepared, { dataset }: { dataset?: string }, page: Page): string {
  const say = PUBLISH[page.lang];
  const style = styleFor(page.colour);
  const width = page.width ?? WIDTH;
  const portal = prepared.api.replace(/\/api\/1$/, '');
  const steps = [
    say['by-hand.sign-in']({ portal }),
    dataset === undefined ? say['by-hand.create']() : say['by-hand.open']({ dataset }),
    say['by-hand.file']({ name: prepared.file.name }),
    say['by-hand.schema']({ schema: SCHEMA }),
    say['by-hand.check'](),
    say['by-hand.next-month'](),
  ];
  return [
    ...checkLines(prepared, page),
    ...metadataLines(prepared, page),
    style.bold(say['by-hand']({ portal })),
    ...steps.map((step, i) => hanging(`  ${String(i + 1)}. `, step, width)),
    '',
    wrap(say['nothing-sent'](), width),
    '',
  ].join('\n');
}

/** What was deposited. */
export function sentText(prepared: Prepared, { dataset, resource, steps }: Done, page: Page): string {
  const say = PUBLISH[page.lang];
  const style = styleFor(page.colour);
  const width = page.width ?? WIDTH;
  const address = (label: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`  ${label}${visible(value, 300)}`];
  const { name, version } = resource.schema;
  const isLicensed = dataset.license !== undefined && dataset.license !== 'notspecified';
  const notes = [
    ...(isLicensed ? [] : [say['no-licence']()]),
    ...(name === undefined
      ? [say['schema-unlisted']({ schema: SCHEMA })]
      : version === undefined
        ? [say['version-unlisted']({ schema: visible(name), version: prepared.checked.version })]
        : []),
  ];
  return [
    ...checkLines(prepared, page),
    ...(steps.length === 0
      ? [style.good(say['unchanged']())]
      : steps.map((step) => style.good(say[`done.${step}`]({ dataset: dataset.id })))),
    ...address(say['page-label'](), dataset.page),
    ...address(say['latest-label'](), resource.latest ?? resource.url),
    ...notes.map((note) => wrap(note, width)),
    '',
    wrap(say['keep'](), width),
    '',
  ].join('\n');
}

function checkLines({ checked, file }: Prepared, { lang, colour, width = WIDTH }: Page): string[] {
  const say = PUBLISH[lang];
  const style = styleFor(colour);
  const { marches, concessions, errors, toReview, version, forecast } = checked;
  const verdict = wrap(say['verdict']({ version, marches, concessions, errors, size: file.size }), width);
  const dropped = forecast?.drop ?? 0;
  return [
    visible(checked.file, 300),
    errors > 0 ? style.bad(verdict) : style.good(verdict),
    ...(toReview > 0 ? [style.warn(wrap(say['reviewed']({ points: toReview }), width))] : []),
    ...(dropped > 0 ? [wrap(say['dropped']({ dropped, word: shellWord(checked.file) }), width)] : []),
    '',
  ];
}

function metadataLines({ dataset, resource, file }: Prepared, { lang, colour, width = WIDTH }: Page): string[] {
  const say = PUBLISH[lang];
  const style = styleFor(colour);
  const rows = (entries: readonly (readonly [label: string, value: string])[]): string[] => {
    const column = Math.max(...entries.map(([label]) => label.length)) + 2;
    return entries.flatMap(([label, value]) => hanging(`  ${label.padEnd(column)}`, value, width));
  };
  return [
    style.bold(say['dataset-heading']()),
    ...rows([
      [say['label.title'](), visible(dataset.title, 350)],
      [say['label.description'](), dataset.description],
      [say['label.tags'](), dataset.tags.join(', ')],
      [say['label.licence'](), say[`licence.${dataset.license}`]()],
      [say['label.frequency'](), say['frequency']()],
      [say['label.organization'](), dataset.organization],
    ]),
    '',
    style.bold(say['file-heading']()),
    ...rows([
      [say['label.title'](), resource.title],
      [say['label.description'](), resource.description],
      [say['label.file'](), file.name],
      [say['label.type'](), say['type.main']()],
      [say['label.schema'](), say['schema']({ schema: SCHEMA })],
    ]),
    '',
  ];
}

/** Paragraphs next to a label: later lines are below the first. */
function hanging(label: string, text: string, width: number): string {
  const indent = ' '.repeat(label.length);
  const lines = text.split(/\n+/).map((paragraph) => wrap(paragraph, width, indent));
  return label + lines.join('\n').slice(label.length);
}
