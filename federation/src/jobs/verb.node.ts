import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { printed } from '../cli/print.node.ts';
import { USUAL } from '../budgets.ts';
import type { Judged } from '../judge/judged.ts';
import { giveWay } from '../give-way.node.ts';
import { withFederation } from '../opening.node.ts';
import { openJobs } from './jobs.node.ts';
import { perform } from './perform.node.ts';
import { isBug, runPass } from './run.node.ts';
import { stepsOf } from './steps.node.ts';
import { graceOf, stoppable } from './stop.node.ts';
import { givenUpLine, reasonOf, summaryLines, workWords } from './summary.node.ts';
import { RETRIES } from './work.ts';

type RunCall = {
  lang: Lang;
  home?: string;
  init?: true;
  outputs?: string;
  portal?: string;
  source?: string[];
  force?: true;
  rate: number;
  connections: number;
  format: 'text' | 'json';
};

/** `decp-federation run`: one pass, then its summary. Ends with 1 where something failed, or where it was stopped. */
export const runRun = ({ source, force, format, init, ...place }: RunCall): Promise<ExitCode> =>
  withFederation({ ...place, ...(init && { making: 'asked' }) }, async (federation) => {
    const { lang } = place;
    const say = FEDERATION_RUN[lang];
    const { budgets = USUAL } = federation;
    const [pass, isStopped] = await stoppable(
      async (signal) => [await runPass(federation, { sources: source, force: force === true, signal }), signal.aborted] as const,
      () => console.error(say['jobs.stopping']({ seconds: budgets.stop.seconds })),
      { budgets, onLate: () => console.error(say['jobs.late']()) },
    );
    const { tally, dead, held, partlyRead, givenUp, notUnited, damaged, sources, left } = pass;
    const { snapshot, ...done } = tally;
    const json = {
      ...{ sources, ...done, held, partlyRead, givenUp, notUnited, damaged: damaged.count, left },
      dead: dead.map(({ work, error }) => ({ work, error: reasonOf(error, lang) })),
      snapshot: snapshot && { name: snapshot.name, hash: snapshot.hash, isNew: snapshot.isNew, folder: snapshot.folder },
    };
    await printed(format, json, isStopped ? [say['jobs.stopped']({ left })] : summaryLines(pass, lang));
    if (isBug(pass)) return EXIT.bug;
    const troubles =
      dead.length +
      held.length +
      partlyRead.length +
      givenUp.length +
      notUnited.count +
      damaged.count +
      (tally.harvest?.failures.length ?? 0);
    return isStopped || troubles > 0 ? EXIT.findings : EXIT.conforming;
  });

type WorkCall = { lang: Lang; home?: string; outputs?: string; portal?: string; rate: number; connections: number };

/** Milliseconds between two looks for work, and for which the database may be away before a worker gives up. */
const PAUSE = 2000;
const PATIENCE = 10 * 60_000;

/** `decp-federation work`: works at the jobs of the store until it is asked to stop; on PostgreSQL, several processes of several machines at once. */
export const runWork = (place: WorkCall): Promise<ExitCode> =>
  withFederation(place, async (federation) => {
    giveWay();
    const { lang, store, budgets = USUAL } = federation;
    const say = FEDERATION_RUN[lang];
    const log = (line: string): void => console.error(`${new Date().toISOString()} ${line}`);
    if (store.kind === 'pglite') log(say['jobs.one-process']());
    const jobs = await openJobs(store, { clock: true, onError: (error) => log(reasonOf(error, lang)) });
    try {
      await stoppable(
        (signal) => {
          // Whoever reads it may ask to stop at once.
          log(say['jobs.working']());
          return perform(jobs, {
            ...{ retries: RETRIES.work, until: 'stopped', grace: graceOf(budgets), pause: PAUSE, patience: PATIENCE, signal },
            steps: stepsOf(federation, jobs, { retries: RETRIES.work, signal }),
            onOutcome: ({ job, outcome, result, error }) => {
              const judged = job.work.queue === 'judge' ? (result as Judged | undefined) : undefined;
              for (const one of judged?.givenUp ?? []) log(givenUpLine(one, lang).trimStart());
              const work = workWords(job.work, lang);
              if (outcome === 'done') log(say['jobs.done']({ work }));
              else log(say['jobs.failed']({ work, reason: reasonOf(error, lang), again: outcome === 'again' }));
              if (error !== undefined && !(error instanceof Failure)) console.error(error);
            },
            onAway: (error) => log(say['jobs.away']({ reason: reasonOf(error, lang) })),
          });
        },
        () => log(say['jobs.stopping']({ seconds: budgets.stop.seconds })),
        { budgets, onLate: () => log(say['jobs.late']()) },
      );
    } finally {
      await jobs.close();
    }
    return EXIT.conforming;
  });

type ScheduleCall = { lang: Lang; home?: string; cron?: string; remove?: true; timezone: string; format: 'text' | 'json' };

/** `decp-federation schedule [CRON] [--remove]`: shows, sets or removes the time of the passes that workers make. */
export const runSchedule = ({ cron, remove, timezone, format, ...place }: ScheduleCall): Promise<ExitCode> =>
  withFederation(place, async ({ store, lang }) => {
    const say = FEDERATION_RUN[lang];
    const jobs = await openJobs(store, { clock: false, onError: () => undefined });
    try {
      if (cron !== undefined) await jobs.schedule(cron, timezone);
      else if (remove) await jobs.unschedule();
      const schedule = await jobs.scheduled();
      const none = remove ? say['schedule.removed']() : say['schedule.none']();
      await printed(format, schedule ?? null, [schedule ? say['schedule.set'](schedule) : none]);
      return EXIT.conforming;
    } finally {
      await jobs.close();
    }
  });
