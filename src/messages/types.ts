/** The shapes of the catalogue of messages. */
import type { Finding } from '../finding.ts';
import type { Rule } from '../model/rules.ts';
import type { Derived, Language, Params } from './language.ts';

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
export type Site = { language: Language; path: string; finding: Finding; context: MessageContext };

/** What a message asks for beyond the params of its finding, made of them and of what stands around. */
export type Derive<C extends keyof Derived> = (params: Params[C], site: Site) => Derived[C];
