import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFile } from './runner/data-files.ts';
import { ROOT } from './runner/measure.ts';
import { KINDS } from './runner/options.ts';
import { DECP, fileOf } from './runner/programs.ts';

export const SHAPE_USAGE = `npm run bench -- shape [FILE…]   les données « real » ont-elles les constats des fichiers donnés, ou de schema/next/impact.json ? / do the data "real"
                   have the findings of the files given, or of schema/next/impact.json?
  --mb N           MB (40)
  --seed N         graine / seed (2)`;

type Counted = {
  records: { marche: number };
  rules: { id: string; hit: number }[];
  findings: { code: string; records: number }[];
};

/** Findings rarer than this are not compared: a small sample says little of them. */
const LEAST = 0.005;
/** How far a share may be from the real one, relative to it. */
const TOLERANCE = 0.2;

/** Compares the share of marchés with each finding in generated and in real data; 1 where one is too far off. */
export function benchShape(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { mb: { type: 'string', default: '40' }, seed: { type: 'string', default: '2' } },
  });
  const made = dataFile({ ...KINDS.real, megabytes: Number(values.mb), seed: Number(values.seed) });
  const real =
    positionals.length > 0
      ? counted(positionals)
      : (JSON.parse(readFileSync(join(ROOT, 'schema/next/impact.json'), 'utf8')) as Counted);
  const [expected, found] = [sharesOf(real), sharesOf(counted([fileOf(made)]))];
  const codes = [...new Set([...expected.keys(), ...found.keys()])].sort(
    (a, b) => (expected.get(b) ?? 0) - (expected.get(a) ?? 0),
  );
  let failed = 0;
  for (const code of codes) {
    const [real = 0, made = 0] = [expected.get(code), found.get(code)];
    const compared = Math.max(real, made) >= LEAST;
    const isFar = compared && Math.abs(made - real) > TOLERANCE * real;
    failed += Number(isFar);
    console.log(`${isFar ? '✖' : compared ? '✔' : ' '} ${code.padEnd(40)} ${percent(real)} ${percent(made)}`);
  }
  return failed > 0 ? 1 : 0;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`.padStart(9);

/** What `decp impact` counts, on a day after all of the data. */
function counted(files: readonly string[]): Counted {
  const call = [DECP, 'impact', '--format', 'json', '--schema', '2.0.3', '--date', '2026-12-31', ...files];
  const { stdout, stderr, status } = spawnSync(process.execPath, call, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Counted;
}

const sharesOf = ({ records, rules, findings }: Counted): Map<string, number> =>
  new Map(
    [...rules.map(({ id, hit }) => [id, hit] as const), ...findings.map((one) => [one.code, one.records] as const)]
      .filter(([, hit]) => hit > 0)
      .map(([code, hit]) => [code, hit / records.marche]),
  );
