/** Whether a resource is asked for, and how. No signal is proof: a date may be that of a crawler, a sum may be wrong, a server may keep its ETag with other bytes. */
import { fnv1a } from '../../../packages/base/src/fnv.ts';
import type { PortalResource } from '../catalogue/portal.ts';

/** What was known at the last complete check. It is kept as JSON in `resource.signals`. */
export type Signals = {
  /** The content that was fetched last. `size` in bytes; sums in hexadecimal. */
  content: { sha256: string; sha1: string; size: number };
  /** What its server said of it at the address that was asked. `lastModified`: the header, as it was sent. */
  answer: { url: string; etag: string | null; lastModified: string | null };
  /** What the portal said of it; null for a file that no portal lists. */
  listed: Listed | null;
};

/** What the portal says of a content. */
export type Listed = Pick<PortalResource, 'url' | 'hosted' | 'size' | 'checksum' | 'lastModified'>;

export type Known = {
  /** The id of the resource, or its address. */
  name: string;
  /** Undefined where nothing was fetched yet, or where the version of that content is not in the database. */
  signals: Signals | undefined;
  /** When it was last fetched whole: ISO 8601; null for never. */
  fetchedAt: string | null;
};

type Reason =
  | 'new'
  | 'forced'
  /** Once a week, whatever the signals say. */
  | 'weekly'
  /** It was fetched on a later day than this one: the clock was wrong then, or is now. */
  | 'clock'
  | 'moved'
  | 'changed'
  /** No signal contradicts, and there are too few to believe. */
  | 'unsure'
  | 'unchanged';

/** `ask`: with conditions, so that nothing comes where nothing changed. `fetch`: all of it. */
export type Plan = { do: 'skip' | 'ask' | 'fetch'; why: Reason };

/** Decides for one resource. `listed`: what the portal says now; null for a file that no portal lists. `today`: the time. */
export function planOf(known: Known, listed: Listed | null, today: Date, force = false): Plan {
  const { signals, fetchedAt } = known;
  if (signals === undefined || fetchedAt === null) return { do: 'fetch', why: 'new' };
  if (force) return { do: 'fetch', why: 'forced' };
  const [day, fetched] = [dayOf(today), dayOf(new Date(fetchedAt))];
  if (fetched > day + 1) return { do: 'fetch', why: 'clock' };
  if (weekOf(day, known.name) > weekOf(fetched, known.name)) return { do: 'fetch', why: 'weekly' };
  const { content, answer, listed: before } = signals;
  const url = listed?.url ?? known.name;
  // Validators are those of an address.
  if (url !== answer.url) return { do: 'fetch', why: 'moved' };
  const ask = (why: Reason): Plan => ({ do: answer.etag !== null || answer.lastModified !== null ? 'ask' : 'fetch', why });
  if (listed === null || before === null) return ask('unsure');
  // A sum or a size that changed speaks of other bytes; the server's own word against it is not enough.
  const { checksum, size } = listed;
  if (checksum !== null && checksum !== before.checksum && agrees(checksum, content) !== true)
    return { do: 'fetch', why: 'changed' };
  if (size !== null && size !== before.size && size !== content.size) return { do: 'fetch', why: 'changed' };
  if (listed.lastModified !== before.lastModified) return ask('changed');
  // Of a file elsewhere the portal knows what its crawler saw, days or a month ago.
  if (!listed.hosted) return ask('unsure');
  // What did not fit the bytes when they were fetched does not follow them.
  const believed = [agrees(checksum, content) === true, size === content.size, listed.lastModified !== null];
  return believed.filter(Boolean).length >= ENOUGH ? { do: 'skip', why: 'unchanged' } : ask('unsure');
}

/** Signals, beside the address, that have to say the same before a resource is not asked for. */
const ENOUGH = 2;

/** Whether a sum of the portal is that of a content; undefined where it is of another kind, or absent. */
export function agrees(
  checksum: string | null,
  { sha1, sha256 }: Pick<Signals['content'], 'sha1' | 'sha256'>,
): boolean | undefined {
  const [kind, value] = checksum?.split(':') ?? [];
  if (kind === 'sha1') return value?.toLowerCase() === sha1;
  if (kind === 'sha256') return value?.toLowerCase() === sha256;
  return undefined;
}

const dayOf = (time: Date): number => Math.floor(time.getTime() / 86_400_000);

/** Weeks begin on another day for each resource, so that those fetched again are spread over all days. */
const weekOf = (day: number, name: string): number => Math.floor((day + fnv1a(name)) / 7);
