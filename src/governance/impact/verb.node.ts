import { basename } from 'node:path';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { ImpactCount } from './count.ts';
import type { Impact, ImpactFile } from '../../model/impact.ts';
import { impactJson, impactText } from './report.ts';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { openFile } from '../../validate/open-file.node.ts';
import { inputErrorText } from '../../report/input-error.ts';
import { COMMAND_LINE } from '../../messages/compiled/command-line.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { type Output, wantsColour, withOutput, writeWhole } from '../../host/output.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { startProgress } from '../../host/progress.node.ts';
import { factsOf } from '../../validate/registry.node.ts';
import { selectRules } from '../../rules/roster.ts';
import { allRules, loadRules, localDay, type RuleChoice } from '../../validate/load-rules.node.ts';
import { openSources, type Source } from '../../read/sources.node.ts';

type ImpactCall = ImpactOptions & { files?: readonly string[]; federation?: string; from?: string; to?: string };

type ImpactOptions = { lang: Lang; schema?: string; date?: string; format: 'text' | 'json'; output?: string };

/** `decp impact FILE…`: what the rules, the schema and the fields meet in real files, counted; with `from` and `to`, who changes verdict, and with `federation` on which contracts of a snapshot. */
export async function runImpact({ files = [], federation, from, to, ...options }: ImpactCall): Promise<ExitCode> {
  if (federation !== undefined) {
    if (options.schema !== undefined || options.date !== undefined) {
      console.error(COMMAND_LINE[options.lang]['impact.federation-alone']());
      return EXIT.unreadable;
    }
    const { countFederation } = await import('./federation/verb.node.ts');
    return countFederation(federation, { ...options, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  }
  if (from === undefined || to === undefined) return countImpact(files, options);
  const { countVerdicts } = await import('./verdicts/verb.node.ts');
  return countVerdicts(files, { ...options, from, to });
}

/** Counts over files, read one after the other. What is found in them is no fault of the call; a file that cannot be read to its end is, and does not stop the others. */
async function countImpact(asked: readonly string[], given: ImpactOptions): Promise<ExitCode> {
  const options = given.schema === undefined ? given : { ...given, schema: (await factsOf(given.schema)).version };
  const sources = await openSources(asked);
  const names = sources.map(({ name }) => name);
  return withOutput(options.output, names, (output) => countAll(sources, output, options));
}

async function countAll(sources: readonly Source[], output: Output, options: ImpactOptions): Promise<ExitCode> {
  const choice = allRules(options.date);
  const count = new ImpactCount();
  const files: ImpactFile[] = [];
  let whole = true;
  for (const source of sources) {
    const counted = await countOne(source, count, choice, options);
    if (counted) files.push(counted.file);
    whole &&= counted?.whole === true;
  }
  if (files.length > 0) await write(output, { ...(await head(options, choice)), files, ...count.counts() }, options);
  return whole ? EXIT.conforming : EXIT.unreadable;
}

async function countOne(
  source: Source,
  count: ImpactCount,
  rules: RuleChoice,
  { schema, lang }: ImpactOptions,
): Promise<{ file: ImpactFile; whole: boolean } | undefined> {
  const progress = startProgress(source, lang);
  try {
    const file = await openFile(source, { schema, rules, hashed: true }, progress.onRead);
    const model = await file.model();
    const name = basename(source.name);
    const watch = count.open(name, model, await rulesOf(model.version, rules));
    const { records, parsed } = await file.check(
      (finding) => {
        watch.finding(finding);
      },
      { observer: watch },
    );
    count.add(records);
    progress.stop();
    if (!parsed) console.error(COMMAND_LINE[lang]['impact.partial']({ file: source.name }));
    const total = records.marche + records['contrat-concession'];
    return { file: { name, sha256: file.sha256(), version: model.version, records: total }, whole: parsed };
  } catch (error) {
    progress.stop();
    if (!(error instanceof InputError)) throw error;
    console.error(inputErrorText(error, lang, source.name));
    return undefined;
  }
}

/** The rules that speak of a version, as data. */
export const rulesOf = async (version: string, choice: RuleChoice) =>
  selectRules((await loadRules(version)).rules, version, choice);

async function head({ schema = null }: { schema?: string | null }, { today }: RuleChoice) {
  const { version: rulesVersion } = await loadRules(schema ?? undefined);
  return { tool: packageFacts(), rulesVersion, schema, date: today, measured: localDay(new Date()) };
}

function write(output: Output, impact: Impact, { lang, format, output: path }: ImpactOptions): Promise<void> {
  const text = format === 'json' ? impactJson(impact) : impactText(impact, { lang, style: styleFor(wantsColour(path)) });
  return writeWhole(output, text);
}
