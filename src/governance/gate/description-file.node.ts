import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';

/** The description of a proposal: a file of Markdown, or the one that the event of a workflow holds (JSON). Empty where there is none. */
export async function descriptionIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file: path, reason: code });
  });
  return path.endsWith('.json') ? (eventOf(text)?.pull_request?.body ?? '') : text;
}

type Event = { pull_request?: { body?: string | null } } | null;

function eventOf(text: string): Event {
  try {
    return JSON.parse(text) as Event;
  } catch {
    return null;
  }
}
