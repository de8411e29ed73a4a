import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { dataFile, type DataFile } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { answer, type Command, measure, ROOT } from './runner/measure.ts';
import { KINDS, type Kind, readOptions } from './runner/options.ts';
import { median, type Ratio, spread } from './runner/pairs.ts';
import { DECP, fileOf } from './runner/programs.ts';
import { cells, megabytes, ratio, seconds, verdict } from './runner/results.ts';
import { visit, type Visit } from './site/visit.ts';

/** The wall time of the page over that of the command, at the most. */
const RATIO_LIMIT = 2;
/** Milliseconds for which the page may not answer, and bytes of its process. */
const BUSY_LIMIT = 100;
const MEMORY_LIMIT = 300e6;

const RESULTS = new URL('RESULTS-site.md', import.meta.url).pathname;

type Row = { kind: Kind; file: DataFile; wall: Ratio; page: number; command: number; busy: number; peak: number; stream: number };

/** Compares the check in the page with that of the command; gives the exit code. */
export async function benchSite(args: string[]): Promise<number> {
  const { kinds, megabytes: size, seed, pairs } = readOptions(args);
  if (![DECP, 'docs-site/build/sw.js'].every((path) => existsSync(join(ROOT, path)))) {
    console.error(
      'Construisez d’abord : `npm run build`, `npm run site -- --build`.\nBuild first: `npm run build`, `npm run site -- --build`.',
    );
    return 2;
  }
  const rows: Row[] = [];
  for (const kind of kinds) rows.push(await compared(kind, dataFile({ ...KINDS[kind], megabytes: size, seed }), pairs));
  writeFileSync(RESULTS, await formatted(RESULTS, report(rows, pairs)));
  console.log('→ bench/RESULTS-site.md');
  return rows.every(isGood) ? 0 : 1;
}

const isGood = ({ wall, busy, peak }: Row): boolean => wall.median <= RATIO_LIMIT && busy <= BUSY_LIMIT && peak < MEMORY_LIMIT;

/** The version and the day are those that the page chooses by itself. */
const command = (file: DataFile): Command => ({
  name: 'decp validate --threads 1',
  args: [DECP, 'validate', fileOf(file), '--threads', '1'],
  exit: file.dirty > 0 ? 1 : 0,
});

async function compared(kind: Kind, file: DataFile, pairs: number): Promise<Row> {
  const ours: Visit[] = [];
  const theirs: number[] = [];
  const output = answer(command(file), 'stdout');
  for (let pair = 0; pair <= pairs; pair++) {
    const seen = await visit(file.path);
    const { wall } = await measure(command(file));
    agree(seen.verdict, output);
    // The first pair warms up.
    if (pair === 0) continue;
    ours.push(seen);
    theirs.push(wall);
    console.log(
      `  ${kind} : page ${seconds(seen.wall)}, commande ${seconds(wall)}, page occupée ${seen.busy.toFixed(0)} ms, ${megabytes(seen.peak)}`,
    );
  }
  const row: Row = {
    ...{ kind, file, wall: spread(ours.map(({ wall }, i) => wall / (theirs[i] ?? NaN))) },
    page: median(ours.map(({ wall }) => wall)),
    command: median(theirs),
    busy: median(ours.map(({ busy }) => busy)),
    peak: Math.max(...ours.map(({ peak }) => peak)),
    stream: median(ours.map(({ stream }) => stream)),
  };
  console.log(`  ${verdict(isGood(row))} : ${kind}, ${ratio(row.wall)} fois la commande`);
  return row;
}

/** Throws where the page and the command do not count the same contracts: then times would compare different work. */
function agree(page: string, output: string): void {
  const sentence = page.replace(/^\S+ /, '');
  if (!output.replaceAll(/\s+/g, ' ').includes(sentence)) throw new Error(`the page says “${sentence}”, the command\n${output}`);
}

const report = (rows: readonly Row[], pairs: number): string => `
<!-- Généré par \`npm run bench -- site\` : ne pas modifier à la main. / Generated: do not edit. -->

# Contrôle dans la page : mesures

Date : ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}.

Le site construit est servi sur cette machine et un vrai navigateur, neuf à chaque fois, contrôle le fichier dans la page avec toutes les règles, à tour de rôle avec
\`decp validate --threads 1\` ; ${pairs} paires après une de chauffe, médianes (minimum–maximum). Durée : du choix du fichier au résultat affiché. Page occupée : le plus
long temps sans un tour de sa boucle d'événements. Mémoire : au plus haut, processus de la page et de son travailleur. \`File.stream()\` : lire le fichier sans rien en faire, dans un travailleur.
Page et commande ont dit la même phrase de chaque fichier.

_The built site is served on this machine and a real browser, a new one each time, checks the file in the page with all rules, in turn with the command. Wall time: from the
choice of the file to the result. Busy: the longest time without a turn of the event loop of the page. Memory: peak of the process of the page and its worker.
\`File.stream()\`: reading the file and doing nothing with it, in a worker._

| données | octets | page | commande | rapport, limite ${RATIO_LIMIT} | page occupée, limite ${BUSY_LIMIT} ms | mémoire, limite ${megabytes(MEMORY_LIMIT)} | File.stream() | tenu |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}
`;

const line = (row: Row): string =>
  cells(
    row.kind,
    String(row.file.bytes),
    seconds(row.page),
    seconds(row.command),
    ratio(row.wall),
    `${row.busy.toFixed(0)} ms`,
    megabytes(row.peak),
    `${seconds(row.stream)}, ${Math.round((row.stream / row.page) * 100)} %`,
    verdict(isGood(row)),
  );
