import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { formatted } from '../../src/governance/format.node.ts';
import type { DataPlan } from '../../federation/fake/contracts/data.ts';
import type { DataFile } from './data-files.ts';
import { machine } from './machine.ts';
import { ROOT, type Command } from './measure.ts';
import type { Comparison, Ratio } from './pairs.ts';

export type Compared = { file: DataFile; kind: string; ours: Command; theirs: Command; found: string; comparison: Comparison };
export type MemoryTrial = {
  file: DataFile;
  kind: string;
  command: Command;
  wall: number;
  cpu: number;
  peak: number;
  limit: number;
};
export type Results = { pairs: number; compared: Compared[]; memory: MemoryTrial[] };

const RESULTS = new URL('../RESULTS-validate.md', import.meta.url).pathname;

/** Writes `bench/RESULTS-validate.md`, formatted as the project formats its texts. */
export async function writeResults(results: Results): Promise<void> {
  writeFileSync(RESULTS, await formatted(RESULTS, page(results)));
}

const page = ({ pairs, compared, memory }: Results): string => `
<!-- Généré par \`npm run bench -- validate\` : ne pas modifier à la main. / Generated: do not edit. -->

# decp validate : les règles et la mémoire

Ce que coûtent les règles à côté du contrôle du schéma seul, et la mémoire. La comparaison avec d'autres programmes est dans [RESULTS.md](RESULTS.md).
_What the rules cost beside the check of the schema alone, and memory. Other programs are compared in [RESULTS.md](RESULTS.md)._

Date : ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}.

Processus entiers mesurés à tour de rôle (A B A B…), ${pairs} paires après une paire de chauffe, fichier déjà en cache. CPU = utilisateur + système, en
secondes ; médianes. Un rapport est la médiane des rapports de chaque paire (minimum–maximum).
\`decp\` contrôle le schéma et toutes les règles ; « règles des contrats » laisse de côté les deux qui comparent les contrats d'un fichier entre eux ;
\`decp --rules none\` contrôle le schéma seul.
« Autres » : processeurs occupés par d'autres programmes pendant les mesures ; au-delà de 0,2, seuls les rapports de CPU ont un sens.
Avant toute mesure, les nombres d'enregistrements, d'enregistrements invalides et de constats des programmes et du générateur ont été trouvés égaux ; les règles
n'ont rien trouvé dans les données conformes.

_Whole processes run in turn (A B A B…) after one pair to warm up, file in cache; CPU = user + system seconds, medians. \`decp\` checks the schema and all rules,
“règles des contrats” leaves out the two that compare the contracts of a file, \`decp --rules none\` checks the schema alone. Before anything was timed, all programs
and the generator agreed on the counts, and the rules had found nothing in clean data._

## Vitesse

| données | programme | contre | rapport CPU | rapport durée | CPU | CPU autre | durée | durée autre | mémoire | mémoire autre | autres |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${compared.map(row).join('\n')}

## Mémoire

Mémoire résidente au plus haut. Sans les règles, elle ne dépend pas du fichier : moins de 150 Mo. Les règles sur les doublons gardent deux empreintes par enregistrement :
la limite est alors de 150 Mo + 75 octets par enregistrement, soit 300 Mo pour deux millions d'enregistrements.

_Peak resident memory. Without rules it does not depend on the file: below 150 MB. The rules on duplicates keep two fingerprints a record: the limit is then
150 MB + 75 bytes a record, that is 300 MB for two million records._

${memory.length > 0 ? memoryTable(memory) : 'Non mesurée.'}

## Données

Générées par \`federation/fake/contracts\`, même graine, mêmes octets.

| données | octets | marchés | concessions | invalides | constats | graine | SHA-256 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${[...new Map([...compared, ...memory.map((trial) => ({ ...trial, found: '0' }))].map((item) => [item.file.path, item])).values()].map(dataRow).join('\n')}

## Commandes

\`\`\`sh
${[...new Set([...compared.flatMap(({ ours, theirs }) => [ours, theirs]), ...memory.map(({ command }) => command)].map(shell))].join('\n')}
\`\`\`
`;

const row = ({ file, kind, ours: { name }, theirs, comparison }: Compared): string => {
  const { cpu, wall, ours, theirs: other, others } = comparison;
  return cells(
    `${kind} ${extent(file.plan)}`,
    name,
    theirs.name,
    ratio(cpu),
    ratio(wall),
    seconds(ours.cpu),
    seconds(other.cpu),
    seconds(ours.wall),
    seconds(other.wall),
    megabytes(ours.peak),
    megabytes(other.peak),
    decimal(others),
  );
};

const dataRow = ({ file, kind, found }: { file: DataFile; kind: string; found: string }): string =>
  cells(
    `${kind} ${extent(file.plan)}`,
    ...[file.bytes, file.marche, file['contrat-concession'], file.dirty, found, file.plan.seed].map(String),
    `\`${file.sha256}\``,
  );

const memoryTable = (trials: readonly MemoryTrial[]): string => `
| données | programme | enregistrements | mémoire | limite | durée | CPU |
| --- | --- | --- | --- | --- | --- | --- |
${trials.map(memoryRow).join('\n')}`;

const memoryRow = ({ file, kind, command, peak, limit, wall, cpu }: MemoryTrial): string =>
  cells(
    `${kind} ${extent(file.plan)}`,
    command.name,
    String(file.marche + file['contrat-concession']),
    megabytes(peak),
    `${megabytes(limit)}, ${kept(peak < limit)}`,
    seconds(wall),
    seconds(cpu),
  );

const kept = (isKept: boolean): string => (isKept ? 'tenue' : 'DÉPASSÉE');
export const verdict = (isGood: boolean): string => (isGood ? 'OK' : 'ÉCHEC / FAIL');
/** How big a file is, as it was asked for. */
export const extent = (plan: DataPlan): string => ('records' in plan ? `${plan.records} marchés` : `${plan.megabytes} Mo`);
export const cells = (...texts: string[]): string => `| ${texts.join(' | ')} |`;
export const decimal = (value: number): string => value.toFixed(2).replace('.', ',');
export const ratio = ({ median, min, max }: Ratio): string => `${decimal(median)} (${decimal(min)}–${decimal(max)})`;
export const seconds = (value: number): string => `${decimal(value)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} Mo`;
/** A command as it can be typed at the root of the project. */
export const shell = ({ args, program }: Command): string =>
  [program === undefined ? 'node' : relative(ROOT, program), ...args.map(quoted)].join(' ');
const quoted = (arg: string): string => (/^[\w./=-]+$/.test(arg) ? arg : `"${arg}"`);
