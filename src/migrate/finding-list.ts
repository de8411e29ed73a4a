/** All findings of a migration, one a line, written as they come: however many there are, none is kept. */
import { Gathered } from '../convert/gathered.ts';
import type { Described } from '../messages.ts';
import { MIGRATION } from '../messages/compiled/migration.ts';
import { REPORT_CSV } from '../messages/compiled/report-csv.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { csvRows } from '../report/csv.ts';
import { toJson } from '../report/entry.ts';
import type { MigrationFinding } from './migrate-file.ts';
import { entryOf, type MigrationSummary } from './report.ts';

/** The forms of the list, which are also the extensions of its file. */
export const LIST_FORMS = ['ndjson', 'csv'] as const;

export type ListForm = (typeof LIST_FORMS)[number];

/** `files`: the names of the files in which the paths of findings are. */
type Listing = { lang: Lang; files: Record<MigrationFinding['about'], string> };

/** What is said of the whole migration, by the program that made it. */
type ListEnd = MigrationSummary & { tool: { name: string; version: string } };

/** Its lines, as a form has them; `end` is what follows the last finding. */
type Lines = {
  head: string;
  line(found: MigrationFinding, words: Described): string;
  end(summary: ListEnd): string;
};

export class FindingList {
  readonly #lines: Lines;
  readonly #gathered: Gathered;

  constructor(form: ListForm, write: (text: string) => Promise<void>, listing: Listing) {
    this.#lines = LINES[form](listing);
    this.#gathered = new Gathered(write);
    this.#gathered.add(this.#lines.head);
  }

  add(found: MigrationFinding, words: Described): void {
    this.#gathered.add(this.#lines.line(found, words));
  }

  /** Writes what is gathered; undefined while it is too little. To be awaited before more is added. */
  flushIfEnough(): Promise<void> | undefined {
    return this.#gathered.flushIfEnough();
  }

  /** Writes the rest, and what the form has after it; CSV has nothing. */
  async end(summary?: ListEnd): Promise<void> {
    if (summary) this.#gathered.add(this.#lines.end(summary));
    await this.#gathered.flush();
  }
}

const LINES: Record<ListForm, (listing: Listing) => Lines> = {
  ndjson: () => ({
    head: '',
    // With whole values, which reports shorten: what is lost may be long.
    line: (found, words) => `${toJson({ type: 'finding', ...entryOf(found, words), params: found.finding.params })}\n`,
    end: ({ tool, ...summary }) => `${toJson({ type: 'summary', tool, ...summary })}\n`,
  }),
  // For spreadsheets, as the table to complete: programs read NDJSON.
  csv: ({ lang, files }) => {
    const titles = REPORT_CSV[lang]['migration-columns'];
    const { header, file, row } = csvRows(
      'excel',
      lang,
      COLUMNS.map((column) => titles[column]()),
    );
    const { level: levelName, 'file-of': fileOf } = MIGRATION[lang];
    return {
      head: header,
      line: ({ finding, about, start = '', field = '', there = '', level }, words) =>
        row(file(files[about]), finding, words, [
          fileOf[about](),
          start,
          level === undefined ? '' : levelName[level](),
          field,
          there,
        ]),
      end: () => '',
    };
  },
};

const COLUMNS = ['in', 'start', 'level', 'stable', 'there'] as const;
