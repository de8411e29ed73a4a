/** Scenarios of the fake data.gouv.fr as data: `scenarios/<name>.yaml`, in the dialect of `scenario.schema.json`. */
import type { Texts } from '../../packages/base/src/language.ts';
import { metaCheck } from '../../src/governance/checks/meta-schema.ts';
import { type Problem, whereOf } from '../../src/governance/problem.ts';
import type { WrittenForm } from '../../src/model/forms.ts';
import { type Catalogue, GUARD, PRIORITY, type PublishedForm, type Rhythm, type Source } from '../src/catalogue/source.ts';
import type { FaultKind } from '../src/harvest/fault.ts';
import type { State } from '../src/consolidate/balance.ts';
import dialect from './scenario.schema.json' with { type: 'json' };
import type { Fault } from './site.ts';

type Numbers = string | number;
type ByNumber<T> = Readonly<Record<string, T>>;
type Said = 'right' | 'wrong' | 'none' | 'before';

/** The content of a file: invented contracts by their numbers, a file of the repository, or a text. */
export type Content = {
  contracts?: Numbers;
  published?: Numbers;
  concessions?: Numbers;
  old?: Numbers;
  twice?: Numbers;
  changed?: ByNumber<Readonly<Record<string, unknown>>>;
  modified?: ByNumber<readonly number[]>;
  label?: string;
  form?: WrittenForm;
  file?: string;
  text?: string;
  encoding?: 'bom' | 'iso-8859-1';
  texts?: number;
  cut?: number;
  wrap?: 'gz' | 'zip';
  blanks?: { megabytes: number; as?: 'plain' | 'gz' | 'coding' };
  served?: { etag?: string | null; modified?: number | null };
  said?: { sha1?: Said; size?: Said; modified?: number };
};

export type ScenarioResource = {
  title: string;
  key?: string;
  filetype?: 'file' | 'remote';
  format?: string;
  type?: string;
  schema?: string;
  harvest?: string;
  gzip?: boolean;
  hidden?: boolean;
  until?: number;
  days: ByNumber<Content>;
};

export type ScenarioDataset = {
  slug: string;
  title?: string;
  organization: string;
  rhythm: Rhythm;
  form?: PublishedForm;
  priority?: number;
  guard?: number;
  licence?: string;
  harvested?: boolean;
  tags?: readonly string[];
  extras?: Readonly<Record<string, unknown>>;
  deleted?: number;
  resources: readonly ScenarioResource[];
};

/** What a pass does, and what stands after it: `scenario.schema.json` says what each member means. What is not here is not looked at. */
export type Expectation = {
  datasets?: Readonly<Record<string, FaultKind>>;
  resources?: Readonly<
    Record<string, { outcome: 'fetched' | 'unchanged' | 'same' | 'skipped' | 'failed'; errors?: readonly FaultKind[] }>
  >;
  gone?: readonly string[];
  bytes?: 0;
  versions?: { accepted?: number; held?: number; unreadable?: number };
  states?: Partial<Record<Exclude<State, 'unaccounted'>, number>>;
  contracts?: number;
  withdrawn?: number;
  findings?: readonly string[];
};

export type Scenario = {
  title: Texts;
  notes?: Texts;
  start?: string;
  pageSize?: number;
  limits?: { bytes?: number; timeout?: number };
  datasets: readonly ScenarioDataset[];
  faults?: readonly Fault[];
  /** By day. */
  expect: Readonly<Record<string, Expectation>>;
};

const DIALECT = 'scenario.schema.json';
let check: ReturnType<typeof metaCheck> | undefined;

/** Reads a scenario. Throws a SyntaxError that says, line and column first, all that is wrong in it. */
export function readScenario(file: string, text: string): Scenario {
  check ??= metaCheck(new Map([[`dialect/${DIALECT}`, JSON.stringify(dialect)]]), DIALECT);
  const { source, problems } = check(file, text);
  const scenario = source.value as Scenario;
  const place = (pointer: string, fr: string, en: string): Problem => ({ file, place: source.place(pointer), fr, en });
  const all = problems.length > 0 ? problems : references(scenario, place);
  if (all.length > 0) throw new SyntaxError(all.map((problem) => `${whereOf(problem)}: ${problem.en}`).join('\n'));
  return scenario;
}

type ProblemAt = (pointer: string, fr: string, en: string) => Problem;

/** What the dialect cannot say: names that nothing has, and contents that contradict themselves. */
function references({ datasets, faults = [], expect }: Scenario, problemAt: ProblemAt): Problem[] {
  const problems: Problem[] = [];
  const slugs = new Set<string>();
  const titles = new Set(datasets.flatMap(({ resources }) => resources.map(({ title }) => title)));
  for (const [i, { slug, resources }] of datasets.entries()) {
    if (slugs.has(slug)) problems.push(problemAt(`/datasets/${i}/slug`, `deux jeux « ${slug} »`, `two datasets “${slug}”`));
    slugs.add(slug);
    const keys = new Set<string>();
    for (const [j, resource] of resources.entries()) {
      const at = `/datasets/${i}/resources/${j}`;
      const key = keyOf(resource);
      if (keys.has(key))
        problems.push(
          problemAt(at, `deux ressources « ${key} » : donner une « key » à l'une`, `two resources “${key}”: give one a “key”`),
        );
      keys.add(key);
      for (const [day, content] of Object.entries(resource.days)) {
        const given = ['contracts', 'file', 'text'].filter((name) => kindsOf(content).has(name));
        if (given.length !== 1)
          problems.push(
            problemAt(
              `${at}/days/${day}`,
              'il faut des contrats, un fichier ou un texte, et un seul des trois',
              'there must be contracts, a file or a text, and only one of them',
            ),
          );
      }
    }
  }
  for (const [i, { on, meet }] of faults.entries()) {
    const named = [on.resource, 'resource' in meet ? meet.resource : undefined];
    for (const title of named)
      if (title !== undefined && !titles.has(title))
        problems.push(problemAt(`/faults/${i}`, `aucune ressource « ${title} »`, `no resource “${title}”`));
    if (on.dataset !== undefined && !slugs.has(on.dataset))
      problems.push(problemAt(`/faults/${i}/on/dataset`, `aucun jeu « ${on.dataset} »`, `no dataset “${on.dataset}”`));
  }
  const keys = new Set(datasets.flatMap(({ resources }) => resources.map(keyOf)));
  for (const [day, { resources = {}, gone = [], datasets: lists = {} }] of Object.entries(expect)) {
    const at = `/expect/${day}`;
    const named = [
      ...Object.keys(resources).map((key) => ({ key, at: `${at}/resources/${key}` })),
      ...gone.map((key, i) => ({ key, at: `${at}/gone/${i}` })),
    ];
    for (const { key, at: where } of named)
      if (!keys.has(key)) problems.push(problemAt(where, `aucune ressource « ${key} »`, `no resource “${key}”`));
    for (const slug of Object.keys(lists))
      if (!slugs.has(slug)) problems.push(problemAt(`${at}/datasets/${slug}`, `aucun jeu « ${slug} »`, `no dataset “${slug}”`));
  }
  return problems;
}

const kindsOf = ({ contracts, published, concessions, old, file, text }: Content): Set<string> =>
  new Set([
    ...((contracts ?? published ?? concessions ?? old) === undefined ? [] : ['contracts']),
    ...(file === undefined ? [] : ['file']),
    ...(text === undefined ? [] : ['text']),
  ]);

/** What names a resource in its dataset, and in what is expected. */
export const keyOf = ({ key, title }: ScenarioResource): string => key ?? title;

/** The numbers of `1-3,7`. */
export function numbersOf(numbers: Numbers | undefined): number[] {
  if (numbers === undefined) return [];
  return String(numbers)
    .split(',')
    .flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
    });
}

const START = '2026-01-05';
const DAY_MS = 86_400_000;

/** The time of a day of a scenario: 3 a.m. by default, when files are published. Passes are made later: `timeOf(scenario, day, 6)`. */
export function timeOf({ start = START }: Pick<Scenario, 'start'>, day: number, hour = 3): Date {
  return new Date(Date.parse(`${start}T00:00:00Z`) + (day - 1) * DAY_MS + hour * 3_600_000);
}

/** The sources of a scenario, one for each dataset. */
export function catalogueOf({ datasets, start = START }: Scenario): Catalogue {
  const sources = datasets.map(
    ({
      slug,
      title = slug,
      organization,
      rhythm,
      form = 'auto',
      priority = PRIORITY,
      licence = 'lov2',
      guard = GUARD,
      harvested = true,
    }): Source => ({
      id: slug,
      title: { fr: title, en: title },
      publisher: organization,
      datasets: [{ id: slug, rhythm, form }],
      priority,
      licence,
      guard,
      accept: [],
      harvested,
      found: [{ where: 'federation/fake', date: start }],
    }),
  );
  return new Map(sources.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((source) => [source.id, source]));
}
