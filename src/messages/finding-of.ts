import type { Finding, Severity, InputError, Position, RecordRef } from '../finding.ts';
import { MILD } from './compiled/severities.ts';
import type { Code, Params } from './language.ts';

// Makes findings without loading the messages, which a conforming file does not need.

/** The severity of findings with this code. */
export const severityOf = (code: Code): Severity => MILD[code] ?? 'error';

type Where = { record?: RecordRef; position?: Position | undefined };

/** A finding with the severity of its code in the catalogue, and params typed by the code. */
export function findingOf<C extends Code>(code: C, path: string, params: Params[C], where: Where = {}): Finding {
  const { record, position } = where;
  return { code, severity: severityOf(code), path, ...(record && { record }), ...(position && { position }), params };
}

/** An InputError as a finding about the whole file. */
export const findingOfInput = ({ code, params, position }: InputError): Finding => ({
  code,
  severity: 'error',
  path: '',
  ...(position && { position }),
  params,
});
