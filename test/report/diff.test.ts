import { describe, expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import MarkdownIt from 'markdown-it';
import type { Lang } from '../../packages/base/src/language.ts';
import { diffGithub } from '../../src/report/diff/github.ts';
import { diffJson } from '../../src/report/diff/json.ts';
import { changeBlocks, diffMarkdown, markdownPage } from '../../src/report/diff/markdown.ts';
import { diffSarif } from '../../src/report/diff/sarif.ts';
import { diffText } from '../../src/report/diff/text.ts';
import type { DiffReport } from '../../src/report/diff/types.ts';
import { styleFor } from '../../packages/base/src/layout.ts';
import { foreignWords } from '../messages/french.ts';
import { BOTH, change, CLOSED, DATE, ERRATUM, report, reportOf, RULE, TEXT, UNKNOWN, WIDER } from './diff-fixture.ts';
import { SARIF } from './sarif.ts';

const LANGS: Lang[] = ['fr', 'en'];
const FORMATS: Record<string, (report: DiffReport, page: { lang: Lang }) => string> = {
  text: (it, { lang }) => diffText(it, { lang, style: styleFor(false) }),
  markdown: diffMarkdown,
  github: diffGithub,
  sarif: diffSarif,
};
const EXTENSIONS: Record<string, string> = { text: 'txt', markdown: 'md', github: 'github.txt', sarif: 'sarif.json' };

describe.each(LANGS)('a diff in %s', (lang) => {
  test.each(Object.entries(FORMATS))('%s reads as in its golden file', async (format, write) => {
    const file = `../golden/report/diff.${lang}.${EXTENSIONS[format] ?? ''}`;
    await expect(write(report(), { lang })).toMatchFileSnapshot(file);
  });

  test('each relation has its sentence, which says the number needed and who may notice', async () => {
    const undone = { ...reportOf('narrowed', [WIDER]).decision, unexplained: true, stale: [ERRATUM] };
    const reports = [
      reportOf('equivalent', []),
      reportOf('equivalent', [TEXT]),
      reportOf('equivalent', [RULE]),
      reportOf('widened', [WIDER]),
      reportOf('narrowed', [DATE]),
      reportOf('narrowed', [DATE], [ERRATUM]),
      reportOf('incomparable', [DATE, WIDER], [ERRATUM]),
      reportOf('unknown', [UNKNOWN]),
      { ...reportOf('narrowed', [WIDER]), decision: undone },
    ];
    const heads = reports.map((it) => diffText(it, { lang, style: styleFor(false) }).split('\n\n')[0]);
    expect(new Set(heads).size).toBe(heads.length);
    await expect(`${heads.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/report/diff-verdicts.${lang}.txt`);
  });

  test('no line of the text is wider than the page, and no value steers the terminal', () => {
    for (const width of [80, 100]) {
      const lines = diffText(report(), { lang, style: styleFor(false), width }).split('\n');
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
    expect(diffText(report(), { lang, style: styleFor(false) })).not.toMatch(/[\u202e\u001b]|undefined|NaN/);
  });
});

test('the French texts hold no English word', () => {
  const data = /schema\/next\/\S+|[a-z]+(-[a-z]+)+|--format json|errata\.yaml|next/g;
  const reported = `${FORMATS['text']!(report(), { lang: 'fr' })}\n${FORMATS['text']!(reportOf('unknown', [UNKNOWN]), { lang: 'fr' })}`;
  expect(foreignWords(reported.replace(data, '')).filter((word) => word !== 'null')).toEqual([]);
});

test('breaks come first, then what is not known, then what is won; texts last', () => {
  const text = diffText(report(), { lang: 'fr', style: styleFor(false) });
  const at = [DATE, CLOSED, BOTH, UNKNOWN, WIDER, RULE, TEXT].map(({ fingerprint }) => text.indexOf(fingerprint));
  expect(at.every((place) => place > 0)).toBe(true);
  expect(at).toEqual([...at].sort((a, b) => a - b));
});

test('many texts are cut, breaks never are', () => {
  const texts = Array.from({ length: 30 }, (_, i) => change('text-changed', { bump: 'patch', fingerprint: `t${i}` }));
  const breaks = Array.from({ length: 30 }, (_, i) => ({ ...DATE, fingerprint: `b${i}` }));
  const text = diffText(reportOf('narrowed', [...texts, ...breaks]), { lang: 'fr', style: styleFor(false) });
  expect(text).toContain('et 10 autres');
  expect(breaks.every(({ fingerprint }) => text.includes(`${fingerprint}\n`) || text.includes(`${fingerprint} `))).toBe(true);
});

test('a rule that does not bear on the version refuses nothing in its name', () => {
  const text = diffText(reportOf('equivalent', [RULE]), { lang: 'fr', style: styleFor(false) });
  expect(text).toContain('ce que la règle refuse désormais :');
  expect(text).not.toContain('refusé par');
});

describe('json', () => {
  const reported = JSON.parse(diffJson(report())) as Record<string, unknown> & { changes: Record<string, unknown>[] };

  test('holds all that the diff and the decision say', () => {
    const { diff } = report();
    expect(reported).toMatchObject({
      tool: { name: 'decp-referentiel', version: '0.1.0' },
      previous: { name: '2.0.3', version: '2.0.3' },
      next: { name: 'next', version: 'next' },
      relation: 'incomparable',
      backward: diff.backward,
      forward: diff.forward,
      bump: 'major',
      required: 'major',
      requiredVersion: '3.0.0',
      declared: 'minor',
      declaredVersion: '2.1.0',
      undeclared: [UNKNOWN, CLOSED, BOTH].map(({ fingerprint }) => fingerprint),
      unexplained: false,
      errata: [{ ...ERRATUM, refused: null }],
      staleErrata: [],
      notes: diff.notes,
    });
    expect(reported.changes.map(({ source: _, ...rest }) => rest)).toEqual(JSON.parse(JSON.stringify(diff.changes)));
    expect(reported.changes[3]?.['source']).toEqual({ file: 'schema/next/marche.schema.json', line: 47, column: 5 });
  });

  test('says null where no number is declared', () => {
    const alone = reportOf('widened', [WIDER]);
    const { version: _, declared: __, ...decision } = alone.decision;
    const bare = JSON.parse(diffJson({ ...alone, decision: { ...decision, numbers: {} } })) as Record<string, unknown>;
    expect([bare['requiredVersion'], bare['declared'], bare['declaredVersion']]).toEqual([null, null, null]);
  });

  test('holds no character that a terminal or a browser would hide', () => {
    expect(diffJson(report())).not.toMatch(/\u202e/);
    expect(diffJson(report())).toContain('\\u202e');
  });
});

describe('markdown', () => {
  const html = new MarkdownIt({ html: true, linkify: false }).render(diffMarkdown(report(), { lang: 'fr' }));

  test('nothing that a schema holds becomes markup, a link, a mention or a reference', () => {
    expect(html).not.toMatch(/<script|<a |<em>|<img/);
    expect(html).not.toMatch(/[^&>]@mainteneurs|#12|https:\/\//);
    expect(html).toContain('&lt;script&gt;');
  });

  test('what is folded is closed again: a value cannot open or close anything', () => {
    const tags = [...html.replace(/<code[\s\S]*?<\/code>/g, '').matchAll(/<(\/?)(details|summary)>/g)];
    expect(tags.filter(([, end]) => end === '').length).toBe(tags.filter(([, end]) => end === '/').length);
    expect(html).toContain('&lt;/details&gt;```\\u202e');
  });

  test('each whole instance is there, and left out where the room for them is spent', () => {
    const summary = 'La donnée entière';
    const count = (text: string) => text.split(summary).length - 1;
    expect(count(diffMarkdown(report(), { lang: 'fr' }))).toBe(7);
    const short = changeBlocks(markdownPage(report(), 'fr', { space: 400, most: 2 }), 3).join('\n');
    expect(count(short)).toBe(1);
    expect(short).toContain(CLOSED.fingerprint);
    expect(short).toContain('- et 1 autre');
    expect(short).toMatch(/^### Ce qui/m);
  });
});

describe('github', () => {
  const lines = diffGithub(report(), { lang: 'en' }).trim().split('\n');

  test('each line is one command; no value starts another, or another property', () => {
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice)( [a-z]+=[^:,]*(,[a-z]+=[^:,]*)*)?::./);
    expect(lines).toHaveLength(8);
  });

  test('what is not declared is an error, what is excused a warning; the gravest come first', () => {
    const levels = lines.map((line) => /^::([a-z]+)/.exec(line)?.[1]);
    expect(levels).toEqual(['error', 'error', 'error', 'warning', 'notice', 'notice', 'notice', 'notice']);
    expect(lines[3]).toContain('file=schema/next/marche.schema.json,line=47,col=5,title=pattern-narrowed::');
    expect(lines[0]).toContain('file=un dossier/a%2Cb%3Ac.json,line=3,');
  });

  test('per cent signs are escaped before what is escaped with them', () => {
    const percent = change('text-kept', { direction: 'narrowed', bump: 'major', sentence: { fr: '50 %0A', en: '50 %0A\nx' } });
    expect(diffGithub(reportOf('narrowed', [percent]), { lang: 'en' })).toContain('50 %250A\\nx%0A0000000000000000');
  });
});

describe('sarif', () => {
  const log = JSON.parse(diffSarif(report(), { lang: 'en' })) as {
    runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true });

  test('is a SARIF 2.1.0 log', () => {
    expect([ajv.validate(SARIF, log), ajv.errors]).toEqual([true, null]);
    expect(ajv.validate(SARIF, { ...log, version: '2.0.0' })).toBe(false);
    expect(ajv.validate(SARIF, JSON.parse(JSON.stringify(log).replaceAll('"note"', '"notice"')))).toBe(false);
  });

  test('each result names its rule, its place and what makes it the same in the next run', () => {
    const [run] = log.runs;
    const { results } = run!;
    for (const result of results) expect(run!.tool.driver.rules[Number(result['ruleIndex'])]?.id).toBe(result['ruleId']);
    expect(results[3]).toMatchObject({
      ruleId: 'pattern-narrowed',
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'schema/next/marche.schema.json' },
            region: { startLine: 47, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: DATE.path }],
        },
      ],
      partialFingerprints: { 'decpChange/v1': DATE.fingerprint },
    });
    expect(JSON.stringify(results[6])).toContain('un%20dossier/a%2Cb%3Ac.json');
  });
});
