import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { DataFile } from './data-files.ts';
import { machine } from './machine.ts';
import type { Command } from './measure.ts';
import type { Comparison, Ratio } from './pairs.ts';

export type Compared = { file: DataFile; kind: string; ours: Command; theirs: Command; found: string; comparison: Comparison };
export type MemoryTrial = { file: DataFile; command: Command; wall: number; cpu: number; peak: number; limit: number };
export type Results = { pairs: number; compared: Compared[]; memory?: MemoryTrial };

const RESULTS = new URL('../RESULTS.md', import.meta.url).pathname;

/** Writes `bench/RESULTS.md`, formatted as the project formats its texts. */
export async function writeResults(results: Results): Promise<void> {
  const config = await resolveConfig(RESULTS);
  writeFileSync(RESULTS, await format(page(results), { ...config, filepath: RESULTS }));
}

const page = ({ pairs, compared, memory }: Results): string => `
<!-- Généré par \`npm run bench -- validate\` : ne pas modifier à la main. / Generated: do not edit. -->

# decp validate : mesures

Date : ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}.

Processus entiers mesurés à tour de rôle (A B A B…), ${pairs} paires après une paire de chauffe, fichier déjà en cache. CPU = utilisateur + système, en
secondes ; médianes. Un rapport inférieur à 1 veut dire que decp est le plus rapide ; il est la médiane des rapports de chaque paire (minimum–maximum).
« Autres » : processeurs occupés par d'autres programmes pendant les mesures ; au-delà de 0,2, seuls les rapports de CPU ont un sens.
Avant toute mesure, les nombres d'enregistrements, d'enregistrements invalides et de constats des deux programmes et du générateur ont été trouvés égaux.

_Whole processes run in turn (A B A B…) after one pair to warm up, file in cache; CPU = user + system seconds, medians. A ratio below 1 means that decp is the
faster. Before anything was timed, both programs and the generator agreed on the counts._

## Vitesse

| données | contre | rapport CPU | rapport durée | CPU decp | CPU autre | durée decp | durée autre | mémoire decp | mémoire autre | autres |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${compared.map(row).join('\n')}

## Mémoire

${memory ? memoryLine(memory) : 'Non mesurée.'}

## Données

Générées par \`bench/generator\`, même graine, mêmes octets.

| données | octets | marchés | concessions | invalides | constats | graine | SHA-256 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${[...new Map([...compared, ...(memory ? [{ ...memory, kind: 'clean', found: '0' }] : [])].map((item) => [item.file.path, item])).values()].map(dataRow).join('\n')}

## Commandes

\`\`\`sh
${[...new Set([...compared.flatMap(({ ours, theirs }) => [ours, theirs]), ...(memory ? [memory.command] : [])].map(shell))].join('\n')}
\`\`\`
`;

const row = ({ file, kind, theirs, comparison: { cpu, wall, ours, theirs: other, others } }: Compared): string =>
  cells(
    `${kind} ${file.plan.megabytes} Mo`,
    theirs.name,
    ratio(cpu),
    ratio(wall),
    seconds(ours.cpu),
    seconds(other.cpu),
    seconds(ours.wall),
    seconds(other.wall),
    megabytes(ours.peak),
    megabytes(other.peak),
    others.toFixed(2).replace('.', ','),
  );

const dataRow = ({ file, kind, found }: { file: DataFile; kind: string; found: string }): string =>
  cells(
    `${kind} ${file.plan.megabytes} Mo`,
    ...[file.bytes, file.marche, file['contrat-concession'], file.dirty, found, file.plan.seed].map(String),
    `\`${file.sha256}\``,
  );

const memoryLine = ({ file, peak, limit, wall, cpu }: MemoryTrial): string =>
  `Un fichier de ${file.plan.megabytes} Mo : ${megabytes(peak)} de mémoire résidente au plus haut (limite : ${megabytes(limit)}, ${peak < limit ? 'tenue' : 'DÉPASSÉE'}), ${seconds(wall)}, ${seconds(cpu)} de CPU.`;

const cells = (...texts: string[]): string => `| ${texts.join(' | ')} |`;
const decimal = (value: number): string => value.toFixed(2).replace('.', ',');
export const ratio = ({ median, min, max }: Ratio): string => `${decimal(median)} (${decimal(min)}–${decimal(max)})`;
export const seconds = (value: number): string => `${decimal(value)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} Mo`;
const shell = ({ args }: Command): string =>
  ['node', ...args.map((arg) => (/^[\w./=-]+$/.test(arg) ? arg : `"${arg}"`))].join(' ');
