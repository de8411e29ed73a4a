/**
 * Reads the API of data.gouv.fr (udata: `udata/core/dataset/api.py`, `apiv2.py` and `api_fields.py` of opendatateam/udata). Pages are counted here and no address
 * of an answer is followed, so that no answer can lead elsewhere or round in circles.
 */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Messages } from '../../../src/messages/compiled/federation.types.ts';
import { type GetJson, type Portal, type PortalDataset, PortalFault, type PortalResource } from './portal.ts';

/**
 * Items asked for on a page: resources, and datasets, with each of which API 1 lists all its resources. The portal may grant fewer, and does not say so.
 */
const PAGE_SIZE = { resources: 100, datasets: 20 };
/** A list that is longer is none of the portal: its largest dataset of contracts has 2,000 resources. */
const MOST = 100_000;
/** Times that a list is read in the hope that it stays still. */
const MOST_PASSES = 6;

/** Opens the API of a portal, such as `https://www.data.gouv.fr`. */
export function openPortal(base: URL, getJson: GetJson): Portal {
  const at = (path: string, query: Readonly<Record<string, string>> = {}): URL => {
    const url = new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  async function* listed<T extends { id: string }>(
    path: string,
    query: Readonly<Record<string, string>>,
    read: (item: Place) => T,
  ): AsyncGenerator<T> {
    const page = (number: number): URL => at(path, { page: String(number), ...query });
    const seen = new Map<string, T>();
    const see = (item: Place): T => {
      const found = read(item);
      seen.set(found.id, found);
      return found;
    };
    let all: ReadonlyMap<string, T>;
    try {
      all = await wholeList(page, getJson, see);
    } catch (error) {
      yield* seen.values();
      throw error;
    }
    yield* all.values();
  }
  return {
    dataset: async (id) => {
      const url = at(`/api/2/datasets/${segment(id)}/`);
      const { status, value } = await getJson(url);
      if (status === 404) return 'not-found';
      if (status === 410) return 'gone';
      const answer: Place = { url, status, pointer: '', value };
      if (status !== 200) throw fault(answer, (say) => say['portal.status']({ url: url.href, status: String(status) }));
      return isDeleted(answer) ? 'gone' : datasetOf(answer);
    },
    resources: (dataset) =>
      listed(`/api/2/datasets/${segment(dataset)}/resources/`, { page_size: String(PAGE_SIZE.resources) }, resourceOf),
    datasets: (by) => listed('/api/1/datasets/', { page_size: String(PAGE_SIZE.datasets), ...by }, datasetOf),
  };
}

/** Ids and slugs are parts of a path, so that they may not have the signs of one. */
function segment(id: string): string {
  if (!/^[\w-]{1,300}$/.test(id)) throw new TypeError(`${JSON.stringify(id.slice(0, 100))} is no id of a dataset`);
  return id;
}

/** A value within an answer. */
type Place = { url: URL; status: number; pointer: string; value: unknown };

type Pass<T> = { items: ReadonlyMap<string, T>; isComplete: boolean; pages: number; last: Place };

/**
 * Reads a list until it is known to be complete: on one page, or alike in two passes. While pages are read others may be published or deleted, and all that follow move:
 * a pass over several pages can miss one although the number is right, where it saw another that is gone at its end. The next pass does not see that one, so
 * that two passes alike have missed none.
 */
async function wholeList<T extends { id: string }>(
  page: (number: number) => URL,
  getJson: GetJson,
  read: (item: Place) => T,
): Promise<ReadonlyMap<string, T>> {
  let before: Pass<T> | undefined;
  for (let passes = 1; ; passes++) {
    const pass = await onePass(page, getJson, read);
    if (pass.isComplete && (pass.pages === 1 || (before?.isComplete && sameIds(pass.items, before.items)))) return pass.items;
    if (passes === MOST_PASSES)
      throw fault(pass.last, (say) => say['portal.unstable']({ url: page(1).href, count: pass.items.size, passes }));
    before = pass;
  }
}

const sameIds = (some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean =>
  some.size === others.size && [...some.keys()].every((id) => others.has(id));

/** One pass over the pages, each item once. Complete where there are as many as the portal says, which does not change meanwhile, and none twice. */
async function onePass<T extends { id: string }>(
  page: (number: number) => URL,
  getJson: GetJson,
  read: (item: Place) => T,
): Promise<Pass<T>> {
  const items = new Map<string, T>();
  let isSteady = true;
  let all: number | undefined;
  for (let number = 1; ; number++) {
    const url = page(number);
    const { status, value } = await getJson(url);
    const last: Place = { url, status, pointer: '', value };
    const end = (): Pass<T> => ({ items, isComplete: isSteady && items.size === all, pages: number, last });
    // Past the end.
    if (status === 404 && number > 1) return end();
    if (status !== 200) throw fault(last, (say) => say['portal.status']({ url: url.href, status: String(status) }));
    const { data, total, next } = pageOf(last);
    all ??= total;
    const had = items.size;
    for (const item of data) {
      const found = read(item);
      isSteady &&= !items.has(found.id);
      items.set(found.id, found);
    }
    isSteady &&= total === all && items.size <= all;
    // To its end though it moves: what is seen can be harvested.
    if (!next || items.size === had || items.size >= all) return end();
  }
}

function pageOf(answer: Place): { data: Place[]; total: number; next: boolean } {
  const data = member(answer, 'data');
  const total = member(answer, 'total');
  if (!Array.isArray(data.value)) throw fault(data, (say) => say['portal.list']({ ...whereOf(data) }));
  if (!isCount(total.value) || total.value > MOST)
    throw fault(total, (say) => say['portal.total']({ ...whereOf(total), most: MOST }));
  return {
    data: data.value.map((value: unknown, index) => ({ ...data, pointer: `${data.pointer}/${String(index)}`, value })),
    total: total.value,
    next: !isNothing(member(answer, 'next_page').value),
  };
}

/** `resources`: all of them (API 1), or where they are and how many (API 2). */
function datasetOf(place: Place): PortalDataset {
  const resources = member(place, 'resources');
  const count = Array.isArray(resources.value) ? resources.value.length : member(resources, 'total').value;
  if (!isCount(count)) throw fault(resources, (say) => say['portal.total']({ ...whereOf(resources), most: MOST }));
  const organization = member(place, 'organization');
  return {
    id: idOf(place),
    slug: text(member(place, 'slug'), LONGEST_TEXT),
    title: text(member(place, 'title'), LONGEST_TEXT),
    organization: isNothing(organization.value)
      ? null
      : { id: idOf(organization), name: text(member(organization, 'name'), LONGEST_TEXT) },
    licence: named(member(place, 'license')),
    resources: count,
  };
}

/** What identifies and finds a resource must be right. Signals of change are hints: one that is not of its kind is none. */
function resourceOf(place: Place): PortalResource {
  const [extras, schema] = [member(place, 'extras'), member(place, 'schema')];
  return {
    id: idOf(place),
    title: optional(member(place, 'title'), LONGEST_TEXT) ?? '',
    format: optional(member(place, 'format'), LONGEST_TEXT) ?? '',
    url: text(member(place, 'url'), LONGEST_ADDRESS),
    latest: optional(member(place, 'latest'), LONGEST_ADDRESS),
    hosted: member(place, 'filetype').value === 'file',
    size: sizeIn(member(place, 'filesize')) ?? sizeIn(member(extras, 'analysis:content-length')),
    checksum: checksumIn(member(place, 'checksum')) ?? sumOf('sha1', member(extras, 'analysis:checksum').value),
    lastModified: hint(member(place, 'last_modified')),
    schema: isNothing(schema.value)
      ? null
      : { name: hint(member(schema, 'name')), version: hint(member(schema, 'version')), url: hint(member(schema, 'url')) },
  };
}

const checksumIn = (place: Place): string | null => sumOf(member(place, 'type').value, member(place, 'value').value);

const sumOf = (type: unknown, value: unknown): string | null =>
  typeof type === 'string' && typeof value === 'string' && /^[\w-]{1,20}$/.test(type) && /^[0-9a-f]{8,128}$/i.test(value)
    ? `${type.toLowerCase()}:${value.toLowerCase()}`
    : null;

const sizeIn = ({ value }: Place): number | null => (isCount(value) ? value : null);

const hint = ({ value }: Place): string | null =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT ? value : null;

/** Newer releases of udata may give a licence as an object with its id. */
const named = (place: Place): string | null => hint(place) ?? hint(member(place, 'id'));

/** UTF-16 units. */
const LONGEST_TEXT = 2_000;
const LONGEST_ADDRESS = 8_000;

function text(place: Place, longest: number): string {
  if (typeof place.value === 'string' && place.value.trim() !== '' && place.value.length <= longest) return place.value;
  throw fault(place, (say) => say['portal.text']({ ...whereOf(place), most: longest }));
}

const optional = (place: Place, longest: number): string | null =>
  isNothing(place.value) || place.value === '' ? null : text(place, longest);

/** An id names files and rows elsewhere, so that it may have no other signs than those of the portal. */
function idOf(place: Place): string {
  const id = member(place, 'id');
  if (typeof id.value === 'string' && /^[\w-]{1,100}$/.test(id.value)) return id.value;
  throw fault(id, (say) => say['portal.id']({ ...whereOf(id) }));
}

/** A member of an object; of any other value there is none. */
function member({ value, pointer, ...of }: Place, name: string): Place {
  const has = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
  return { ...of, pointer: `${pointer}/${name}`, value: has ? (value as Record<string, unknown>)[name] : undefined };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isNothing = (value: unknown): boolean => value === undefined || value === null;
const isDeleted = (place: Place): boolean => !isNothing(member(place, 'deleted').value);

const whereOf = ({ url, pointer, value }: Place): { url: string; pointer: string; value: unknown } => ({
  url: url.href,
  pointer,
  value,
});

const fault = (place: Place, say: (words: Messages) => string): PortalFault => new PortalFault(place, textsOf(FEDERATION, say));
