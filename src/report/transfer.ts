/** What the reports of a file that is written anew have in common, whether it is converted or migrated. */
import { FORMATTERS, type Lang } from '../../packages/base/src/language.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Finding } from '../finding.ts';
import type { Described } from '../messages.ts';
import { toJson } from './entry.ts';
import { details, type Page, table } from './layout.ts';
import { reviewBlock } from './outcome.ts';
import { createTally } from './summary.ts';
import { WORDS } from './words.ts';

/** Findings listed in JSON at the most. Where there are more, `truncated` is true; counts stay complete. A migration has a list of all of them besides. */
const MOST_LISTED = 10_000;

/** A report as JSON: entries as they come, then what the end says, around them. */
export class ListedReport<E> {
  readonly #findings: E[] = [];
  #truncated = false;

  add(entry: () => E): void {
    if (this.#findings.length < MOST_LISTED) this.#findings.push(entry());
    else this.#truncated = true;
  }

  end(tool: { name: string; version: string }, summary: object): string {
    return `${toJson({ tool, ...summary, truncated: this.#truncated, findings: this.#findings })}\n`;
  }
}

/** `groups` of findings shown, and `places` shown of each. */
type Shown = { lang: Lang; colour: boolean; width: number; groups: number; places: number };

/** A report as text: the name of the file, what to look at before it is published, its findings by group, then a sentence on the outcome. */
export class GroupedReport {
  readonly #page: Page;
  readonly #shown: Shown;
  readonly #tally: ReturnType<typeof createTally>;

  constructor(shown: Shown) {
    const { lang, colour, width, places } = shown;
    this.#page = { words: WORDS[lang], formatters: FORMATTERS[lang], style: styleFor(colour), width };
    this.#shown = shown;
    this.#tally = createTally({ places });
  }

  /** `file`: the name of the file of the finding, where it is not the one that the report is about. */
  add(finding: Finding, describe: () => Described, file?: string): void {
    this.#tally.add(finding, describe, file);
  }

  /** `isGood`: written, and nothing is to be corrected. */
  end(file: string, sentence: string, isGood: boolean): string {
    const page = this.#page;
    const groups = this.#tally.groups();
    const found = groups.length === 0 ? [] : [...table(groups, this.#shown.groups, page), ''];
    const shown = groups.slice(0, this.#shown.groups).flatMap((group, i) => details(group, i + 1, this.#shown.places, page));
    const colour = !isGood ? 'bad' : groups.some(({ review }) => review) ? 'warn' : 'good';
    const outcome = page.style[colour](wrap(sentence, page.width));
    return [visible(file, 300), ...reviewBlock(groups, page), '', ...found, ...shown, outcome, ''].join('\n');
  }
}
