/** Handlers of the commands that are one step: each opens a federation for the step that stands in its own folder. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { damagedContents, noteAll } from '../archive/damage.node.ts';
import { verifyArchive } from '../archive/verify.node.ts';
import { openPortal } from '../catalogue/open-portal.ts';
import type { Portal } from '../catalogue/portal.ts';
import { runDiscover as discover } from '../catalogue/verb.node.ts';
import {
  runConsolidate as consolidate,
  runErase as erase,
  runIndex as index,
  runRebuild as rebuild,
} from '../consolidate/verb.node.ts';
import type { Federation } from '../federation.ts';
import { withHttp } from '../harvest/asking.node.ts';
import { HarvestFault } from '../harvest/fault.ts';
import { harvest } from '../harvest/harvest.node.ts';
import { heldVersions } from '../jobs/run.node.ts';
import { harvestsOf } from '../jobs/steps.node.ts';
import { damagedLines, givenUpLines, harvestLines, heldLines, recordsLine } from '../jobs/summary.node.ts';
import { givenUpVersions, takeUp } from '../judge/give-up.node.ts';
import { judgePending } from '../judge/judge.node.ts';
import { reportVersion } from '../judge/report.node.ts';
import { runCompare as compare } from '../national/verb.node.ts';
import { processesFileOf, withFederation } from '../opening.node.ts';
import { latestSnapshot, verifySnapshot } from '../snapshot/read.node.ts';
import { runSnapshot as snapshot } from '../snapshot/verb.node.ts';
import { printed } from './print.node.ts';

/** Where a federation is, of every command that opens one. */
type Common = { lang: Lang; home?: string };

/** Whom a command asks, and how politely. */
type Asking = Common & { portal?: string; rate: number; connections: number };

/** `decp-federation discover`. */
export const runDiscover = ({ out, format, ...place }: Asking & { out?: string; format: 'text' | 'json' }): Promise<ExitCode> =>
  withFederation(place, (federation) =>
    withPortal(federation, (portal) =>
      discover({ lang: place.lang, format, ...(out !== undefined && { out }) }, { ...federation, portal }),
    ),
  );

/** `decp-federation harvest`: ends with 1 where something could not be fetched. */
export const runHarvest = ({
  source,
  force,
  format,
  ...place
}: Asking & { source?: string[]; force?: true; format: 'text' | 'json' }): Promise<ExitCode> =>
  withFederation(place, async (federation) => {
    const { sources } = harvestsOf(federation.catalogue, { sources: source });
    const done = await harvest(federation, { force: force === true, ...(source && { sources: source }) });
    await printed(format, done, harvestLines(done, sources, place.lang));
    return done.failures.length > 0 ? EXIT.findings : EXIT.conforming;
  });

/** `decp-federation consolidate`: judges what was fetched first, without which there is nothing to consolidate. */
export const runConsolidate = (place: Common): Promise<ExitCode> =>
  withFederation(place, async (federation) => {
    const judged = await judgePending(federation);
    const damaged = await damagedContents(federation);
    await printed('text', undefined, [
      recordsLine(judged, place.lang),
      ...heldLines(await heldVersions(federation), place.lang),
      ...givenUpLines(await givenUpVersions(federation), place.lang),
      ...damagedLines(damaged, place.lang),
    ]);
    for (const { why } of judged.failed) console.error(why);
    const code = await consolidate(federation);
    return judged.failed.length + damaged.count > 0 ? EXIT.findings : code;
  });

/** `decp-federation index`. */
export const runIndex = (place: Common): Promise<ExitCode> => withFederation(place, index);

/** `decp-federation snapshot`. */
export const runSnapshot = ({ keep, ...place }: Common & { outputs?: string; keep?: number }): Promise<ExitCode> =>
  withFederation(place, (federation) => snapshot(federation, { keep }));

/** `decp-federation compare`. */
export const runCompare = ({
  format,
  output,
  processes,
  ...place
}: Common & { format: 'text' | 'json' | 'ndjson'; output?: string; processes?: string }): Promise<ExitCode> =>
  withFederation(place, (federation) =>
    compare(federation, { format, processes: processes ?? processesFileOf(place), ...(output !== undefined && { output }) }),
  );

/** `decp-federation rebuild`. */
export const runRebuild = ({ yes, ...place }: Common & { yes?: true }): Promise<ExitCode> =>
  withFederation({ ...place, ...(place.home !== undefined && { making: 'archive' }) }, (federation) =>
    rebuild(yes ? { yes } : {}, federation),
  );

/** `decp-federation erase`. */
export const runErase = ({ record, reason, ...place }: Common & { record: string; reason: string }): Promise<ExitCode> =>
  withFederation(place, (federation) => erase({ record, reason }, federation));

/** `decp-federation report VERSION`: the report of `decp validate` on a version as it was fetched, with its exit code; 2 where there is no such version. */
export const runReport = ({
  version,
  home,
  lang,
  ...options
}: Common & {
  version: string;
  format: 'text' | 'html' | 'json' | 'ndjson' | 'csv';
  output?: string;
  maxFindings?: number;
}): Promise<ExitCode> =>
  withFederation({ lang, ...(home !== undefined && { home }) }, async (federation) => {
    const code = await reportVersion(federation, version, options);
    if (code === undefined) throw new Failure(textsOf(FEDERATION_RUN, (say) => say['report.unknown']({ version })));
    return code;
  });

/** `decp-federation retry VERSION`: takes up again what was given up; 2 where nothing given up is meant. */
export const runRetry = ({ version, ...place }: Common & { version: string }): Promise<ExitCode> =>
  withFederation(place, async ({ store, lang }) => {
    const say = FEDERATION_RUN[lang];
    const titles = await takeUp(store, version);
    if (titles === 'busy') throw new Failure(textsOf(FEDERATION_RUN, (words) => words['retry.busy']()));
    if (titles.length === 0) throw new Failure(textsOf(FEDERATION_RUN, (words) => words['retry.unknown']({ version })));
    await printed('text', undefined, [say['retry.done']({ titles })]);
    return EXIT.conforming;
  });

/** `decp-federation verify`: hashes the archive and the last snapshot again; ends with 1 where something is not as it was. */
export const runVerify = ({ format, ...place }: Common & { outputs?: string; format: 'text' | 'json' }): Promise<ExitCode> =>
  withFederation(place, async ({ archive, store, outputs, lang }) => {
    const say = FEDERATION_RUN[lang];
    const { faults, unlisted } = await verifyArchive(archive, store);
    // The next pass fetches them again.
    const lost = faults.flatMap((fault) => (fault.fault === 'damaged' || fault.fault === 'absent' ? fault.sha256 : []));
    await noteAll(store, lost);
    const last = await latestSnapshot(outputs);
    const inSnapshot = last ? await verifySnapshot(last.folder) : [];
    const json = { archive: faults, unlisted, snapshot: last ? { name: last.manifest.name, faults: inSnapshot } : null };
    await printed(format, json, [
      ...faults.map((fault) =>
        say['verify.archive']({ fault: fault.fault, subject: 'file' in fault ? fault.file : fault.sha256 }),
      ),
      ...inSnapshot.map((fault) => say['verify.snapshot']({ ...fault, folder: last?.folder ?? '' })),
      ...(unlisted.length > 0 ? [say['verify.unlisted']({ count: unlisted.length })] : []),
      ...(lost.length > 0 ? [say['verify.again']()] : []),
      say['verify.summary']({ archive: faults.length, snapshot: inSnapshot.length, name: last?.manifest.name }),
    ]);
    return faults.length + inSnapshot.length > 0 ? EXIT.findings : EXIT.conforming;
  });

/** Asks the portal as politely as a harvest does. Throws a Failure where no answer comes. */
const withPortal = <T>(federation: Federation, work: (portal: Portal) => Promise<T>): Promise<T> =>
  withHttp(federation, (http) => work(openPortal(federation.portal, http.json()))).catch((error: unknown) => {
    if (!(error instanceof HarvestFault)) throw error;
    const { kind, detail } = error;
    const said = { portal: federation.portal.href, reason: detail === null ? kind : `${kind}, ${detail}` };
    throw new Failure(
      textsOf(FEDERATION_RUN, (say) => say['portal.silent'](said)),
      { cause: error },
    );
  });
