/** The kinds of record, by the name of their list in a file. */
export const RECORD_KINDS = ['marche', 'contrat-concession'] as const;

/** Whether a key is that of a list of records, as versions by kind have them. */
export const isRecordKind = (key: string): key is RecordKind => (RECORD_KINDS as readonly string[]).includes(key);

export type RecordKind = (typeof RECORD_KINDS)[number];
