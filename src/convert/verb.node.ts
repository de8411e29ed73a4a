import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { type ConvertReport, jsonConvertReport, textConvertReport } from './report.ts';
import { openFile } from '../validate/open-file.node.ts';
import { openSink } from './open-sink.node.ts';
import { pass } from './pass.node.ts';
import { targetOf } from './targets.node.ts';
import { Told } from './told.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import type { FormName } from '../read/forms.ts';
import type { OnRead } from '../read/sources.node.ts';
import { ReaderGone, wantsColour } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { startProgress } from '../host/progress.node.ts';
import { readHistory } from '../validate/registry.node.ts';
import { openSources, type Source } from '../read/sources.node.ts';

export type ConvertOptions = { lang: Lang; schema?: string; to?: FormName; lossy?: boolean; format: 'text' | 'json' };

type Target = { file: string; form: FormName };

/**
 * Converts one file to another form, by the schema of its version. What the form cannot carry is a finding, and then nothing is written
 * unless `lossy`. The account goes to standard output, or to standard error where that is where the data go.
 */
export async function runConvert(input: string, output: string, options: ConvertOptions): Promise<ExitCode> {
  const target = { file: output, form: targetOf(output, options.to) };
  const [source, ...others] = await openSources([input]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file: input });
  const progress = startProgress(source, options.lang);
  try {
    const { account, failed } = await convert(source, target, options, progress.onRead);
    progress.stop();
    (output === '-' ? process.stderr : process.stdout).write(account);
    return failed ? EXIT.findings : EXIT.conforming;
  } catch (error) {
    // Who reads the data had enough: not all of them were taken.
    if (error instanceof ReaderGone) return EXIT.findings;
    throw error;
  } finally {
    progress.stop();
  }
}

type Ended = { account: string; failed: boolean };

async function convert(source: Source, target: Target, options: ConvertOptions, onRead: OnRead): Promise<Ended> {
  const file = await openFile(source, { schema: options.schema, hashed: false }, onRead);
  const model = await file.model();
  const report = reportOf(options);
  const told = new Told(report, options.lang, model, await readHistory());
  const sink = await openSink(target.form, target.file, source.name, model);
  try {
    const records = await pass(file, sink, told, target.form);
    const some = records.marche + records['contrat-concession'] > 0;
    const written = told.counts.error === 0 || (options.lossy === true && some);
    await (written ? sink.keep() : sink.discard());
    const account = report.end({
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      version: model.version,
      records,
      counts: told.counts,
      written,
    });
    return { account, failed: told.counts.error > 0 };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const reportOf = ({ format, lang }: ConvertOptions): ConvertReport =>
  format === 'json' ? jsonConvertReport(packageFacts()) : textConvertReport(lang, wantsColour());
