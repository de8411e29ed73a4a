/** A scenario as a site: what each day of it shows. */
import { createHash } from 'node:crypto';
import { bodyOf } from './body.node.ts';
import { type Content, keyOf, type Scenario, type ScenarioDataset, type ScenarioResource, timeOf } from './scenario.ts';
import type { Body, Site, SiteDataset, SiteResource } from './site.ts';

/** A site of a scenario. Ids follow from names, and times from days, so that each start gives the same. */
export function siteOf(scenario: Scenario): Site {
  const bodies = new Map<string, Promise<Body>>();
  // The same content on several days, or in several files, is made once.
  const body = (content: Content, title: string): Promise<Body> => {
    const { served, said, ...made } = content;
    const key = JSON.stringify([made, title]);
    const known = bodies.get(key) ?? bodyOf(content, title);
    bodies.set(key, known);
    return known;
  };
  return {
    pageSize: scenario.pageSize ?? 1000,
    faults: scenario.faults ?? [],
    hidden: scenario.datasets.flatMap(({ resources }) => resources.filter(({ hidden }) => hidden).map(({ title }) => title)),
    datasets: (day) => Promise.all(scenario.datasets.map((dataset) => datasetOn(scenario, dataset, day, body))),
  };
}

const hexOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** The id of a resource of a scenario, by the slug of its dataset and its key (or title). */
export function resourceId(slug: string, key: string): string {
  const hex = hexOf(`${slug} ${key}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** The id of an organisation or a dataset, by its name or slug. */
export const objectId = (name: string): string => hexOf(name).slice(0, 24);

type BodyOf = (content: Content, title: string) => Promise<Body>;

async function datasetOn(scenario: Scenario, dataset: ScenarioDataset, day: number, body: BodyOf): Promise<SiteDataset> {
  const { slug, title = slug, organization, licence = 'lov2', rhythm, tags = [], extras = {}, deleted = Infinity } = dataset;
  const there = dataset.resources.filter(
    ({ until = Infinity, days }) => day <= until && Object.keys(days).some((from) => Number(from) <= day),
  );
  return {
    id: objectId(slug),
    slug,
    title,
    organization: { id: objectId(organization), name: organization },
    license: licence,
    frequency: rhythm === 'daily' ? 'daily' : 'unknown',
    tags,
    extras,
    deleted: day >= deleted,
    resources: await Promise.all(there.map((resource) => resourceOn(scenario, slug, resource, day, body))),
  };
}

async function resourceOn(
  scenario: Scenario,
  slug: string,
  resource: ScenarioResource,
  day: number,
  bodyOf: BodyOf,
): Promise<SiteResource> {
  const { title, filetype = 'file', schema, harvest, gzip = false } = resource;
  const days = Object.keys(resource.days)
    .map(Number)
    .filter((from) => from <= day)
    .toSorted((a, b) => a - b);
  const [first = 1, since = 1] = [days[0], days.at(-1)];
  const content = resource.days[since] ?? {};
  const body = await bodyOf(content, title);
  const before = resource.days[days.at(-2) ?? since] ?? content;
  const said = { ...content.said };
  const earlier = said.sha1 === 'before' || said.size === 'before' ? await bodyOf(before, title) : body;
  const at = (on: number): string => timeOf(scenario, on).toISOString();
  const served = { modified: since, ...content.served };
  const [name, version] = schema?.split('@') ?? [];
  const end = title.replace(/\.gz$/, '').split('.').at(-1) ?? '';
  return {
    id: resourceId(slug, keyOf(resource)),
    title,
    file: title,
    format: resource.format ?? end,
    mime: resource.type ?? TYPES[end] ?? null,
    filetype,
    schema: name === undefined ? null : { name, version: version ?? null, url: null },
    created: at(first),
    modified: {
      internal: at(said.modified ?? since),
      analysis: filetype === 'remote' ? at(said.modified ?? since) : null,
      harvest: harvest === undefined ? null : `${harvest}T00:00:00.000Z`,
    },
    said: {
      sha1:
        said.sha1 === 'none' ? null : said.sha1 === 'wrong' ? hexOf('wrong') : said.sha1 === 'before' ? earlier.sha1 : body.sha1,
      size:
        said.size === 'none' ? null : said.size === 'wrong' ? body.size + 1 : said.size === 'before' ? earlier.size : body.size,
    },
    served: {
      body,
      type: resource.type ?? (/\.gz$/.test(title) ? 'application/gzip' : (TYPES[end] ?? 'application/octet-stream')),
      etag:
        content.served?.etag === undefined ? `"${(body.sha1 ?? String(body.size)).slice(0, 16)}"` : quoted(content.served.etag),
      lastModified: served.modified === null ? null : at(served.modified),
      gzip,
      coding: content.blanks?.as === 'coding' ? 'gzip' : undefined,
    },
  };
}

const quoted = (tag: string | null): string | null => (tag === null ? null : `"${tag}"`);

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  zip: 'application/zip',
};
