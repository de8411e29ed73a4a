/** The types of messages and of what they are made from. */
import type { Finding } from '../finding.ts';
import type { TextParts } from '../../packages/base/src/text-parts.ts';
import type { Rule } from '../model/rules.ts';
import type { InTable } from '../model/sheet.ts';
import type { Derived, Language, Params } from './language.ts';

/** The parts of a message. `field` is absent where the whole file is concerned; `expected` is empty for rules, whose `found` includes it. */
type Message = { field?: string; found: string; expected: string; remedy: string };

/**
 * A message ready to print: its parts, `text` made from them, and `title`, the problem in a few words. A `shared` message is the same object
 * for findings with identical params, so that anything computed from both may be cached by it. `parts`: those of `text`, where they are known.
 */
export type Described = Message & { title: string; text: string; shared?: true; parts?: TextParts };

/** What messages need to know about the version of the standard, in the language of the messages. */
export type MessageContext = {
  /** Version that the file is checked against. */
  version?: string;
  /** Title of the field at a path of the file, also where the record lacks it. */
  title(path: string): string | undefined;
  /** Name of the field at a path: `titulaires > titulaire > id`. */
  name(path: string): string | undefined;
  /** Advice of the field for this mistake, which replaces the general one. */
  remedy(finding: Finding): string | undefined;
  /** The only value that this advice says to write. */
  written?(finding: Finding): string | number | boolean | undefined;
  /** Codes allowed at a path, for findings that do not carry them. */
  codes?(path: string): readonly string[] | undefined;
  /** Names that the object at a path may hold. */
  children?(path: string): readonly string[] | undefined;
  /** Name that the field at a path (unknown in this version) has in this version. */
  renamed?(path: string): string | undefined;
  /** Other versions that define a field at this path. */
  versionsOf?(path: string): readonly string[] | undefined;
  /** What the table of the record has for the value at a path: for findings about cells. */
  inTable?(path: string): InTable | undefined;
  /** Whether a record may lack the value at a path. */
  optional?(path: string): boolean;
  /** The cells are the fields of the form of the site: a person sees neither columns nor rows. */
  inForm?: true;
  /** The largest number that the field at a path accepts. */
  largest?(path: string): number | undefined;
  /** The unit of the field at a path, in French: « euros hors taxes ». */
  unit?(path: string): string | undefined;
  /** The rule of this id. */
  rule?(id: string): Rule | undefined;
};

/** What a `Derive` function may use besides the params. `path` is the path of the field meant. */
export type Site = { language: Language; path: string; finding: Finding; context: MessageContext };

/** Computes the values that a message needs beyond the params of its finding. */
export type Derive<C extends keyof Derived> = (params: Params[C], site: Site) => Derived[C];
