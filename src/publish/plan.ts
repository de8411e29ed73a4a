/** What is left to do for a deposit, read from the portal alone: a run that was interrupted is finished by the next one, which repeats nothing. */
import { visible } from '../../packages/base/src/visible.ts';
import { PublishError } from './failure.ts';
import { type DatasetBody, FILE_NAMES, MARK, type ResourceBody, TAG } from './metadata.ts';
import type { Dataset, Resource } from './portal.ts';

/** The file to deposit. `size`: in bytes; `sums`: by the names that the portal uses, in hexadecimal. */
export type DepositedFile = { name: string; size: number; sums: Readonly<Record<string, string>> };

/** What the portal is to have. `resourceId`: the file to replace, where the user names it. */
export type Wanted = {
  organization: string;
  dataset: DatasetBody;
  resource: ResourceBody;
  resourceId: string | undefined;
  file: DepositedFile;
  allowSmaller: boolean;
};

/** `title`: what the file online was called before this run replaced it, for the portal then calls it by its file name. */
export type State = { dataset: Dataset | undefined; title?: string };

export type Step =
  | { kind: 'create' }
  /** `resource`: the file to replace; a new one without it. */
  | { kind: 'upload'; dataset: string; resource?: Resource }
  | { kind: 'describe'; dataset: string; resource: string; body: ResourceBody };

/**
 * The next thing to do, undefined where the portal has all that is wanted. What the producer has written on the portal stays: a dataset is never changed, of a file
 * only the title that the portal itself gave, an empty description and the schema. Throws a PublishError where the user has to decide.
 */
export function nextStep({ dataset, title }: State, wanted: Wanted): Step | undefined {
  if (!dataset) return { kind: 'create' };
  const resource = resourceIn(dataset, wanted);
  if (!resource) return { kind: 'upload', dataset: dataset.id };
  if (!isSame(resource, wanted.file)) {
    refuseLoss(resource, wanted);
    return { kind: 'upload', dataset: dataset.id, resource };
  }
  const body = bodyOf(resource, wanted, title);
  return isDescribed(resource, body) ? undefined : { kind: 'describe', dataset: dataset.id, resource: resource.id, body };
}

/** The file that the deposit updates. */
export function resourceIn(dataset: Dataset, { resourceId, resource: { title } }: Wanted): Resource | undefined {
  const stored = dataset.resources.filter(({ filetype }) => filetype === 'file');
  if (resourceId !== undefined) {
    const named = dataset.resources.find(({ id }) => id === resourceId);
    if (!named)
      throw new PublishError((words) => words['no-such-resource']({ resource: visible(resourceId), dataset: dataset.id }));
    if (!stored.includes(named)) throw new PublishError((words) => words['remote-resource']({ resource: named.id }));
    return named;
  }
  const ours = stored.filter((it) => FILE_NAMES.includes(nameIn(it.url)) || it.title === title || FILE_NAMES.includes(it.title));
  if (ours.length > 1)
    throw new PublishError((words) =>
      words['several-resources']({ dataset: dataset.id, ids: ours.map(({ id }) => visible(id)) }),
    );
  return ours[0];
}

/** The last part of an address. */
const nameIn = (url: string): string => (/([^/?#]*)(?:[?#].*)?$/.exec(url)?.[1] ?? '').toLowerCase();

/** Whether the portal has these bytes already. Where it gives no sum that we know, it counts as other: sending a file again does no harm. */
export const isSame = ({ checksum }: Resource, { sums }: DepositedFile): boolean =>
  checksum !== undefined && Object.hasOwn(sums, checksum.type) && sums[checksum.type] === checksum.value;

/** A file that loses half of its size has probably lost contracts: those of one month, say, in place of all. */
function refuseLoss({ filesize }: Resource, { allowSmaller, file }: Wanted): void {
  if (allowSmaller || filesize === undefined || file.size * 2 >= filesize) return;
  throw new PublishError((words) => words['smaller']({ size: file.size, before: filesize }));
}

/** The body is complete, so that the portal cannot replace what is left out by its defaults. `before`: what the file was called before this run. */
function bodyOf(resource: Resource, { resource: { schema, ...usual } }: Wanted, before: string | undefined): ResourceBody {
  const kept = schema ?? schemaOf(resource);
  return {
    title: [resource.title, before].find(isGiven) ?? usual.title,
    description: resource.description === '' ? usual.description : resource.description,
    type: resource.type,
    ...(kept && { schema: kept }),
  };
}

/** Whether a person gave this title; the portal gives the name of the file. */
const isGiven = (title: string | undefined): boolean => title !== undefined && title !== '' && !FILE_NAMES.includes(title);

const schemaOf = ({ schema: { name, version } }: Resource): ResourceBody['schema'] =>
  name === undefined ? undefined : { name, ...(version !== undefined && { version }) };

const isDescribed = (resource: Resource, { title, description, schema }: ResourceBody): boolean =>
  resource.title === title &&
  resource.description === description &&
  (schema === undefined || (resource.schema.name === schema.name && resource.schema.version === schema.version));

/** The dataset of an organisation that earlier deposits created. Throws a PublishError where there are several, or others that may be the right one. */
export function chosenAmong(datasets: readonly Dataset[], organization: string): Dataset | undefined {
  const present = datasets.filter((it) => !it.deleted && it.organization === organization);
  const ours = present.filter(({ extras }) => Object.hasOwn(extras, MARK));
  const candidates = ours.length > 0 ? ours : present.filter(({ tags, archived }) => tags.includes(TAG) && !archived);
  if (ours.length === 1) return ours[0];
  if (candidates.length === 0) return undefined;
  const list = candidates.map(({ id, title }) => `  ${visible(id)}  ${visible(title, 80)}`).join('\n');
  throw new PublishError((words) => words['several-datasets']({ count: candidates.length, list: `\n${list}` }));
}

/** The dataset that the user named, or that was found, if a deposit may go there. Throws a PublishError. */
export function usable(dataset: Dataset, organization: string): Dataset {
  const { id } = dataset;
  if (dataset.deleted) throw new PublishError((words) => words['deleted-dataset']({ dataset: id }));
  if (dataset.archived) throw new PublishError((words) => words['archived-dataset']({ dataset: id }));
  if (dataset.organization !== organization)
    throw new PublishError((words) => words['other-organization']({ dataset: id, organization }));
  return dataset;
}

/** The dataset with one of its files replaced, or with one file more. */
export const withResource = (dataset: Dataset, resource: Resource): Dataset => {
  const isKnown = dataset.resources.some(({ id }) => id === resource.id);
  const resources = isKnown
    ? dataset.resources.map((it) => (it.id === resource.id ? resource : it))
    : [...dataset.resources, resource];
  return { ...dataset, resources };
};
