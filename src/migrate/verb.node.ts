import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { openSink, targetOf } from '../convert/verb.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { ReaderGone, wantsColour } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { startProgress } from '../host/progress.node.ts';
import { isBefore } from '../model/releases.ts';
import type { WrittenForm } from '../model/forms.ts';
import { type OnRead, openSources, type Source } from '../read/sources.node.ts';
import { describer } from '../validate/describer.node.ts';
import { openFile } from '../validate/open-file.node.ts';
import { factsOf, loadVersion } from '../validate/registry.node.ts';
import type { Detection } from '../validate/detect.ts';
import { loadChain } from './load.node.ts';
import { migrateEvents, type MigrationFinding } from './migrate-file.ts';
import { jsonMigrationReport, type MigrationReport, textMigrationReport } from './report.ts';

type MigrateCall = MigrateOptions & { input: string; output: string };

type MigrateOptions = { lang: Lang; to: string; from?: string; partial?: boolean; format: 'text' | 'json' };

type Target = { file: string; form: WrittenForm };

/**
 * `decp migrate IN OUT --to V`: brings a file from its version to another one, step by step, and reports every value that is moved, deduced, left out or
 * missing. Nothing is written where something is missing or refused by the target version, unless `partial`. The report goes to standard output, or to standard error
 * where the data go to standard output.
 */
export async function runMigrate({ input, output, ...options }: MigrateCall): Promise<ExitCode> {
  const target = { file: output, form: targetOf(output, output === '-' ? 'json' : undefined) };
  const [source, ...others] = await openSources([input]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file: input });
  const progress = startProgress(source, options.lang);
  try {
    const { summary, failed } = await migrate(source, target, options, progress.onRead);
    progress.stop();
    (output === '-' ? process.stderr : process.stdout).write(summary);
    return failed ? EXIT.findings : EXIT.conforming;
  } catch (error) {
    // The reader of standard output closed it before the end, so that the migration is incomplete.
    if (error instanceof ReaderGone) return EXIT.findings;
    throw error;
  } finally {
    progress.stop();
  }
}

async function migrate(
  source: Source,
  target: Target,
  options: MigrateOptions,
  onRead: OnRead,
): Promise<{ summary: string; failed: boolean }> {
  const { lang, partial = false } = options;
  const to = (await factsOf(options.to)).version;
  const file = await openFile(source, { schema: options.from, hashed: false }, onRead);
  const from = options.from === undefined ? startOf(file.detection, to) : file.version;
  const chain = await loadChain(from, to);
  const version = await loadVersion(to);
  const [ofInput, ofOutput] = await Promise.all([describer(chain.from, [], lang), describer(chain.to, [], lang)]);
  const report = reportOf(options);
  const sink = await openSink(target, source.name, chain.to);
  const label = Object.hasOwn(version.model.schema.properties ?? {}, 'version') ? version.label : undefined;
  const take = ({ finding, output }: MigrationFinding): void =>
    report.finding(finding, output, () => (output ? ofOutput : ofInput)(finding));
  try {
    const migrated = await file.read(
      (events) => migrateEvents(events, { chain, validators: version.validators, sink, label }, take),
      (finding) => take({ finding, output: false }),
    );
    const written = migrated.counts.error === 0 || partial;
    await (written ? sink.keep() : sink.discard());
    const summary = report.end({
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      ...{ from, to, written },
      ...migrated,
    });
    return { summary, failed: migrated.counts.error > 0 };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const reportOf = ({ format, lang }: MigrateOptions): MigrationReport =>
  format === 'json' ? jsonMigrationReport(packageFacts()) : textMigrationReport(lang, wantsColour());

/**
 * The version to start from where the structure of a file allows several: the oldest on the way up, the newest on the way down, so that what any of them has is brought to the
 * target. A step leaves alone what is of its own version already.
 */
function startOf({ candidates, version }: Detection, to: string): string {
  const before = candidates.filter((candidate) => isBefore(candidate, to));
  const after = candidates.filter((candidate) => isBefore(to, candidate) && candidate !== 'next');
  return before[0] ?? after.at(-1) ?? version;
}
