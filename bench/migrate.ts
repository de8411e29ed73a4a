import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { relative } from 'node:path';
import { oldMarche } from '../federation/fake/contracts/old.ts';
import { Random } from '../federation/fake/contracts/random.ts';
import { formatted } from '../src/governance/format.node.ts';
import { dataFile, writtenOnce } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { type Command, measure, ROOT, type Usage } from './runner/measure.ts';
import { KINDS, readOptions } from './runner/options.ts';
import { type Middle, middle, type Ratio, spread } from './runner/pairs.ts';
import { megabytes, ratio, seconds, verdict } from './runner/results.ts';
import { DECP, notBuilt } from './runner/programs.ts';

/** Resident bytes that a migration or an export of a file of any size may take. */
const MEMORY_LIMIT = 200e6;
/** How many times as long as from JSON to XML a migration, and an export of releases to OCDS, may take. */
const TIME_LIMITS = { migrate: 1.3, ocds: 2 };

const RESULTS = new URL('RESULTS-migrate.md', import.meta.url).pathname;

/**
 * Migrates a large file shaped as buyers publish theirs through every step of 2.x, and one of 1.5.0 to 2.x; exports the first to OCDS; each beside a conversion of
 * the first to XML. Gives the exit code.
 */
export async function benchMigrate(args: string[]): Promise<number> {
  const options = readOptions(args);
  const missing = notBuilt();
  if (missing !== undefined) {
    console.error(missing);
    return 2;
  }
  const file = dataFile({ ...KINDS.real, megabytes: options.megabytes, seed: options.seed });
  const json = relative(ROOT, file.path);
  const old = oldFile(options.megabytes, options.seed);
  const rows = await measured(
    {
      name: 'decp convert (JSON → XML)',
      args: [DECP, 'convert', json, json.replace(/json$/, 'xml'), '--schema', 'next', '--lossy'],
      exit: 1,
    },
    [
      migration(json, '2.0.1', '2.0.3'),
      migration(json, '2.0.1', '2.1.0'),
      migration(json, undefined, '2.1.0'),
      migration(old, '1.5.0', '2.1.0'),
      exported(json, 'ocds'),
      exported(json, 'ocds-records'),
    ],
    options.pairs,
  );
  for (const row of rows)
    console.log(
      `  ${verdict(isWithin(row))} : ${row.command.name}, ${megabytes(row.ours.peak)}, ${ratio(row.cpu)} CPU, ${ratio(row.wall)}`,
    );
  writeFileSync(RESULTS, await formatted(RESULTS, page(rows, file.bytes, options.pairs)));
  console.log('→ bench/RESULTS-migrate.md');
  return rows.every(isWithin) ? 0 : 1;
}

/** `limit`: how many times as long as to XML it may take, where that is limited. */
type Limited = Command & { limit?: number };

type Row = { command: Limited; ours: Middle; theirs: Middle; cpu: Ratio; wall: Ratio };

const isWithin = ({ command: { limit = Infinity }, ours, cpu }: Row): boolean => ours.peak < MEMORY_LIMIT && cpu.median <= limit;

/** Data as they are published have findings, and contracts that lose something. `from`: undefined where the version of each contract is looked for. */
const migration = (file: string, from: string | undefined, to: string): Limited => ({
  name: `decp migrate (${from ?? 'sans --from'} → ${to})`,
  args: [
    ...[DECP, 'migrate', file, file.replace(/json$/, `${to}.json`), '--to', to, '--partial'],
    ...(from === undefined ? [] : ['--from', from]),
  ],
  exit: 1,
  limit: TIME_LIMITS.migrate,
});

const exported = (file: string, form: 'ocds' | 'ocds-records'): Limited => ({
  name: `decp convert (JSON → ${form === 'ocds' ? 'releases OCDS' : 'records OCDS'})`,
  args: [
    ...[DECP, 'convert', file, file.replace(/json$/, `${form}.json`), '--to', form],
    ...['--schema', 'next', '--ocid-prefix', 'ocds-a1b2c3', '--lossy'],
  ],
  exit: 1,
  ...(form === 'ocds' && { limit: TIME_LIMITS.ocds }),
});

/** All commands in turn, round after round: each is compared with the base of its round. What has no limit of time is measured in the first only. */
async function measured(base: Command, commands: readonly Limited[], rounds: number): Promise<Row[]> {
  const bases: Usage[] = [];
  const runs = commands.map((): Usage[] => []);
  for (let round = 0; round < rounds; round++) {
    bases.push(await measure(base));
    for (const [i, command] of commands.entries())
      if (round === 0 || command.limit !== undefined) runs[i]?.push(await measure(command));
  }
  return commands.map((command, i) => {
    const own = runs[i] ?? [];
    const against = (unit: 'cpu' | 'wall'): Ratio => spread(own.map((run, round) => run[unit] / (bases[round]?.[unit] ?? NaN)));
    return { command, ours: middle(own), theirs: middle(bases), cpu: against('cpu'), wall: against('wall') };
  });
}

/** Characters gathered before they are written. */
const PIECE = 1 << 20;

/** A file of marchés of 1.5.0. Its name, from the root of the project. */
function oldFile(size: number, seed: number): string {
  const path = writtenOnce(`${size}-old-${seed}.json`, { version: '1.5.0', megabytes: size, seed }, (part) =>
    writeOld(part, size, seed),
  );
  return relative(ROOT, path);
}

function writeOld(path: string, size: number, seed: number): void {
  const handle = openSync(path, 'w');
  const random = new Random(seed);
  let text = '{"marches":[';
  for (let serial = 1, bytes = 0; bytes < size * 1e6; serial++) {
    text += `${serial === 1 ? '' : ','}${JSON.stringify({ _type: 'Marché', ...oldMarche(random, serial) })}`;
    if (text.length < PIECE) continue;
    bytes += writeSync(handle, text);
    text = '';
  }
  writeSync(handle, `${text}]}`);
  closeSync(handle);
}

const page = (rows: readonly Row[], bytes: number, rounds: number): string => `
<!-- Généré par \`npm run bench -- migrate\` : ne pas modifier à la main. / Generated: do not edit. -->

# Migration et OCDS : mesures

Machine : ${machine()}. Données : \`federation/fake/contracts\`, ${megabytes(bytes)} de JSON, avec les défauts et les modifications de ce que publient les
acheteurs ; pour 1.5.0, un fichier conforme de la même taille.

Toutes les commandes à tour de rôle, ${rounds} fois (une seule sans durée exigée) ; chacune est comparée à \`decp convert\` de JSON en XML de la même fois. Mémoire : ${megabytes(MEMORY_LIMIT)} au plus.

_Data with the faults and modifications of what buyers publish; for 1.5.0, a valid file of the same size. All commands in turn, ${rounds} times (once without a limit of time), each compared
with \`decp convert\` from JSON to XML of the same turn; memory: ${megabytes(MEMORY_LIMIT)} at most._

| commande | mémoire | rapport CPU | exigé | rapport durée | CPU | CPU de JSON → XML |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map(({ command, ours, theirs, cpu, wall }) => `| ${command.name} | ${megabytes(ours.peak)} | ${ratio(cpu)} | ${command.limit === undefined ? '' : `≤ ${command.limit}`} | ${ratio(wall)} | ${seconds(ours.cpu)} | ${seconds(theirs.cpu)} |`).join('\n')}
`;
