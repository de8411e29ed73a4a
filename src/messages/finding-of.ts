import type { Finding, Severity, InputError, Position, RecordRef } from '../finding.ts';
import { MILD } from './compiled/severities.ts';
import type { Code, Params } from './language.ts';

// Findings by their code, without the words that tell them: a file with nothing wrong needs no catalogue.

/** How grave a finding of this code is. */
export const severityOf = (code: Code): Severity => MILD[code] ?? 'error';

type Where = { record?: RecordRef; position?: Position | undefined };

/** A finding whose severity is the catalogue's and whose params are those of its code. */
export function findingOf<C extends Code>(code: C, path: string, params: Params[C], where: Where = {}): Finding {
  const { record, position } = where;
  return { code, severity: severityOf(code), path, ...(record && { record }), ...(position && { position }), params };
}

/** An InputError as a finding on the whole file, so that reports lose nothing. */
export const findingOfInput = ({ code, params, position }: InputError): Finding => ({
  code,
  severity: 'error',
  path: '',
  ...(position && { position }),
  params,
});
