/**
 * A program of its own: `tsx check-files.ts FOLDER` checks the files whose names come on standard input, with the sources in FOLDER, and writes
 * a line of JSON for each: what was found, the verdict, the form and the version. The first line says whether the fast path was there.
 */
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import type { Finding } from '../../src/finding.ts';
import type * as FastValidate from '../../src/validate/load-fast-validate.ts';
import type * as LoadRules from '../../src/validate/load-rules.node.ts';
import type * as OpenFile from '../../src/validate/open-file.node.ts';
import type * as Sources from '../../src/read/sources.node.ts';

const folder = process.argv[2] ?? '';
const from = <T>(path: string): Promise<T> => import(join(folder, 'src', path)) as Promise<T>;

const { loadFastValidate } = await from<typeof FastValidate>('validate/load-fast-validate.ts');
const { openFile } = await from<typeof OpenFile>('validate/open-file.node.ts');
const { openSources } = await from<typeof Sources>('read/sources.node.ts');
const { allRules } = await from<typeof LoadRules>('validate/load-rules.node.ts');

const TODAY = '2026-01-01';

async function said(path: string, withRules: boolean): Promise<unknown> {
  const findings: Finding[] = [];
  try {
    const rules = withRules ? allRules(TODAY) : undefined;
    const [source] = await openSources([path]);
    if (!source) throw new Error(`no source: ${path}`);
    const file = await openFile(source, { rules, hashed: true, threads: 1 }, () => undefined);
    const verdict = await file.check((finding) => void findings.push(finding));
    return { path, findings, verdict, form: file.form, version: file.version, detection: file.detection, sum: file.sha256() };
  } catch (error) {
    const { name, code, params } = error as { name: string; code?: string; params?: unknown };
    if (name !== 'InputError') throw error;
    return { path, findings, code, params };
  }
}

const lines = [JSON.stringify({ fast: (await loadFastValidate()) !== undefined })];
for (const path of (await text(process.stdin)).split('\n'))
  for (const withRules of [false, true]) lines.push(JSON.stringify(await said(path, withRules)));
process.stdout.write(`${lines.join('\n')}\n`);
