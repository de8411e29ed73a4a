/** The shapes of the catalogue of messages. */
import type { Finding, Severity, InputError, Position, RecordRef } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Rule } from '../model/rules.ts';
import type { Code, Params } from './params.ts';

/** The four parts of a message. `field` is absent where the whole file is concerned; `expected` is empty for rules, whose `found` says it too. */
type Message = { field?: string; found: string; expected: string; remedy: string };

/**
 * A message ready to print: its parts, the sentence made of them, and `title`, what is wrong in a few words. One that is `shared`
 * is the same object for all findings that have it, and these have the very same params: what is made of both may be kept with it.
 */
export type Described = Message & { title: string; text: string; shared?: true };

/** What the messages need to know of the version of the standard. The caller answers in the language that it asks messages in. */
export type MessageContext = {
  /** Version that the file is checked against. */
  version?: string;
  /** Title of the field at a path of the file, also where the record lacks it. */
  title(path: string): string | undefined;
  /** Its name as a person would say it: `titulaires > titulaire > id`. */
  name(path: string): string | undefined;
  /** Own advice of the field for this very mistake; it replaces the general one. */
  remedy(finding: Finding): string | undefined;
  /** Codes allowed at a path, for findings that do not carry them. */
  codes?(path: string): readonly string[] | undefined;
  /** Names that the object at a path may hold. */
  children?(path: string): readonly string[] | undefined;
  /** Name that the field at a path (unknown in this version) has in this version. */
  renamed?(path: string): string | undefined;
  /** Other versions that define a field at this path. */
  versionsOf?(path: string): readonly string[] | undefined;
  /** The rule of this id. */
  rule?(id: string): Rule | undefined;
};

/** What the writer of a message may look at besides the params. `path` is the path of the field meant. */
export type Site = { lang: Lang; path: string; finding: Finding; context: MessageContext };

export type Draft = { found: string; expected: string; remedy: string };
export type Writer<P> = (params: P, site: Site) => Draft;

/** One line of the catalogue. Both languages are there, or it does not compile. */
export type Entry<P> = { severity: Severity; title: Record<Lang, string> } & Record<Lang, Writer<P>>;

export type Catalogue<Params> = { readonly [Code in keyof Params]: Entry<Params[Code]> };

// Findings by their code, without the words that tell them: a file with nothing wrong needs no catalogue.

/** The codes that are no error; each entry of the catalogue says the same, and a test holds the two together. */
const MILD: Partial<Record<Code, Exclude<Severity, 'error'>>> = {
  'encoding.bom': 'info',
  'structure.version-label': 'warning',
  'xml.other-encoding': 'info',
  'xml.date-zone': 'info',
  'xml.plural-element': 'warning',
  'xml.published-xsd-refuses': 'warning',
  'table.unread-sheet': 'warning',
  'table.date-in-text': 'warning',
  'table.formula': 'warning',
  'table.encoding-windows-1252': 'info',
  'table.gap': 'warning',
  'rules.list-too-long': 'warning',
  'rules.left-out': 'info',
  'convert.version-left-out': 'info',
};

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
