/** `CHANGELOG.md` when a version is released. */
import { storyBlocks } from './blocks.ts';
import { pageOf } from './page.ts';
import type { Story } from './types.ts';

/** Heading of what is not yet released. */
const UNRELEASED = '## Non publié';
/** The part of it that speaks of the format: it goes to the release; the rest, of the tools, stays. */
const FORMAT = /^### Le format\b/;

/** The changelog with the entry of the release under what is not released. Throws where it has no such heading. */
export function withRelease(changelog: string, story: Story): string {
  const sections = splitAt(changelog, /^## /);
  const at = sections.findIndex((section) => section.startsWith(UNRELEASED));
  const unreleased = sections[at];
  if (unreleased === undefined) throw new Error(`CHANGELOG.md: « ${UNRELEASED} » is missing`);
  const parts = splitAt(unreleased, /^### /);
  const written = parts.filter((part) => FORMAT.test(part)).map((part) => part.replace(/^.*\n/, '').trim());
  const rest = parts.filter((part) => !FORMAT.test(part)).join('');
  return sections.toSpliced(at, 1, rest, `${entryOf(story, written)}\n\n`).join('');
}

/** The entry of a release. `written`: what was written by hand beforehand, with headings of the fourth level. */
function entryOf(story: Story, written: readonly string[] = []): string {
  const page = pageOf(story, 'fr');
  const kept = written.filter((text) => text !== '').flatMap((text) => [`### ${page.words.inShort}`, text]);
  return [`## ${story.version}, ${story.date}`, ...storyBlocks(page, 3, kept)].join('\n\n');
}

/** A text cut before each line that begins so; the first piece is what stands before all of them. */
function splitAt(text: string, start: RegExp): string[] {
  const pieces: string[] = [''];
  let fenced = false;
  for (const line of text.split(/(?<=\n)/)) {
    if (line.startsWith('```')) fenced = !fenced;
    if (!fenced && start.test(line)) pieces.push(line);
    else pieces.push(`${pieces.pop() ?? ''}${line}`);
  }
  return pieces;
}
