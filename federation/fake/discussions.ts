/** Discussions as udata has them (`udata/core/discussions/api.py`, `forms.py`): opened at a dataset, with a key; comments are added while they are not closed. */
import type { FakeDiscussion, SiteDataset } from './site.ts';
import { type Answer, refused } from './udata.ts';

/** The key of the only account of the fake. */
export const FAKE_KEY = 'cle-inventee-du-faux-portail';

/** Characters of a comment (`COMMENT_SIZE_LIMIT`). */
const LONGEST = 50_000;

type Asked = { method: string; path: string; key: string | string[] | undefined; body: string };

/** Answers a request about discussions, and keeps what it posts. */
export function discuss(
  datasets: readonly SiteDataset[],
  discussions: FakeDiscussion[],
  { method, path, key, body }: Asked,
): Answer {
  const [, id] = /^\/api\/1\/discussions\/([^/]*)\/$/.exec(path) ?? [];
  const one = discussions.find((discussion) => discussion.id === id);
  // Without the slash at its end, a path is redirected, and what was posted is lost.
  if (!path.endsWith('/')) return { status: 308, body: '', headers: { location: `${path}/` } };
  if (id !== undefined && !one) return refused(404, 'Discussion not found');
  if (one && method === 'GET') return { status: 200, body: shownOf(one) };
  if (method !== 'POST') return refused(405, 'Method Not Allowed');
  if (key !== FAKE_KEY) return refused(401, key === undefined ? 'Unauthorized' : 'Invalid API Key');
  const posted = postOf(body);
  if (!posted) return refused(400, 'Expecting JSON');
  const { title, comment, subject } = posted;
  if (!isText(comment)) return refused(400, 'Invalid data', { comment: ['This field is required.'] });
  if (one) {
    if (one.closed !== null) return refused(403, "Can't add comments on a closed discussion");
    one.comments.push(comment);
    return { status: 200, body: shownOf(one) };
  }
  const dataset = subject?.class === 'Dataset' ? datasets.find((each) => each.id === subject.id && !each.deleted) : undefined;
  if (!isText(title) || !dataset) return refused(400, 'Invalid data', { subject: ['Not a valid choice'] });
  const made = {
    id: (discussions.length + 1).toString(16).padStart(24, '0'),
    title,
    dataset: dataset.id,
    comments: [comment],
    closed: null,
  };
  discussions.push(made);
  return { status: 201, body: shownOf(made) };
}

type Post = { title?: unknown; comment?: unknown; subject?: { class?: unknown; id?: unknown } };

function postOf(body: string): Post | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= LONGEST;

const shownOf = ({ id, title, dataset, comments, closed }: FakeDiscussion): object => ({
  id,
  title,
  subject: { class: 'Dataset', id: dataset },
  class: 'Discussion',
  closed,
  discussion: comments.map((content) => ({ content, posted_by: { first_name: 'Essai', last_name: 'Inventé' } })),
});
