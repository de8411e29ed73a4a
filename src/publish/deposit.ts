import { visible } from '../../packages/base/src/visible.ts';
import { PassingError, PublishError } from './failure.ts';
import {
  chosenAmong,
  type DepositedFile,
  isSame,
  nextStep,
  resourceIn,
  type State,
  type Step,
  usable,
  type Wanted,
  withResource,
} from './plan.ts';
import { type Dataset, datasetOf, pageOf, type Resource, resourceOf, versionsListed } from './portal.ts';

/**
 * The requests of a deposit, whose paths are below `/api/1`. They throw a PublishError, a PassingError where the fault may pass; `read` has then tried several
 * times already. Only `read` repeats a request: one that writes may have been obeyed although its answer was lost.
 */
export type Portal = {
  /** `fields`: those wanted of the answer, as udata's header `X-Fields` names them. `missing`: statuses that are answered by undefined. */
  read(path: string, options?: { fields?: string; missing?: readonly number[] }): Promise<unknown>;
  write(method: 'POST' | 'PUT', path: string, body: unknown): Promise<unknown>;
  /** Sends the file under its name. */
  upload(path: string, file: DepositedFile): Promise<unknown>;
  /** Waits before a request is made again: the time that the portal asked for, or longer each time. Throws the fault where there is no use. */
  pause(fault: PassingError, failures: number): Promise<void>;
};

export type Done = { dataset: Dataset; resource: Resource; steps: readonly Step['kind'][] };

/** Brings the portal to what is wanted. `named`: the dataset, where the user names it. */
export async function deposit(portal: Portal, wanted: Wanted, named: string | undefined): Promise<Done> {
  const find = async (): Promise<Dataset | undefined> => findDataset(portal, wanted.organization, named);
  const steps: Step['kind'][] = [];
  let state: State = { dataset: await find() };
  let failures = 0;
  let interrupted: Step['kind'] | undefined;
  for (;;) {
    const step = nextStep(state, wanted);
    if (interrupted !== undefined && step?.kind !== interrupted) steps.push(interrupted);
    interrupted = undefined;
    if (!step) return done(state, wanted, steps);
    // What has been obeyed and is asked for again would be asked for without end.
    if (steps.includes(step.kind)) throw new PublishError((words) => words['not-kept']({ step: step.kind }));
    try {
      const { title } = state;
      state = { ...(title !== undefined && { title }), ...(await take(step, state, portal, wanted)) };
      steps.push(step.kind);
    } catch (error) {
      if (!(error instanceof PassingError)) throw error;
      await portal.pause(error, ++failures);
      interrupted = step.kind;
      // The portal may have obeyed: what is left to do is read from it, so that nothing is made twice.
      const title = step.kind === 'upload' ? (state.title ?? step.resource?.title) : state.title;
      state = { dataset: (await find()) ?? (await known(portal, state.dataset)), ...(title !== undefined && { title }) };
    }
  }
}

const known = async (portal: Portal, dataset: Dataset | undefined): Promise<Dataset | undefined> =>
  dataset && readDataset(portal, dataset.id);

function done({ dataset }: State, wanted: Wanted, steps: readonly Step['kind'][]): Done {
  const resource = dataset && resourceIn(dataset, wanted);
  if (!resource) throw new Error('a deposit has ended without its file');
  return { dataset, resource, steps };
}

async function take(step: Step, { dataset }: State, portal: Portal, wanted: Wanted): Promise<State> {
  if (step.kind === 'create') return { dataset: asked(datasetOf(await portal.write('POST', '/datasets/', wanted.dataset))) };
  if (!dataset) throw new Error('a file has no dataset');
  const path = `/datasets/${encodeURIComponent(step.dataset)}`;
  if (step.kind === 'describe') {
    const answer = await portal.write('PUT', `${path}/resources/${encodeURIComponent(step.resource)}/`, step.body);
    return { dataset: withResource(dataset, asked(resourceOf(answer))) };
  }
  const { resource: before } = step;
  const target = before ? `${path}/resources/${encodeURIComponent(before.id)}/upload/` : `${path}/upload/`;
  const resource = asked(resourceOf(await portal.upload(target, wanted.file)));
  refuseOtherBytes(resource, wanted.file);
  return { dataset: withResource(dataset, resource), ...(before && { title: before.title }) };
}

/** What the portal stored must be what was checked. */
function refuseOtherBytes(resource: Resource, file: DepositedFile): void {
  const { checksum, filesize } = resource;
  const isKnown = checksum !== undefined && Object.hasOwn(file.sums, checksum.type);
  if (isKnown ? isSame(resource, file) : filesize === file.size) return;
  throw new PublishError((words) => words['other-bytes']({ resource: visible(resource.id) }));
}

async function findDataset(portal: Portal, organization: string, named: string | undefined): Promise<Dataset | undefined> {
  if (named !== undefined) return usable(await readDataset(portal, named), organization);
  const found = chosenAmong(await datasetsOf(portal, organization), organization);
  return found && usable(await readDataset(portal, found.id), organization);
}

async function readDataset(portal: Portal, id: string): Promise<Dataset> {
  const answer = await portal.read(`/datasets/${encodeURIComponent(id)}/`, { missing: [404, 410] });
  if (answer === undefined) throw new PublishError((words) => words['no-such-dataset']({ dataset: visible(id) }));
  return asked(datasetOf(answer));
}

/** Pages of a hundred that are read at the most: no organisation of the portal has so many datasets. */
const MOST_PAGES = 500;
const FIELDS = 'data{id,title,tags,extras,deleted,archived,organization{id}},next_page';

async function datasetsOf(portal: Portal, organization: string): Promise<readonly Dataset[]> {
  const all: Dataset[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = new URLSearchParams({ organization, page: String(page), page_size: '100' }).toString();
    // A page past the end is answered by 404.
    const answer = await portal.read(`/datasets/?${query}`, { fields: FIELDS, ...(page > 1 && { missing: [404] }) });
    if (answer === undefined) return all;
    const { datasets, isLast } = asked(pageOf(answer));
    all.push(...datasets);
    if (isLast) return all;
  }
  throw new PublishError((words) => words['endless-list']({ organization }));
}

/** The versions of a schema that the portal lists; undefined where it lists no such schema. Where it has no list at all, no version is known. */
export async function listedVersions(portal: Portal, schema: string): Promise<readonly string[] | undefined> {
  const answer = await portal.read('/datasets/schemas/', { missing: [404, 503] });
  return answer === undefined ? [] : versionsListed(answer, schema);
}

function asked<T>(answer: T | undefined): T {
  if (answer === undefined) throw new PublishError((words) => words['unexpected-answer']());
  return answer;
}
