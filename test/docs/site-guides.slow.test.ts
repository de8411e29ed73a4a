import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decp } from '../cli/run.ts';
import { ROOT, readText } from '../support/engine.ts';
import { projectFacts } from './facts.ts';
import { documentFaults } from './faults.ts';
import { commandsOf, readPage, type Page } from './markdown.ts';
import { call, type Outcome, wordsOf } from './walkthrough/call.ts';
import { doEdit } from './walkthrough/edit.ts';
import { compared } from './walkthrough/printed.ts';
import { stepsOf, type Call } from './walkthrough/steps.ts';

const FOLDERS = { fr: 'docs-site/guides', en: 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current' } as const;
const LANGS = ['fr', 'en'] as const;
const NAMES = readdirSync(`${ROOT}${FOLDERS.fr}`).sort();

/** Blocks that show what a file may hold, and are not done. */
const SHOWN = ['yaml', 'json'];

const guide = (lang: (typeof LANGS)[number], name: string): Page =>
  readPage(readText(`${FOLDERS[lang]}/${name}`).replace(/^---\n[\s\S]*?\n---\n/, ''));

/** A folder where a reader would be who has the program, its examples and its package, and nothing else. */
function readersFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guides-'));
  symlinkSync(`${ROOT}examples`, join(folder, 'examples'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'decp-referentiel'));
  return folder;
}

/** A guide for vendors has its reader run a program of his own; the program of the référentiel is that of the sources. */
async function typed(line: string, folder: string): Promise<Outcome> {
  const [program, ...args] = wordsOf(line);
  if (program === 'npx' && args[0] === 'decp') {
    const { code, out, err } = await decp(args.slice(1), { folder });
    return { code, printed: err + out };
  }
  if (program !== 'node') return call(line, folder);
  return { code: 0, printed: execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }) };
}

async function outcomeOf({ commands, printed: told }: Call, folder: string): Promise<{ fails: boolean; lines: unknown }> {
  let printed = '';
  let fails = false;
  for (const line of commands) {
    const outcome = await typed(line, folder);
    printed += outcome.printed;
    fails ||= outcome.code !== 0;
  }
  return { fails, lines: compared(told ?? '…', printed) };
}

describe.each(LANGS)('a reader who follows the guides of the site reads what they show (%s)', (lang) => {
  const folder = readersFolder();
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(NAMES)('%s', async (name) => {
    const fences = guide(lang, name).fences.filter(({ lang: kind, meta }) => meta !== '' || !SHOWN.includes(kind));
    for (const step of stepsOf(fences)) {
      if (step.kind !== 'call') {
        doEdit(step, folder);
        continue;
      }
      const { fails, lines } = await outcomeOf(step, folder);
      const { told, printed } = lines as ReturnType<typeof compared>;
      expect({ commands: step.commands, fails, printed }).toEqual({ commands: step.commands, fails: step.fails, printed: told });
    }
  });
});

describe('the guides of both languages', async () => {
  const plain = (line: string): string => line.replace(' --lang en', '');

  test.each(NAMES)('%s: the same commands, headings and links', (name) => {
    const [fr, en] = [guide('fr', name), guide('en', name)];
    expect(commandsOf(en).map(plain)).toEqual(commandsOf(fr));
    expect(en.headings.map(anchored)).toEqual(fr.headings.map(anchored));
    expect(en.links.map((link) => link.replace('///en/', '///'))).toEqual(fr.links);
  });

  const facts = await projectFacts();
  test.each(LANGS.flatMap((lang) => NAMES.map((name) => `${FOLDERS[lang]}/${name}`)))(
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
