/** `text`: for people. Says nothing before the end of a file, then the counts first; keeps counts and first places only. */
import type { Lang } from '../../packages/base/src/language.ts';
import { KITS } from '../../packages/base/src/language.ts';
import type { Page } from './layout.ts';
import { styleFor } from '../../packages/base/src/style.ts';
import { createTally } from './summary.ts';
import { fileText } from './text-file.ts';
import type { TitleOf } from './text-rules.ts';
import type { Report, ReportOptions, Verdict } from './types.ts';
import { EN } from './words-en.ts';
import { FR } from './words-fr.ts';
import type { Words } from './words.ts';

export type TextOptions = ReportOptions & {
  /** Colours are for terminals only. */
  colour?: boolean;
  /** Columns of the page. */
  width?: number;
  /** The command or option that lists all findings. */
  fullList?: string;
  /** The title of a rule, for reasons of the forecast. */
  titleOf?: TitleOf;
};

const WORDS: Record<Lang, Words> = { fr: FR, en: EN };
/** Places of each group. */
const PLACES = 3;

export function textReport(options: TextOptions): Report {
  const { lang, colour = false, width = 100, maxFindings = Infinity, fullList = '--format csv', titleOf = String } = options;
  const page: Page = { words: WORDS[lang], kit: KITS[lang], style: styleFor(colour), width };
  const verdicts: Record<Verdict, number> = { conforming: 0, 'not-conforming': 0, unreadable: 0 };
  let files = 0;
  let tally = createTally({ places: PLACES });
  return {
    start: () => '',
    file() {
      tally = createTally({ places: PLACES });
      files += 1;
      return '';
    },
    finding(finding, describe) {
      tally.add(finding, describe);
      return '';
    },
    endFile(summary) {
      verdicts[summary.verdict] += 1;
      return fileText(summary, tally.groups(), { budget: maxFindings, fullList, titleOf }, page);
    },
    end: () => (files > 1 ? `${page.words.files(files, verdicts)}\n` : ''),
  };
}
