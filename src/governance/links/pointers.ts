/** Pointers in words: a text that names a heading of a page of the repository, as « CONTRIBUTING.md (« Ajouter un code ») ». */
import { LINKS } from '../../messages/compiled/links.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem } from '../problem.ts';

const PAGE = String.raw`(?<page>[\w./-]+\.md)`;
const HEADING = String.raw`(?:«\s*|“)(?<heading>[^«»“”]+?)(?:\s*»|”)`;

/** `CONTRIBUTING.md, « Essayer »`, `CONTRIBUTING.en.md (“Trying”)`; « Essayer », dans `CONTRIBUTING.md`. */
const POINTERS = [
  new RegExp(`${PAGE}\`?(?:,\\s+|\\s+\\()${HEADING}`, 'gu'),
  new RegExp(`${HEADING},?\\s+(?:dans|in)\\s+\`?${PAGE}`, 'gu'),
];

/**
 * Each pointer of a text to a heading that its page does not have, or to a page that is not there. `texts`: any files of the repository; `headings`: returns
 * those of a page by its path from the top, in words; undefined where there is no such page.
 */
export const pointerProblems = (
  texts: ReadonlyMap<string, string>,
  headings: (page: string) => readonly string[] | undefined,
): Problem[] =>
  [...texts].flatMap(([file, text]) =>
    POINTERS.flatMap((pointer) => [...text.matchAll(pointer)]).flatMap(({ index, groups }) => {
      const [page = '', heading = ''] = [groups?.['page'], groups?.['heading']?.replace(/\s+/g, ' ')];
      const there = headings(page);
      if (there?.includes(heading)) return [];
      const place = { line: text.slice(0, index).split('\n').length, column: 1 };
      return [
        { file, place, ...textsOf(LINKS, (say) => say['no-heading-named']({ page, heading, hasPage: there !== undefined })) },
      ];
    }),
  );
