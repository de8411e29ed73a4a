import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { openOutput, type Output, wantsColour, writeWhole } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { startProgress } from '../host/progress.node.ts';
import { EXTENSIONS, WRITTEN_FORMS } from '../model/forms.ts';
import type { FormName } from '../read/forms.ts';
import { openSources } from '../read/sources.node.ts';
import { describer } from '../validate/describer.node.ts';
import { allRules, loadRules } from '../validate/load-rules.node.ts';
import { loadModelOf } from '../validate/registry.node.ts';
import { bytesOf, fixBytes } from './fix-file.node.ts';
import { changeEntry, type FixAccount, jsonFixReport, textFixReport } from './report.ts';
import type { Change, DescribedChange, Fixed } from './types.ts';

type FixCall = { file: string; lang: Lang; out?: string; schema?: string; format: 'text' | 'json' };

/**
 * `decp fix FILE --out FILE`: writes the file again with the values that messages name and that are certain, in the form that it came in, and
 * says what changed. Without `--out` it only says so. The exit code is that of a check of the result.
 */
export async function runFix({ file, out, schema, format, lang }: FixCall): Promise<ExitCode> {
  const [source, ...others] = await openSources([file]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file });
  const output = out === undefined ? undefined : await openOutput(out === '-' ? undefined : out, file === '-' ? [] : [file]);
  const progress = startProgress(source, lang);
  try {
    const bytes = await bytesOf(source, progress.onRead);
    const fixed = await fixBytes(bytes, source.name, { schema, rules: allRules() });
    progress.stop();
    refuseOtherForm(out, fixed.form);
    if (output) await writePieces(output, await packed(fixed.pieces, out));
    const report = await accountOf(fixed, { input: source.name, output: out, lang });
    const text = format === 'json' ? jsonFixReport(packageFacts(), report) : textFixReport(lang, wantsColour(), report);
    if (out === '-') process.stderr.write(text);
    else await writeWhole(await openOutput(undefined, []), text);
    return fixed.verdict.counts.error > 0 ? EXIT.findings : EXIT.conforming;
  } finally {
    progress.stop();
    await output?.discard();
  }
}

/** A file keeps its form: under the extension of another one, nobody could open it. */
function refuseOtherForm(out: string | undefined, form: FormName): void {
  const name = out?.toLowerCase().replace(/\.gz$/, '');
  const named = WRITTEN_FORMS.find((one) => name?.endsWith(EXTENSIONS[one]));
  if (out !== undefined && named !== undefined && named !== form)
    throw new InputError('output.other-form', { file: out, extension: EXTENSIONS[form] });
}

/** A name in `.gz` means a compressed file, as it does where files are read. */
async function packed(pieces: readonly Uint8Array[], out = ''): Promise<readonly Uint8Array[]> {
  if (!/\.gz$/i.test(out)) return pieces;
  const { gzipSync } = await import('node:zlib');
  return [gzipSync(Buffer.concat(pieces))];
}

async function writePieces(output: Output, pieces: readonly Uint8Array[]): Promise<void> {
  for (const piece of pieces) await output.write(piece);
  await output.close();
}

type About = { input: string; output: string | undefined; lang: Lang };

async function accountOf({ changes, left, ...fixed }: Fixed, { lang, ...names }: About): Promise<FixAccount> {
  const describe = await describer(await loadModelOf(fixed.version), (await loadRules(fixed.version)).rules, lang);
  const described = (change: Change): DescribedChange => {
    const { field } = describe(change.finding);
    return { ...changeEntry(change), ...(field !== undefined && { field }) };
  };
  return { ...names, ...fixed, changes: changes.map(described), left: left.map(described) };
}
