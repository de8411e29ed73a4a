import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { dataFile } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { type Command, measure, ROOT } from './runner/measure.ts';
import { KINDS, readOptions } from './runner/options.ts';
import { comparePairs, type Comparison } from './runner/pairs.ts';
import { megabytes, ratio, seconds, verdict } from './runner/results.ts';

/** Resident bytes that a migration of a file of any size may take. */
const MEMORY_LIMIT = 200e6;
/** How many times as long as from JSON to XML a migration, and an export to OCDS, may take. */
const TIME_LIMITS = { migrate: 1.3, ocds: 2 };

const DECP = 'dist/bin/decp.js';
const RESULTS = new URL('RESULTS-migrate.md', import.meta.url).pathname;

/** Migrates a large file through every step of 2.x and exports it to OCDS, each compared with a conversion of the same file to XML. Gives the exit code. */
export async function benchMigrate(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (!existsSync(join(ROOT, DECP))) {
    console.error(
      'Le programme n’est pas construit : lancez d’abord `npm run build`.\nThe program is not built: run `npm run build` first.',
    );
    return 2;
  }
  const file = dataFile({ ...KINDS.clean, megabytes: options.megabytes, seed: options.seed });
  const json = relative(ROOT, file.path);
  const named = (ending: string): string => json.replace(/json$/, ending);
  const toXml: Command = {
    name: 'decp convert (JSON → XML)',
    args: [DECP, 'convert', json, named('xml'), '--schema', 'next'],
    exit: 0,
  };
  const migrations = (
    [
      ['2.0.1', '2.0.3'],
      ['2.0.1', '2.1.0'],
    ] as const
  ).map(([from, to]): Limited => ({
    name: `decp migrate (${from} → ${to})`,
    args: [DECP, 'migrate', json, named(`${to}.json`), '--from', from, '--to', to],
    exit: 0,
    limit: TIME_LIMITS.migrate,
  }));
  const releases: Limited = {
    name: 'decp convert (JSON → OCDS)',
    args: [DECP, 'convert', json, named('ocds.json'), '--schema', 'next', '--ocid-prefix', 'ocds-a1b2c3'],
    exit: 0,
    limit: TIME_LIMITS.ocds,
  };
  const rows: Row[] = [];
  for (const command of [...migrations, releases]) {
    const { peak } = await measure(command);
    const against = await comparePairs(command, toXml, options.pairs);
    console.log(
      `  ${verdict(peak < MEMORY_LIMIT && against.cpu.median <= command.limit)} : ${command.name}, ${megabytes(peak)}, ${ratio(against.cpu)} CPU, ${ratio(against.wall)}`,
    );
    rows.push({ command, peak, against });
  }
  writeFileSync(RESULTS, await formatted(RESULTS, page(rows, file.bytes, options.pairs)));
  console.log('→ bench/RESULTS-migrate.md');
  return rows.every(({ command, peak, against }) => peak < MEMORY_LIMIT && against.cpu.median <= command.limit) ? 0 : 1;
}

/** `limit`: how many times as long as to XML it may take. */
type Limited = Command & { limit: number };

type Row = { command: Limited; peak: number; against: Comparison };

const page = (rows: readonly Row[], bytes: number, pairs: number): string => `
<!-- Généré par \`npm run bench -- migrate\` : ne pas modifier à la main. / Generated: do not edit. -->

# Migration et OCDS : mesures

Machine : ${machine()}. Données : \`federation/fake/contracts\`, ${megabytes(bytes)} de JSON conforme.

Le même fichier, à tour de rôle avec \`decp convert\` de JSON en XML, ${pairs} paires ; mémoire : ${megabytes(MEMORY_LIMIT)} au plus.

_The same file, in turn with \`decp convert\` from JSON to XML, ${pairs} pairs; memory: ${megabytes(MEMORY_LIMIT)} at most._

| commande | mémoire | rapport CPU | exigé | rapport durée | CPU | CPU de JSON → XML |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map(({ command, peak, against }) => `| ${command.name} | ${megabytes(peak)} | ${ratio(against.cpu)} | ≤ ${command.limit} | ${ratio(against.wall)} | ${seconds(against.ours.cpu)} | ${seconds(against.theirs.cpu)} |`).join('\n')}
`;
