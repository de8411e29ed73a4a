/** The report of `decp convert`, as text or JSON. */
import type { Finding, Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Described } from '../messages.ts';
import { CONVERSION } from '../messages/compiled/conversion.ts';
import { isOcdsName } from '../model/forms.ts';
import { shellWord } from '../host/shell-word.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { type FindingEntry, findingEntry } from '../report/entry.ts';
import { GroupedReport, ListedReport } from '../report/transfer.ts';
import type { ReadVerdict } from '../validate/verdict.ts';

/**
 * `counts`: all findings, those of the check included; `verdict`: on the data that were read, whatever is lost of them; `toReview`: how many findings are to
 * be looked at before publishing; `lost`: how many of the errors say what the output lacks. `written`: false where nothing was written, since something would
 * have been lost. `schema`: the version that the call asked for.
 */
type Conversion = {
  input: { file: string; format: string };
  output: { file: string; format: string };
  version: string;
  records: { marche: number; 'contrat-concession': number };
  counts: Record<Severity, number>;
  verdict: ReadVerdict;
  toReview: number;
  lost: number;
  written: boolean;
  schema?: string;
};

export type ConvertReport = {
  finding(finding: Finding, describe: () => Described): void;
  end(conversion: Conversion): string;
};

export function jsonConvertReport(tool: { name: string; version: string }): ConvertReport {
  const listed = new ListedReport<FindingEntry>();
  return {
    finding: (finding, describe) => listed.add(() => findingEntry(finding, describe())),
    end: ({ schema: _, ...conversion }) => listed.end(tool, conversion),
  };
}

export function textConvertReport(lang: Lang, colour: boolean, width = 100): ConvertReport {
  const grouped = new GroupedReport({ lang, colour, width, groups: 20, places: 3 });
  return {
    finding: (finding, describe) => grouped.add(finding, describe),
    end: (conversion) => {
      const isGood = conversion.written && conversion.counts.error === 0;
      return grouped.end(conversion.input.file, convertWords(conversion, lang), isGood);
    },
  };
}

/** The outcome of a conversion and what to do next, in a few sentences. */
function convertWords(conversion: Conversion, lang: Lang): string {
  const { output, records, version, counts, toReview, lost, written } = conversion;
  const say = CONVERSION[lang];
  if (!written) return say['not-written']({ findings: lost });
  const file = output.file === '-' ? say['standard-output']() : visible(output.file, 300);
  const contracts = records.marche + records['contrat-concession'];
  const review = toReview > 0 ? ` ${say['to-review']({ points: toReview })}` : '';
  const sentence = say.written({ contracts, errors: counts.error - lost, version, file, isWhole: lost === 0 }) + review;
  const command = counts.error > lost ? checkCommand(conversion) : undefined;
  return command === undefined ? sentence : `${sentence} ${say['to-correct']({ command })}`;
}

/** The command that shows the errors where they are to be corrected: in the file that was converted, else in the one written. */
function checkCommand({ input, output, schema }: Conversion): string | undefined {
  // OCDS is not checked by the rules of DECP.
  const checked = output.format.startsWith('ocds') ? [input] : [input, output];
  const file = checked.map((one) => one.file).find((name) => name !== '-' && !isOcdsName(name));
  if (file === undefined) return undefined;
  return ['decp validate', shellWord(file), ...(schema === undefined ? [] : ['--schema', shellWord(schema)])].join(' ');
}
