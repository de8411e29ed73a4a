/** What judging has in hand, and what came of it. */

/** A version that is being read. `deaths`: how often to read it had failed before; `size`: bytes of the content as it was fetched. */
export type Reading = { id: number; deaths: number; size: number };

/** What a file may take too much of. */
export type Costly = 'seconds' | 'records' | 'largestRecord' | 'unpacked' | 'memory';

/** Why a version was given up, as `version.reason` has it. `allowed`: processor seconds, records or megabytes; `deaths`: how often to read it has failed. */
export type GivenUpReason = { code: 'too-costly'; over: Costly; allowed: number } | { code: 'set-aside'; deaths: number };

/** A version that was given up, so that the others go on. `at`: when it was fetched, ISO 8601. */
export type GivenUp = { source: string; title: string; sha256: string; at: string; reason: GivenUpReason };

/**
 * `records`: read; `fresh`: of them, those that were judged for the first time; `unreadable`: versions, among them those that were given up; `failed`: versions that could not be
 * judged, such as those whose content is damaged.
 */
export type Judged = {
  versions: number;
  records: number;
  fresh: number;
  held: number;
  unreadable: number;
  givenUp: GivenUp[];
  failed: { version: number; why: string }[];
};

export const noneJudged = (): Judged => ({
  ...{ versions: 0, records: 0, fresh: 0, held: 0, unreadable: 0 },
  ...{ givenUp: [], failed: [] },
});
