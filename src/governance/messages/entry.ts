/** The shapes of the catalogue of messages. */

/** `text`, `number`, `flag`, `list` (of texts), `codes` (texts or null), `words` (a text in each language), `value` (any JSON), or one of the words given. */
export type ParamType = string | readonly string[];

export type Entry = {
  key: string;
  severity?: 'error' | 'warning' | 'info';
  /** Of a finding that is no error: a person must look at it before the file is published. */
  review?: true;
  /** By name, with `?` after a name that may be absent. */
  params: Readonly<Record<string, ParamType>>;
  /** Language, then part. The text of an entry that has no parts is its part `text`. */
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where a check comes from: a name of `sources.yaml`, with its values. */
  source?: { name: string; values: Readonly<Record<string, string>> };
};

export type Family = { name: string; entries: readonly Entry[] };

export type BannedWords = Readonly<Record<string, Readonly<Record<string, string>>>>;
