import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { formatted } from '../src/governance/format.node.ts';
import { rulesOnXml } from '../src/validate/consolidated-xml.ts';
import type { RulesToRun } from '../src/validate/file-rules.ts';
import { allRules, rulesFor } from '../src/validate/load-rules.node.ts';
import { loadVersion } from '../src/validate/registry.node.ts';
import { checkXmlText } from '../src/validate/text.ts';
import { dataFile } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { type Kind, KINDS, readOptions } from './runner/options.ts';
import { median, spread, type Ratio } from './runner/pairs.ts';
import { DECP, notBuilt } from './runner/programs.ts';
import { verdict } from './runner/results.ts';

/** How many times as long a check of XML may take with the forecast of what the national consolidation does with it. */
const LIMIT = 1.2;

const VERSION = '2.0.3';
const RESULTS = new URL('RESULTS-xml.md', import.meta.url).pathname;

/** CPU seconds with the forecast of XML, without it, and their ratio pair by pair. */
type Row = { kind: Kind; megabytes: number; withIt: number; without: number; ratio: Ratio };

/** Checks XML in turn with the forecast of what the consolidation reads in it, and with that of the same data in JSON, in one process. Gives the exit code. */
export async function benchXml(args: string[]): Promise<number> {
  const options = readOptions(args);
  const missing = notBuilt();
  if (missing !== undefined) {
    console.error(missing);
    return 2;
  }
  const version = await loadVersion(VERSION);
  const plain = await rulesFor(VERSION, allRules('2026-12-31'));
  const onXml = rulesOnXml(plain);
  const rows: Row[] = [];
  for (const kind of options.kinds) {
    const bytes = xmlOf(dataFile({ ...KINDS[kind], megabytes: options.megabytes, seed: options.seed }).path);
    const seconds = (rules: RulesToRun | undefined): number => {
      const start = process.cpuUsage();
      checkXmlText(bytes, version, rules);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    seconds(onXml);
    seconds(plain);
    const pairs = Array.from({ length: options.pairs }, () => [seconds(onXml), seconds(plain)] as const);
    rows.push({
      ...{ kind, megabytes: bytes.length / 1e6 },
      withIt: median(pairs.map(([one]) => one)),
      without: median(pairs.map(([, other]) => other)),
      ratio: spread(pairs.map(([one, other]) => one / other)),
    });
  }
  for (const { kind, ratio } of rows)
    console.log(
      `  ${verdict(ratio.median <= LIMIT)} : ${kind}, ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}-${ratio.max.toFixed(2)})`,
    );
  writeFileSync(RESULTS, await formatted(RESULTS, page(rows, options.pairs)));
  console.log('→ bench/RESULTS-xml.md');
  return rows.every(({ ratio }) => ratio.median <= LIMIT) ? 0 : 1;
}

/** The same data in XML, written beside; of data with errors, those that XML cannot say are lost. */
function xmlOf(json: string): Uint8Array {
  const xml = json.replace(/json$/, 'forecast.xml');
  spawnSync(process.execPath, [DECP, 'convert', json, xml, '--schema', VERSION, '--lossy'], { cwd: ROOT, stdio: 'ignore' });
  return readFileSync(xml);
}

const page = (rows: readonly Row[], pairs: number): string => `
<!-- Généré par \`npm run bench -- xml\` : ne pas modifier à la main. / Generated: do not edit. -->

# Prévision du XML : mesures

Machine : ${machine()}. Données : \`federation/fake/contracts\`, version ${VERSION}. Le contrôle, toutes les règles, avec la prévision de ce que la consolidation nationale lit dans le XML, et
sans elle, à tour de rôle, ${pairs} paires, dans un processus ; limite ${LIMIT} fois.

_The check, all rules, with the forecast of what the national consolidation reads in XML, and without, in turn, ${pairs} pairs, in one process; limit ${LIMIT} times._

| données | XML | CPU avec | CPU sans | rapport | |
| --- | --- | --- | --- | --- | --- |
${rows
  .map(
    ({ kind, megabytes, withIt, without, ratio }) =>
      `| ${kind} | ${megabytes.toFixed(1)} Mo | ${withIt.toFixed(2)} s | ${without.toFixed(2)} s | ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}-${ratio.max.toFixed(2)}) | ${verdict(ratio.median <= LIMIT)} |`,
  )
  .join('\n')}
`;
