import { readdirSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT, readText } from '../support/engine.ts';
import { projectFacts } from './facts.ts';
import { documentFaults } from './faults.ts';
import { commandsOf, plain, readGuide, type Page } from './markdown.ts';
import { follow, readersFolder } from './reader.ts';
import { NIGHT } from '../support/tier.ts';
import { GUIDES, SITE_GUIDES } from './walkthrough/guide.ts';

const LANGS = ['fr', 'en'] as const;
const NAMES = readdirSync(`${ROOT}${SITE_GUIDES.fr}`).sort();

/** Blocks that show what a file may hold, code of a page, or what is typed on a server (see `test/federation/deploy/guide.test.ts`), and are not done. */
const SHOWN = ['yaml', 'json', 'js', 'bash'];

const guide = (lang: (typeof LANGS)[number], name: string): Page => readGuide(readText(`${SITE_GUIDES[lang]}/${name}`));

/** Both languages have the same commands, as is tested below: the English ones are done at night. */
describe.each(NIGHT ? LANGS : LANGS.slice(0, 1))(
  'a reader who follows the guides of the site reads what they show (%s)',
  (lang) => {
    const folder = readersFolder();
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    /** Proposals are made in a clone: other tests walk through them. */
    const here = NAMES.filter((name) => !GUIDES[lang].includes(`${SITE_GUIDES[lang]}/${name}`));

    test.each(here)('%s', async (name) => {
      const { fences } = guide(lang, name);
      await follow(
        fences.filter(({ lang: kind, meta }) => meta !== '' || !SHOWN.includes(kind)),
        folder,
      );
    });
  },
);

/** The messages that this guide quotes are compared elsewhere (contributing.slow.test.ts). */
const QUOTES = 'fichiers.md';

describe('the guides of both languages', async () => {
  test.each(NAMES.filter((name) => name !== QUOTES))('%s: each answer stands right below its command', (name) => {
    const answers = LANGS.flatMap((lang) => guide(lang, name).fences.filter(({ lang: kind }) => kind === 'text'));
    expect(answers.filter(({ isBelow }) => !isBelow)).toEqual([]);
  });

  test('are the same', () => {
    expect(readdirSync(`${ROOT}${SITE_GUIDES.en}`).sort()).toEqual(NAMES);
  });

  test.each(NAMES)('%s: the same commands, headings and links', (name) => {
    const [fr, en] = [guide('fr', name), guide('en', name)];
    expect(commandsOf(en).map(plain)).toEqual(commandsOf(fr));
    expect(en.headings.map(anchored)).toEqual(fr.headings.map(anchored));
    expect(en.links.map((link) => link.replace('///en/', '///'))).toEqual(fr.links);
  });

  const facts = await projectFacts();
  test.each(LANGS.flatMap((lang) => NAMES.map((name) => `${SITE_GUIDES[lang]}/${name}`)))(
    '%s names only commands and options that exist, with the straight apostrophe',
    (path) => {
      const text = readText(path);
      expect(text).not.toContain('\u2019');
      // Links are those of the site, whose build checks them; files are those of the reader.
      const faults = documentFaults(text, facts).filter((fault) => /no such (script|command|option)$/.test(fault));
      expect(faults).toEqual([]);
    },
  );
});

const anchored = ({ level, text }: { level: number; text: string }): string =>
  `${String(level)} ${/\{#([\w-]+)\}$/.exec(text)?.[1] ?? `no anchor: ${text}`}`;
