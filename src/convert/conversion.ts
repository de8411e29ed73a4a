import type { Severity } from '../finding.ts';

/** `written`: false where the output would have lost something, and so was not made. */
export type Conversion = {
  input: { file: string; format: string };
  output: { file: string; format: string };
  version: string;
  records: { marche: number; 'contrat-concession': number };
  counts: Record<Severity, number>;
  written: boolean;
};
