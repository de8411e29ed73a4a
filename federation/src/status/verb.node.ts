import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { printed } from '../cli/print.node.ts';
import { verdictOf } from '../consolidate/balance.ts';
import { balanceLines } from '../consolidate/balance-text.ts';
import { balance } from '../consolidate/states.node.ts';
import {
  damagedLines,
  givenUpLines,
  heldLines,
  notUnitedLines,
  partlyReadLines,
  reasonOf,
  workWords,
} from '../jobs/summary.node.ts';
import { homeOf, type Place, withFederation } from '../opening.node.ts';
import { readStatus, type Status } from './status.node.ts';

type StatusCall = { lang: Lang; home?: string; outputs?: string; balance?: true; files?: true; format: 'text' | 'json' };

/** `decp-federation status [--balance]`: what is stored; with `--balance`, the states of all records, and 1 where they do not add up. */
export const runStatus = ({ balance: isBalance, files, format, ...place }: StatusCall): Promise<ExitCode> =>
  withFederation(place, async (federation) => {
    if (!isBalance) {
      const status = await readStatus(federation, homeOf(place));
      await printed(format, status, statusLines(status, place.lang));
      return EXIT.conforming;
    }
    const counted = await balance(federation);
    await printed(
      format,
      { verdict: verdictOf(counted), ...counted },
      balanceLines(counted, place.lang, { files: files === true }),
    );
    return verdictOf(counted) === 'balanced' ? EXIT.conforming : EXIT.findings;
  });

/** Files shown in full; all are in `--format json`. */
const SHOWN = 20;

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

function statusLines(
  { failed, dead, held, partlyRead, givenUp, notUnited, damaged, sources, sizes, counts, ...status }: Status,
  lang: Place['lang'],
): string[] {
  const say = FEDERATION_RUN[lang];
  const unknown = sources.reduce((sum, one) => sum + one.unknown, 0);
  const left = Object.values(status.jobs).reduce((sum, one) => sum + one, 0);
  return [
    say['status.home']({ home: status.home, store: status.store }),
    say['status.sizes']({
      archive: megabytes(sizes.archive),
      database: megabytes(sizes.database),
      snapshots: megabytes(sizes.snapshots),
    }),
    say['status.counts'](counts),
    status.snapshot ? say['status.snapshot'](status.snapshot) : say['status.no-snapshot'](),
    ...sources.map(({ checkedAt, ...source }) => say['status.source']({ ...source, at: checkedAt ?? undefined })),
    ...(failed.length > 0 ? [say['status.failed']({ count: failed.length })] : []),
    ...failed.slice(0, SHOWN).map((file) => say['status.failed-one'](file)),
    ...(failed.length > SHOWN ? [say['status.more']({ count: failed.length - SHOWN })] : []),
    ...(unknown > 0 ? [say['status.unknown']({ count: unknown })] : []),
    ...heldLines(held, lang),
    ...partlyReadLines(partlyRead, lang),
    ...givenUpLines(givenUp, lang),
    ...notUnitedLines(notUnited, lang),
    ...damagedLines(damaged, lang),
    ...(dead.length > 0 ? [say['summary.dead']({ count: dead.length })] : []),
    ...dead.map(({ work, error }) => say['summary.dead-one']({ work: workWords(work, lang), reason: reasonOf(error, lang) })),
    ...(left > 0 ? [say['status.jobs']({ left })] : []),
    status.schedule ? say['schedule.set'](status.schedule) : say['schedule.none'](),
  ];
}
