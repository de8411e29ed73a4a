/**
 * A process of the national consolidation: the datasets that it lists, and how it reads their files. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/ProcessFactory.py` (their order) and `SourceProcess.py`; 139bercy/decp-rama, `metadata/metadata.json` at 04ef56a (their settings).
 */
export type Process = {
  name: string;
  /** What its records are told to come from, where they do not say it themselves. */
  source: string;
  /** By which all its files are read, whatever they are. */
  format: 'json' | 'xml';
  encoding: Encoding;
  /** Ids of datasets on data.gouv.fr. */
  datasets: readonly string[];
  /** Part of the address of the one file that it reads, again at each pass (Megalis). */
  address?: string;
  /** Whether the title of a file has its year: at its beginning (AWS), after its last hyphen (Atexo). */
  titles: 'plain' | 'year-first' | 'year-last';
  /** False for the one whose records are published even where the schema refuses them (PES). */
  validates: boolean;
  /** Whether it takes an empty number of XML for 0, and for answers only 0 and 1 (PES). */
  convertsNc: boolean;
  /** Whether its records go to the month of their last date, not to that of the file. */
  spreadOverTime: boolean;
};

export const ENCODINGS = ['utf-8', 'utf-8-sig', 'iso-8859-15'] as const;
export type Encoding = (typeof ENCODINGS)[number];
