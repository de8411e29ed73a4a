import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { dataFile } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { type Command, measure, ROOT } from './runner/measure.ts';
import { readOptions, KINDS } from './runner/options.ts';
import { comparePairs, type Comparison } from './runner/pairs.ts';
import { ratio, seconds, megabytes, verdict } from './runner/results.ts';

/** Resident bytes that converting a file of any size (a workbook excepted), and checking its XML, may take. */
const MEMORY_LIMIT = 200e6;
/** How many times as long as to XML a conversion to CSV may take. Its columns are known only at the end, so that its rows are written twice. */
const CSV_LIMIT = 3;

const DECP = 'dist/bin/decp.js';
const XSD = 'dist/forms/next/xsd/decp.xsd';
const RESULTS = new URL('RESULTS-forms.md', import.meta.url).pathname;

type Row = { command: Command; peak: number; cpu: number; wall: number };

/**
 * Converts a large file from JSON to XML and back, to CSV and to a package, and checks the XML; compares that check with `xmllint`, and CSV with XML.
 * Gives the exit code.
 */
export async function benchForms(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (![DECP, XSD].every((path) => existsSync(join(ROOT, path)))) {
    console.error(
      'Le programme n’est pas construit : lancez d’abord `npm run build`.\nThe program is not built: run `npm run build` first.',
    );
    return 2;
  }
  const file = dataFile({ ...KINDS.clean, megabytes: options.megabytes, seed: options.seed });
  const json = relative(ROOT, file.path);
  const xml = json.replace(/json$/, 'xml');
  const back = json.replace(/json$/, 'back.json');
  const check = decp('decp validate (XML)', 'validate', xml, '--rules', 'none');
  const toXml = decp('decp convert (JSON → XML)', 'convert', json, xml);
  const toCsv = decp('decp convert (JSON → CSV)', 'convert', json, json.replace(/json$/, 'csv'));
  const toPackage = decp('decp convert (JSON → tables)', 'convert', json, json.replace(/json$/, 'zip'));
  const rows: Row[] = [];
  for (const command of [toXml, check, decp('decp convert (XML → JSON)', 'convert', xml, back), toCsv, toPackage])
    rows.push(await tried(command));
  const csv = await comparePairs(toCsv, toXml, options.pairs);
  const against = existsXmllint() ? await comparePairs(check, xmllint(xml), options.pairs) : undefined;
  const text = page(rows, file.bytes, { csv, check: against }, options.pairs);
  writeFileSync(RESULTS, await formatted(RESULTS, text));
  console.log('→ bench/RESULTS-forms.md');
  return rows.every(({ peak }) => peak < MEMORY_LIMIT) && csv.cpu.median < CSV_LIMIT && csv.wall.median < CSV_LIMIT ? 0 : 1;
}

/** The data are those of 2.0.3, which are also those of `next`, the version that has an XSD of ours. */
const decp = (name: string, ...args: string[]): Command => ({ name, args: [DECP, ...args, '--schema', 'next'], exit: 0 });

/** `xmllint` is no Node program: it runs under one, whose own start is part of both sides. */
function xmllint(xml: string): Command {
  const call = `process.exitCode = require('node:child_process').spawnSync('xmllint', ['--stream', '--noout', '--schema', '${XSD}', '${xml}']).status`;
  return { name: 'xmllint --stream --schema', args: ['-e', call], exit: 0 };
}

const existsXmllint = (): boolean => spawnSync('xmllint', ['--version']).status === 0;

async function tried(command: Command): Promise<Row> {
  const { peak, cpu, wall } = await measure(command);
  console.log(`  ${verdict(peak < MEMORY_LIMIT)} : ${command.name}, ${megabytes(peak)} au plus haut, ${seconds(cpu)} CPU`);
  return { command, peak, cpu, wall };
}

/** CSV beside XML; the check of XML beside xmllint, where there is one. */
type Comparisons = { csv: Comparison; check: Comparison | undefined };

const page = (rows: readonly Row[], bytes: number, { csv, check }: Comparisons, pairs: number): string => `
<!-- Généré par \`npm run bench -- forms\` : ne pas modifier à la main. / Generated: do not edit. -->

# Formes : mesures

Machine : ${machine()}. Données : \`federation/fake/contracts\`, ${megabytes(bytes)} de JSON conforme.

Mémoire résidente au plus haut, limite ${megabytes(MEMORY_LIMIT)} ; processus entiers.

_Peak resident memory, limit ${megabytes(MEMORY_LIMIT)}; whole processes._

| commande | mémoire | durée | CPU |
| --- | --- | --- | --- |
${rows.map(({ command, peak, wall, cpu }) => `| ${command.name} | ${megabytes(peak)} | ${seconds(wall)} | ${seconds(cpu)} |`).join('\n')}

## CSV, à côté de XML

Le même fichier, à tour de rôle, ${pairs} paires ; limite ${CSV_LIMIT} fois. / _In turn, ${pairs} pairs; limit ${CSV_LIMIT} times._

| conversion | contre | rapport CPU | rapport durée | CPU | CPU autre |
| --- | --- | --- | --- | --- | --- |
| JSON → CSV | JSON → XML | ${ratio(csv.cpu)} | ${ratio(csv.wall)} | ${seconds(csv.ours.cpu)} | ${seconds(csv.theirs.cpu)} |

## Contrôle de l'XML, à côté de xmllint

\`decp validate --rules none\` contre \`xmllint --stream --schema\` avec le XSD produit, à tour de rôle, ${pairs} paires. / _In turn, ${pairs} pairs._

| programme | contre | rapport CPU | rapport durée | CPU | CPU autre |
| --- | --- | --- | --- | --- | --- |
${check ? `| decp validate | xmllint --stream | ${ratio(check.cpu)} | ${ratio(check.wall)} | ${seconds(check.ours.cpu)} | ${seconds(check.theirs.cpu)} |` : '| decp validate | xmllint : absent de cette machine / not on this machine | | | | |'}
`;
