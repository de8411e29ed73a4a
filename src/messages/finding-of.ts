import type { Finding, Severity, InputError, Position, RecordRef } from '../finding.ts';
import { MILD, REVIEWED } from './compiled/severities.ts';
import type { Code, Params } from './language.ts';

// Makes findings without loading the messages, which a conforming file does not need.

/** The severity of findings with this code. */
export const severityOf = (code: Code): Severity => MILD[code] ?? 'error';

/** Whether a person must look at findings with this code before the file is published. */
export const isReviewed = (code: Code): boolean => REVIEWED.has(code);

type Where = { record?: RecordRef; position?: Position | undefined };

/** A finding with what the catalogue says of its code, and params typed by the code. */
export function findingOf<C extends Code>(code: C, path: string, params: Params[C], where: Where = {}): Finding {
  const { record, position } = where;
  const review = isReviewed(code) && ({ review: true } as const);
  return { code, severity: severityOf(code), ...review, path, ...(record && { record }), ...(position && { position }), params };
}

/** An InputError as a finding about the whole file. */
export const findingOfInput = ({ code, params, position }: InputError): Finding => ({
  code,
  severity: 'error',
  path: '',
  ...(position && { position }),
  params,
});
