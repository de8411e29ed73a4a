/** Findings that examples are to announce beside them, as the check of a version gives them now. */
import { isExample, type ExampleFiles } from './check.ts';
import { compare, type Expected, FORECAST, type Found, parseExpected } from './expected.ts';

/** A `.findings.json` to write, or to remove where `text` is undefined. `path` is from `examples/<version>/`. */
export type Announcement = { path: string; added: Expected[]; removed: Expected[]; text: string | undefined };

/** Why one fault gives a second finding, where no note says it yet. */
const NOTE = 'La consolidation nationale écarterait aussi ce contrat.';

/**
 * The announcements that differ from what is found. Of a valid example all findings but errors, which say that the example or the schema is wrong; of an
 * invalid one only the forecast, since its author says what it breaks.
 */
export function announcements(files: ExampleFiles, check: (text: string) => readonly Found[]): Announcement[] {
  const wanted = new Map<string, Announcement>();
  for (const [example, text] of [...files].filter(([path]) => isExample(path))) {
    const path = example.replace(/\.(?:json|xml)$/, '.findings.json');
    const written = files.get(path);
    const expected = written === undefined ? undefined : parseExpected(written);
    const isValid = example.startsWith('valid/');
    // What cannot be read, or was not written at all for an invalid example, is said by the check of examples.
    if (written === undefined ? !isValid : !expected) continue;
    const found = check(text);
    if (isValid && found.some(({ severity = 'error' }) => severity === 'error')) continue;
    const isOurs = ({ code }: Expected): boolean => isValid || code === FORECAST;
    const { missing, surplus } = compare(expected?.findings ?? [], found);
    const [removed, added] = [missing.filter(isOurs), surplus.filter(isOurs).map(bare)];
    if (removed.length + added.length === 0) continue;
    const kept = (expected?.findings ?? []).filter((finding) => !removed.includes(finding));
    const findings = [...kept, ...added];
    const note = expected?.note ?? (!isValid && findings.length > 1 ? NOTE : undefined);
    wanted.set(path, { path, added, removed, text: textOf(findings, findings.length > 1 || note !== NOTE ? note : undefined) });
  }
  return [...wanted.values()];
}

const bare = ({ code, path, property }: Found): Expected => ({ code, path, ...(property !== undefined && { property }) });

const textOf = (findings: readonly Expected[], note: string | undefined): string | undefined =>
  findings.length === 0 ? undefined : `${JSON.stringify({ findings, ...(note !== undefined && { note }) }, null, 2)}\n`;
