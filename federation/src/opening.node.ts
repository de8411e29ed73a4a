/** Opens all that a command works with, by its options and the environment. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { Failure } from '../../src/host/failure.ts';
import { under } from '../../src/host/paths.node.ts';
import { FEDERATION_RUN } from '../../src/messages/compiled/federation-run.ts';
import { openArchive } from './archive/archive.node.ts';
import { readBudgets } from './budgets.node.ts';
import { readCatalogue } from './catalogue/read-catalogue.node.ts';
import type { Catalogue } from './catalogue/source.ts';
import type { Federation } from './federation.ts';
import { asFailure } from './failures.node.ts';
import { RATE } from './harvest/politeness.node.ts';
import { JudgingThread } from './judge/thread/open.node.ts';
import { readPublisher } from './ocds/publisher.node.ts';
import { showProgress } from './progress.node.ts';
import { chooseStore, type Making, markPostgres } from './store/choose.node.ts';
import { openStore } from './store/open.node.ts';

/** Where a federation is, as the options of a command say. `catalogue`: instead of the one that is read; `now`: instead of the clock. */
export type Place = {
  lang: Lang;
  home?: string;
  outputs?: string;
  portal?: string;
  /** Of each host: requests per second, and at once. */
  rate?: number;
  connections?: number;
  catalogue?: Catalogue;
  now?: () => Date;
  /** See `openStore`. */
  onlyReads?: boolean;
  /** Where a PGlite may be made: by default in a folder that is named by `home` and empty. */
  making?: Making;
};

const DATA_GOUV = 'https://www.data.gouv.fr';

/** The folder of a federation: of the option, of the environment, or `federation/data` in a clone. */
export const homeOf = ({ home }: Place): string =>
  resolve(home ?? process.env['DECP_FEDERATION_HOME'] ?? under('federation', 'data'));

/** The folder of the catalogue: `sources` in the folder of a federation that has its own, such as the demonstration, or else `federation/sources`. */
function sourcesOf(home: string): string {
  const own = join(home, 'sources');
  return existsSync(own) ? own : under('federation', 'sources');
}

/** The State's processes: `national.yaml` in the folder of a federation that has its own, or else `federation/national.yaml`. */
export function processesFileOf(place: Place): string {
  const own = join(homeOf(place), 'national.yaml');
  return existsSync(own) ? own : under('federation', 'national.yaml');
}

const outputsOf = (place: Place): string => resolve(place.outputs ?? join(homeOf(place), 'outputs'));

/**
 * Opens a federation for as long as some work takes. `databaseUrl`: the address of a PostgreSQL database, by default that of the environment; null for a PGlite in the
 * folder.
 */
export async function withFederation<T>(
  place: Place,
  work: (federation: Federation) => Promise<T>,
  databaseUrl: string | null | undefined = process.env['DATABASE_URL'],
): Promise<T> {
  try {
    return await opened(place, work, databaseUrl ?? undefined);
  } catch (error) {
    throw asFailure(error);
  }
}

async function opened<T>(
  place: Place,
  work: (federation: Federation) => Promise<T>,
  databaseUrl: string | undefined,
): Promise<T> {
  const portal = portalOf(place);
  const home = homeOf(place);
  const catalogue = place.catalogue ?? (await readCatalogue(sourcesOf(home)));
  const onlyReads = place.onlyReads === true;
  const making = place.making ?? (place.home === undefined ? 'none' : 'empty');
  const address = await chooseStore({ home, databaseUrl, making, onlyReads });
  // Standard output is for what the command answers.
  console.error(FEDERATION_RUN[place.lang].place({ home, address }));
  const budgets = await readBudgets(home);
  if (!onlyReads) await mkdir(home, { recursive: true });
  const store = await openStore({ home, databaseUrl, onlyReads });
  if (store.kind === 'postgres' && !onlyReads) await markPostgres(home, address);
  const progress = showProgress(place.lang);
  const archive = join(home, 'archive');
  // Where every process that judges may write, also those of other machines.
  const judging = new JudgingThread({ store, archive, marks: join(archive, 'judging'), budgets });
  try {
    return await work({
      ...{ store, catalogue, portal, lang: place.lang, outputs: outputsOf(place), progress: progress.show, budgets, judging },
      archive: await openArchive(archive, { onlyReads }),
      publisher: await readPublisher(home),
      now: place.now ?? (() => new Date()),
      rate: { connections: place.connections ?? RATE.connections, perSecond: place.rate ?? RATE.perSecond },
    });
  } finally {
    progress.clear();
    await judging.close();
    await store.close();
  }
}

/** The address of the portal: of the option, of the environment, or data.gouv.fr. Without encryption, it may only be this machine. */
function portalOf({ portal: given }: Place): URL {
  const portal = given ?? process.env['DECP_FEDERATION_PORTAL'] ?? DATA_GOUV;
  const url = URL.canParse(portal) ? new URL(portal) : undefined;
  const isLocal = url?.protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url && (url.protocol === 'https:' || isLocal)) return url;
  throw new Failure(textsOf(FEDERATION_RUN, (say) => say['bad-portal']({ url: portal })));
}
