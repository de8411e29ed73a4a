import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { USUAL } from '../../../federation/src/budgets.ts';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import { CHARACTERS } from '../../../federation/src/mcp/answer.ts';
import { LIMIT } from '../../../federation/src/mcp/tools.ts';
import { readGuide } from '../../docs/markdown.ts';
import { SITE_GUIDES } from '../../docs/walkthrough/guide.ts';
import { wordsOf } from '../../docs/walkthrough/call.ts';
import { readText, ROOT } from '../../support/engine.ts';
import { callFaults, type Compose } from './forms.ts';

const TEXT = { fr: readText(`${SITE_GUIDES.fr}/federation.md`), en: readText(`${SITE_GUIDES.en}/federation.md`) };
const LANGS = ['fr', 'en'] as const;
const { services } = parse(readText('federation/deploy/compose.yaml'), { merge: true }) as Compose;

const linesOf = (text: string): string[] =>
  readGuide(text).fences.flatMap(({ lang, text: block }) => (lang === 'bash' ? block.trim().split('\n') : []));

/** What is wrong about the lines that are typed on a server, as far as they call what is ours. */
function lineFaults(line: string): string[] {
  const ours = /^(?:npm run (?:--silent )?federation --|decp-federation) (.*)$/.exec(line)?.[1];
  if (ours !== undefined) return callFaults(wordsOf(ours));
  const run = /^docker compose run --rm (\S+) (.*)$/.exec(line);
  if (run)
    return [
      ...(Object.hasOwn(services, run[1] ?? '') ? [] : [`${run[1]}: no such service`]),
      ...callFaults(wordsOf(run[2] ?? '')),
    ];
  const files = [...line.matchAll(/(?:^|\s)(?:\/opt\/decp\/)?(federation\/deploy\/[\w./-]*)/g)].map(([, path = '']) => path);
  const units = [...line.matchAll(/\b(decp-federation-[\w-]+)(@?)\d*(\.timer)?/g)].map(
    ([, name, at, timer]) => `federation/deploy/systemd/${name}${at}${timer ?? '.service'}`,
  );
  const named = line.startsWith('systemctl') ? [...files, ...units] : files;
  return named.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${path}: no such file`);
}

describe.each(LANGS)('the guide of those who run a federation (%s)', (lang) => {
  test('types only commands, options, services and files that are there', () => {
    expect(linesOf(TEXT[lang]).flatMap(lineFaults)).toEqual([]);
    const called = linesOf(TEXT[lang]).filter((line) => /^(npm run|decp-federation|docker compose run) /.test(line));
    expect(called).toHaveLength(13);
  });

  test('gives every budget, with its usual number', () => {
    const named = new RegExp(`^\\| \`((?:${Object.keys(USUAL).join('|')})\\.\\w+)\` +\\| (\\d+) `, 'gm');
    const listed = [...TEXT[lang].matchAll(named)].map(([, name, usual]) => [name, Number(usual)]);
    const all = Object.entries(USUAL).flatMap(([group, members]) =>
      Object.entries(members).map(([name, usual]) => [`${group}.${name}`, usual]),
    );
    expect(listed).toEqual(all);
  });

  test('names metrics that there are', async () => {
    const queries = { query: () => Promise.resolve([]), exec: () => Promise.resolve() };
    const context = {
      queries,
      catalogue: new Map(),
      outputs: '',
      archive: {} as never,
      now: () => new Date(0),
      onFault: () => undefined,
    };
    const app = await makeApp(context, { maxDelay: 0 });
    const { body } = await app.inject({ url: '/metrics' });
    await app.close();
    const named = [...TEXT[lang].matchAll(/^\| `((?:http|nodejs|process)_\w+)`/gm)].map(([, name]) => name);
    expect(named).toHaveLength(4);
    for (const name of named) expect(body).toContain(`# TYPE ${name} `);
  });

  test('gives the limits of the tools for assistants', () => {
    const numbers = TEXT[lang].slice(TEXT[lang].indexOf('{#assistant}')).replaceAll(/(?<=\d)[ ,](?=\d)/g, '');
    expect(numbers).toMatch(new RegExp(`\\b${LIMIT.most}\\b.*\\b${CHARACTERS}\\b`));
  });
});

test('both languages type the same', () => {
  expect(linesOf(TEXT.en)).toEqual(linesOf(TEXT.fr));
});

test.each([
  ['npm run federation -- toil', /toil: not a call/],
  ['decp-federation toil', /toil: not a call/],
  ['npm run --silent federation -- serve --planted', /--planted: not a call/],
  ['docker compose run --rm planted status', /planted: no such service/],
  ['systemctl enable --now decp-federation-planted', /decp-federation-planted\.service: no such file/],
  ['psql --file federation/deploy/planted.sql', /planted\.sql: no such file/],
])('%s is noticed', (line, fault) => {
  expect(lineFaults(line).join('\n')).toMatch(fault);
});
