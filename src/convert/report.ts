/** The report of `decp convert`, as text or JSON. */
import type { Finding, Severity } from '../finding.ts';
import { type Lang, FORMATTERS } from '../../packages/base/src/language.ts';
import type { Described } from '../messages.ts';
import { CONVERSION } from '../messages/compiled/conversion.ts';
import { isOcdsName } from '../model/forms.ts';
import { shellWord } from '../host/shell-word.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { type FindingEntry, findingEntry, toJson } from '../report/entry.ts';
import { details, type Page, table } from '../report/layout.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import { createTally } from '../report/summary.ts';
import { WORDS } from '../report/words.ts';

/**
 * `counts`: all findings, those of the check included; `lost`: how many of the errors say what the output lacks. `written`: false where nothing was
 * written, since something would have been lost. `schema`: the version that the call asked for.
 */
type Conversion = {
  input: { file: string; format: string };
  output: { file: string; format: string };
  version: string;
  records: { marche: number; 'contrat-concession': number };
  counts: Record<Severity, number>;
  lost: number;
  written: boolean;
  schema?: string;
};

export type ConvertReport = {
  finding(finding: Finding, describe: () => Described): void;
  end(conversion: Conversion): string;
};

/** Findings listed in JSON at the most. Where there are more, `truncated` is true; counts stay complete. */
const MOST_LISTED = 10_000;

export function jsonConvertReport(tool: { name: string; version: string }): ConvertReport {
  const findings: FindingEntry[] = [];
  let truncated = false;
  return {
    finding(finding, describe) {
      if (findings.length < MOST_LISTED) findings.push(findingEntry(finding, describe()));
      else truncated = true;
    },
    end: ({ schema: _, ...conversion }) => `${toJson({ tool, ...conversion, truncated, findings })}\n`,
  };
}

/** Groups of findings shown, and places shown of each. */
const GROUPS = 20;
const PLACES = 3;

export function textConvertReport(lang: Lang, colour: boolean, width = 100): ConvertReport {
  const page: Page = { words: WORDS[lang], formatters: FORMATTERS[lang], style: styleFor(colour), width };
  const tally = createTally({ places: PLACES });
  return {
    finding: (finding, describe) => {
      tally.add(finding, describe);
    },
    end(conversion) {
      const groups = tally.groups();
      const found = groups.length === 0 ? [] : [...table(groups, GROUPS, page), ''];
      const reported = groups.slice(0, GROUPS).flatMap((group, i) => details(group, i + 1, PLACES, page));
      return [visible(conversion.input.file, 300), '', ...found, ...reported, verdict(conversion, lang, page), ''].join('\n');
    },
  };
}

function verdict(conversion: Conversion, lang: Lang, { style, width }: Page): string {
  const sentence = wrap(convertWords(conversion, lang), width);
  return conversion.written && conversion.counts.error === 0 ? style.good(sentence) : style.bad(sentence);
}

/** The outcome of a conversion and what to do next, in a few sentences. */
function convertWords(conversion: Conversion, lang: Lang): string {
  const { output, records, version, counts, lost, written } = conversion;
  const say = CONVERSION[lang];
  if (!written) return say['not-written']({ findings: lost });
  const file = output.file === '-' ? say['standard-output']() : visible(output.file, 300);
  const contracts = records.marche + records['contrat-concession'];
  const sentence = say.written({ contracts, errors: counts.error - lost, version, file, isWhole: lost === 0 });
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
