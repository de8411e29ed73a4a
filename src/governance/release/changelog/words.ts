/** What the changelog and the release notes say, whatever the language. */
import type { Severity } from '../../../finding.ts';
import type { ErratumReason } from '../../../model/errata.ts';
import type { Family } from '../../../model/rules.ts';
import type { Section, Part } from './sections.ts';

/** The records that errata were measured on: the most that one of them hits, and how many were measured for each. */
export type Measured = { hit: number; of: number; least: number; most: number };

export type ChangelogWords = {
  title(version: string): string;
  /** Under the title of the notes. */
  published(date: string, previous: string): string;
  promise: string;
  /** What is published here is not what the State applies. */
  proposal(version: string, inForce: string): string;
  /** Over what was written by hand. */
  inShort: string;
  /** Before the list of who must do what. */
  actions: string;
  producers: string;
  reusers: string;
  nothing: string;
  /** What producers and reusers do: each a sentence, without its beginning. */
  act: {
    mend(version: string, section: string): string;
    check(version: string, section: string): string;
    /** What the version in force refuses is not written yet, though the proposal takes it. */
    wait(section: string, inForce: string): string;
    /** `later`: the code to write instead may be one that the version in force refuses. */
    avoid(code: string, instead: string | undefined, later: boolean): string;
    mayMiss(field: string): string;
    otherType(field: string): string;
    newField(field: string): string;
    moved(from: string, to: string): string;
    newCode(code: string, field: string): string;
    newValues(fields: string, example: string | undefined): string;
  };
  section: Record<Section, (n: number) => string>;
  /** What is said under the heading of a section. */
  intro: Record<Section, (version: string) => string>;
  /** Before the places of one part of a file. */
  part: Record<Part, string>;
  root: string;
  item(title: string): string;
  elsewhere: string;
  /** Before the examples. */
  example: Record<'previous' | 'next', (n: number) => string>;
  without(name: string): string;
  noExample: string;
  why(reason: string): string;
  reason: Record<ErratumReason, string>;
  examined: string;
  source(titles: string): string;
  /** What stands between two texts, or two places of one, that hold commas themselves. */
  between: string;
  measured(measured: Measured): string;
  /** `n` rules of a family. */
  rules(kind: string, n: number, family: string, severity: string): string;
  family: Record<Family, string>;
  severity: Record<Severity, string>;
  explain: string;
  texts(n: number): string;
  ruleTexts(n: number): string;
  legal: string;
  colon: string;
};
