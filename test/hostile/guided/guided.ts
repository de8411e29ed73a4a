/** A search that coverage guides: what brings the readers to a place where no file had brought them is kept, and changed further (Jazzer.js, libFuzzer). */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled } from '../../support/bundle.ts';
import { ROOT } from '../../support/engine.ts';
import { jsonBases, otherBases } from '../bases.ts';

export const GUIDED_FORMS = ['json', 'xml', 'csv', 'xlsx', 'zip'] as const;
type GuidedForm = (typeof GUIDED_FORMS)[number];

/** `seconds`: how long to search; `patience`: after how many a file is said to hang. */
export type Search = { form: GuidedForm; seconds: number; seed: number; patience?: number; plant?: string };

/** Where what was found is kept from one run to the next; the sources are bundled there, two folders below the root as the program is. */
const FOLDER = `${ROOT}.cache/guided`;
const CORPUS = fileURLToPath(new URL('./corpus/', import.meta.url));
const JAZZER = `${ROOT}node_modules/@jazzer.js/core/dist/cli.js`;
/** Small examples lead further than large ones. */
const LARGEST_SEED = 2_500;

/** One search. `code` is 0 where nothing was found; `said` ends with what was. The file that shows it is kept beside the corpus. */
export async function guidedSearch({
  form,
  seconds,
  seed,
  patience = 30,
  plant,
}: Search): Promise<{ code: number; said: string }> {
  const corpus = await filledCorpus(form);
  const args = [
    ...[
      JAZZER,
      // Jazzer.js instruments what is bundled, and knows CommonJS alone.
      await bundled('test/hostile/guided/target.ts', `${FOLDER}/target.cjs`, { format: 'cjs', ownUrls: true }),
      corpus,
      '--includes',
      '.cache/guided/target',
      '--disableBugDetectors',
      '.*',
      '--timeout',
      `${patience * 1_000}`,
    ],
    ...['--', `-max_total_time=${seconds}`, `-timeout=${patience}`, `-seed=${seed}`, '-max_len=16384', '-rss_limit_mb=4096'],
    ...[`-artifact_prefix=${FOLDER}/${plant === undefined ? 'found' : 'planted'}-${form}-`, '-print_final_stats=1'],
  ];
  const env = { ...process.env, GUIDED_FORM: form, ...(plant !== undefined && { GUIDED_PLANT: plant }) };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-8_000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, said }));
  });
}

/** The corpus of a form: what earlier runs kept, what is committed, and small examples. */
async function filledCorpus(form: GuidedForm): Promise<string> {
  const folder = join(FOLDER, 'corpus', form);
  mkdirSync(folder, { recursive: true });
  const bases = form === 'json' ? jsonBases().filter(({ bytes }) => bytes.length < LARGEST_SEED) : (await otherBases())[form];
  const committed = form === 'json' ? readdirSync(CORPUS).map((name) => ({ name, bytes: readFileSync(CORPUS + name) })) : [];
  for (const { name, bytes } of [...bases, ...committed]) writeFileSync(join(folder, name.replaceAll('/', '-')), bytes);
  return folder;
}
