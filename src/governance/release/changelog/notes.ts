/** The notes of a release, in one language: what is shown beside its tag. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { pageOf } from './page.ts';
import { storyBlocks } from './blocks.ts';
import type { Story } from './types.ts';

/** A Markdown page with its title. */
export function releaseNotes(story: Story, lang: Lang): string {
  const page = pageOf(story, lang);
  const title = `# ${page.words.title(story.version)}`;
  return `${[title, page.words.published(story.date, story.previous), ...storyBlocks(page, 2)].join('\n\n')}\n`;
}
