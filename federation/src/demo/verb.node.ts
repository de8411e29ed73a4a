import { copyFile, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { catalogueOf, timeOf } from '../../fake/scenario.ts';
import { DEMO_PROCESSES, demoScenario } from '../../fake/demo.node.ts';
import { startFake } from '../../fake/server.node.ts';
import type { Catalogue } from '../catalogue/source.ts';
import { printed } from '../cli/print.node.ts';
import { isBug, runPass } from '../jobs/run.node.ts';
import { stoppable } from '../jobs/stop.node.ts';
import { heldLines, summaryLines } from '../jobs/summary.node.ts';
import { wantIndex } from '../search/index.node.ts';
import { type Place, withFederation } from '../opening.node.ts';

/** The hour at which a pass of the demonstration is made, after what is published that day. */
const HOUR = 6;

/**
 * `decp-federation demo`: makes a pass for each day of an invented scenario, against a fake data.gouv.fr on this machine, and says what to open. It has a folder and a
 * database of its own, whatever DATABASE_URL says.
 */
export async function runDemo({ lang, home: given }: { lang: Lang; home?: string }): Promise<ExitCode> {
  const say = FEDERATION_RUN[lang];
  const home = given === undefined ? await mkdtemp(join(tmpdir(), 'decp-federation-')) : await emptyFolder(given);
  // As if it had been harvested until yesterday: pages say what changed in the last seven days.
  const scenario = await demoScenario(new Date());
  const catalogue = catalogueOf(scenario);
  await writeOwn(home, catalogue);
  const days = Object.keys(scenario.expect).map(Number);
  const fake = await startFake(scenario);
  let day = 1;
  const place: Place = {
    ...{ lang, home, portal: fake.url.href, catalogue, making: 'asked' },
    now: () => timeOf(scenario, day, HOUR),
  };
  try {
    return await withFederation(
      place,
      (federation) =>
        stoppable(
          async (signal) => {
            await federation.store.session((session) => wantIndex(session, federation.now()));
            for (day of days.toSorted((a, b) => a - b)) {
              fake.setDay(day);
              const pass = await runPass(federation, { signal });
              const { harvest, judge, snapshot } = pass.tally;
              if (signal.aborted || !snapshot) {
                await printed('text', undefined, summaryLines(pass, lang));
                return isBug(pass) ? EXIT.bug : EXIT.findings;
              }
              const { folder, manifest } = snapshot;
              const counts = { fetched: harvest?.fetched ?? 0, fresh: judge?.fresh ?? 0, contracts: manifest.counts.contracts };
              const isLast = day === Math.max(...days);
              await printed('text', undefined, [
                say['demo.day']({ day, ...counts }),
                ...(isLast ? [...heldLines(pass.held, lang), ...openLines(folder, home, lang)] : []),
              ]);
            }
            return EXIT.conforming;
          },
          () => undefined,
        ),
      null,
    );
  } finally {
    await fake.stop();
  }
}

/** Three files of the snapshot that tell most of it. */
const OPENED = [
  ['contrats.csv', 'csv'],
  ['rejets.ndjson.gz', 'rejected'],
  ['LISEZMOI.md', 'readme'],
] as const;

function openLines(folder: string, home: string, lang: Lang): string[] {
  const say = FEDERATION_RUN[lang];
  return [
    say['demo.open'](),
    ...OPENED.map(([name, what]) => say['demo.file']({ path: join(folder, name), what })),
    say['demo.serve']({ home }),
    say['demo.next']({ home }),
  ];
}

/**
 * Writes the catalogue and the State's processes into the folder, where every command finds them. The server of the demonstration is gone then: its sources are not
 * harvested any more.
 */
async function writeOwn(home: string, catalogue: Catalogue): Promise<void> {
  await mkdir(join(home, 'sources'), { recursive: true });
  const notes = textsOf(FEDERATION_RUN, (say) => say['demo.source']());
  for (const { id, ...source } of catalogue.values())
    await writeFile(join(home, 'sources', `${id}.yaml`), stringify({ ...source, harvested: false, notes }, { lineWidth: 0 }));
  await copyFile(DEMO_PROCESSES, join(home, 'national.yaml'));
}

async function emptyFolder(given: string): Promise<string> {
  const home = resolve(given);
  const names = await readdir(home).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return home;
  throw new Failure(textsOf(FEDERATION_RUN, (say) => say['demo.not-empty']({ home })));
}
