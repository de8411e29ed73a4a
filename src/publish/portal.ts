/**
 * What the API of data.gouv.fr answers, the part that a deposit reads. The portal runs udata: the fields are those of `udata/core/dataset/api_fields.py`
 * in the public repository opendatateam/udata (read at 22527b4), which the guide « Publier » also cites.
 */

/** `value`: in hexadecimal. */
type Checksum = { type: string; value: string };

type SchemaReference = { name: string | undefined; version: string | undefined };

/** A file of a dataset. `filetype`: `file` for one that the portal stores, `remote` for an address elsewhere. `filesize`: in bytes. */
export type Resource = {
  id: string;
  title: string;
  description: string;
  type: string;
  filetype: string;
  url: string;
  latest: string | undefined;
  checksum: Checksum | undefined;
  filesize: number | undefined;
  schema: SchemaReference;
};

/** `organization`: the id of the producer. `page`: the address for people. */
export type Dataset = {
  id: string;
  title: string;
  page: string | undefined;
  organization: string | undefined;
  license: string | undefined;
  tags: readonly string[];
  extras: Readonly<Record<string, unknown>>;
  deleted: boolean;
  archived: boolean;
  resources: readonly Resource[];
};

/** A page of a list. */
export type DatasetPage = { datasets: readonly Dataset[]; isLast: boolean };

/** Reads a dataset; undefined where the answer is none. */
export function datasetOf(answer: unknown): Dataset | undefined {
  const it = objectOf(answer);
  const id = textOf(it['id']);
  if (id === undefined) return undefined;
  return {
    id,
    title: textOf(it['title']) ?? '',
    // Newer releases of udata have `self_web_url` in place of `page`.
    page: textOf(it['page']) ?? textOf(it['self_web_url']),
    organization: textOf(objectOf(it['organization'])['id']),
    license: textOf(it['license']),
    tags: listOf(it['tags']).flatMap((tag) => textOf(tag) ?? []),
    extras: objectOf(it['extras']),
    deleted: isSet(it['deleted']),
    archived: isSet(it['archived']),
    resources: listOf(it['resources']).flatMap((resource) => resourceOf(resource) ?? []),
  };
}

/** Reads a resource; undefined where the answer is none. */
export function resourceOf(answer: unknown): Resource | undefined {
  const it = objectOf(answer);
  const id = textOf(it['id']);
  if (id === undefined) return undefined;
  const checksum = objectOf(it['checksum']);
  const [type, value] = [textOf(checksum['type']), textOf(checksum['value'])];
  const schema = objectOf(it['schema']);
  return {
    id,
    title: textOf(it['title']) ?? '',
    description: textOf(it['description']) ?? '',
    type: textOf(it['type']) ?? 'main',
    filetype: textOf(it['filetype']) ?? 'file',
    url: textOf(it['url']) ?? '',
    latest: textOf(it['latest']),
    checksum: type === undefined || value === undefined ? undefined : { type, value: value.toLowerCase() },
    filesize: typeof it['filesize'] === 'number' ? it['filesize'] : undefined,
    schema: { name: textOf(schema['name']), version: textOf(schema['version']) },
  };
}

/** Reads a page of a list of datasets; undefined where the answer is none. */
export function pageOf(answer: unknown): DatasetPage | undefined {
  const it = objectOf(answer);
  if (!Array.isArray(it['data'])) return undefined;
  const datasets = it['data'].flatMap((one) => datasetOf(one) ?? []);
  return { datasets, isLast: !isSet(it['next_page']) || datasets.length === 0 };
}

/**
 * The versions of a schema that the portal lists (`GET /datasets/schemas/`); undefined where it does not list the schema. Older releases of udata give the
 * versions as texts.
 */
export function versionsListed(answer: unknown, schema: string): readonly string[] | undefined {
  const entry = listOf(answer)
    .map(objectOf)
    .find((it) => it['name'] === schema || it['id'] === schema);
  return entry && listOf(entry['versions']).flatMap((it) => textOf(it) ?? textOf(objectOf(it)['version_name']) ?? []);
}

/** What the portal says of an error: `message`, and `errors` by field (udata, `api.abort`). */
export function reasonOf(answer: unknown): string {
  const it = objectOf(answer);
  const errors = it['errors'] === undefined ? [] : [JSON.stringify(it['errors'])];
  return [textOf(it['message']) ?? textOf(it['error']) ?? [], errors].flat().join(' ');
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
