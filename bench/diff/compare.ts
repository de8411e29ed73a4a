/** Asks schema-diff and other tools about the same pairs, and says which answers are right, wrong or missing, and how long they took. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Dialect } from '../../packages/schema-diff/src/types.ts';
import { ROOT } from '../runner/measure.ts';
import { isDocumented, type Pair, pairsOfSuite, pairsOfTests, readsTheSame } from './compare/pairs.ts';
import { type Command, nodeTool, Peer, pythonTool } from './compare/peer.ts';
import type { Answered, Generated } from './compare/tools.ts';
import { type Direction, Judges, type Truth, truthOf } from './compare/truth.ts';
import { type Group, type Score, section, type Table } from './compare/page.ts';

type Reply = Answered | { refused: string };
/** `dialects`: those whose pairs it is asked about, in words. */
type Tool = { name: string; version: string; command: Command; dialects: string; asks: (pair: Pair) => boolean };
type Asked = { pair: Pair; truth: Record<Direction, Truth>; replies: Map<string, Reply> };

/** Every pair is asked about so many times; the time of a pair is the median. */
const ROUNDS = 3;
/** Pairs that one process is asked about: jsoncompat does not give back the memory of a call. */
const AT_ONCE = 200;
const DIRECTIONS: readonly Direction[] = ['backward', 'forward'];

export const COMPARE_USAGE = `npm run bench -- diff --compare [options]
  --suite DIR      dossier « tests » de JSON-Schema-Test-Suite / its folder “tests” (/usr/share/json-schema-test-suite/tests)
  --python PATH    Python qui a jsonschema, et peut-être jsonsubschema et jsonschema-rs / a Python with these (python3)
  --each N         une paire sur N, sans écrire les résultats / one pair in N, results are not written (1)`;

/** The section of `bench/RESULTS-diff.md`; undefined for a trial on some of the pairs. Everything is in `bench/data/compare.json`. */
export async function compareTools(args: string[]): Promise<string | undefined> {
  const { values } = parseArgs({
    args,
    options: {
      suite: { type: 'string', default: '/usr/share/json-schema-test-suite/tests' },
      python: { type: 'string', default: 'python3' },
      each: { type: 'string', default: '1' },
    },
  });
  const each = Number(values.each);
  const suite = existsSync(values.suite) ? pairsOfSuite(values.suite) : [];
  const pairs = [...pairsOfTests(), ...suite].filter((_, i) => i % each === 0);
  const { tools, missing } = await installed(values.python);
  const judge = new Peer(pythonTool(values.python, 'judge'));
  const generator = new Peer(nodeTool('generator'));
  if (!(await judge.start())) throw new Error(`${values.python}: no module “jsonschema”, which is the third judge`);
  await generator.start();
  const replies = new Map<Pair, Map<string, Reply>>(pairs.map((pair) => [pair, new Map()]));
  await askAll(tools, pairs, replies);
  const asked: Asked[] = [];
  // Hyperjump writes to the console why a text is no host name.
  const { log } = console;
  console.log = () => undefined;
  for (const pair of pairs) {
    const said = replies.get(pair) ?? new Map<string, Reply>();
    asked.push({ pair, replies: said, truth: await truthsOf(pair, said, judge, generator) });
    if (asked.length % 100 === 0) console.error(`${asked.length} / ${pairs.length}`);
  }
  console.log = log;
  for (const peer of [judge, generator]) peer.stop();
  mkdirSync(join(ROOT, 'bench/data'), { recursive: true });
  writeFileSync(
    join(ROOT, 'bench/data/compare.json'),
    JSON.stringify(
      asked.map(({ pair, truth, replies: said }) => ({ ...pair, truth, replies: Object.fromEntries(said) })),
      undefined,
      1,
    ),
  );
  const text = section({
    tables: [
      tableOf('Ensemble', asked, tools),
      tableOf('Paires des tests (`test/schema-diff/cases` et `cases-two-judges`)', setOf(asked, 'tests'), tools),
      tableOf('Paires tirées de JSON-Schema-Test-Suite', setOf(asked, 'suite'), tools),
    ].filter(({ pairs: count }) => count > 0),
    versions: tools.map(({ name, version }) => `${name} ${version}`),
    judges: [
      `Ajv ${versionOf('ajv')}`,
      `@hyperjump/json-schema ${versionOf('@hyperjump/json-schema')}`,
      `python-jsonschema ${judge.greeting.replace('ready ', '')}`,
    ],
    missing,
    witnesses: witnessesOf(asked),
    yes: yesOf(asked),
    open: openOf(asked),
  });
  if (each === 1) return text;
  console.log(text);
  return undefined;
}

const versionOf = (name: string, folder = ROOT): string =>
  (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

/** The tools that this machine has, and the names of those that it has not. */
async function installed(python: string): Promise<{ tools: Tool[]; missing: string[] }> {
  const reads =
    (dialect: Dialect) =>
    (pair: Pair): boolean =>
      !pair.formatAssertion && readsTheSame(pair, dialect);
  const own = JSON.parse(readFileSync(join(ROOT, 'packages/schema-diff/package.json'), 'utf8')) as { version: string };
  const ofNode = (name: string, dialects: Dialect): Tool => {
    const version = versionOf(name, join(ROOT, 'bench'));
    return { name, version, command: nodeTool(name), dialects, asks: reads(dialects) };
  };
  const tools: Tool[] = [
    { name: 'schema-diff', version: own.version, command: nodeTool('schema-diff'), dialects: 'toutes', asks: () => true },
    ofNode('json-schema-diff', 'draft-07'),
    ofNode('jsoncompat', '2020-12'),
  ];
  const missing: string[] = [];
  for (const [name, dialects, asks] of [
    ['jsonsubschema', 'draft-04', reads('draft-04')],
    ['jsonschema-rs', 'toutes', () => true],
  ] as const) {
    const command = pythonTool(python, name);
    const peer = new Peer(command);
    if (await peer.start()) tools.push({ name, version: peer.greeting.replace('ready ', ''), command, dialects, asks });
    else missing.push(name);
    peer.stop();
  }
  return { tools, missing };
}

/** Asks all tools in turn about each pair, so that what else the machine does weighs on all of them alike. */
async function askAll(tools: readonly Tool[], pairs: readonly Pair[], replies: Map<Pair, Map<string, Reply>>): Promise<void> {
  const peers = tools.map((tool) => ({ ...tool, peer: new Peer(tool.command), times: new Map<Pair, number[]>() }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, pair] of pairs.entries()) {
      if (i % AT_ONCE === 0) for (const { peer } of peers) peer.stop();
      for (const one of peers) if (one.asks(pair)) await askOnce(one, pair, replies.get(pair), round);
    }
    console.error(`${round + 1} / ${ROUNDS}`);
  }
  for (const { peer } of peers) peer.stop();
}

type Running = { name: string; peer: Peer; times: Map<Pair, number[]> };

/** A pair without an answer in the first round is not asked about again. */
async function askOnce(
  { name, peer, times }: Running,
  pair: Pair,
  known: Map<string, Reply> | undefined,
  round: number,
): Promise<void> {
  const before = known?.get(name);
  if (round > 0 && (before === undefined || 'refused' in before)) return;
  const { previous, next, dialect, formatAssertion } = pair;
  const reply = await peer.ask<Answered>({ previous, next, dialect, formatAssertion });
  if ('refused' in reply) {
    if (round === 0) known?.set(name, reply);
    return;
  }
  const all = [...(times.get(pair) ?? []), reply.ms];
  times.set(pair, all);
  known?.set(name, { ...reply, ms: median(all) });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

async function truthsOf(pair: Pair, said: Map<string, Reply>, judge: Peer, generator: Peer): Promise<Record<Direction, Truth>> {
  const judges = await new Judges(pair, judge).ready();
  const { previous, next } = pair;
  const made = readsTheSame(pair, '2020-12') ? await generator.ask<Generated>({ previous, next }, 2) : { instances: [] };
  const generated = 'instances' in made ? made.instances : [];
  const shown = (direction: Direction): unknown[] =>
    [...said.values()].flatMap((reply) =>
      'witnesses' in reply && reply.witnesses && direction in reply.witnesses ? [reply.witnesses[direction]] : [],
    );
  return {
    backward: await truthOf(pair, 'backward', judges, shown('backward'), generated),
    forward: await truthOf(pair, 'forward', judges, shown('forward'), generated),
  };
}

const setOf = (asked: readonly Asked[], set: Pair['set']): Asked[] => asked.filter(({ pair }) => pair.set === set);

/** A block for each tool: its row, and that of schema-diff on the very pairs that it was asked about. */
function tableOf(title: string, asked: readonly Asked[], tools: readonly Tool[]): Table {
  const block = (about: string, name: string, its: readonly Asked[]): Group => ({
    about,
    scores: [...new Set([name, 'schema-diff'])].map((tool) => scoreOf(tool, its)),
  });
  const blocks = tools.flatMap(({ name, dialects, asks }) => {
    const its = asked.filter(({ pair }) => asks(pair));
    const documented = its.filter(({ pair }) => isDocumented(pair));
    return [
      block(dialects, name, its),
      ...(name === 'json-schema-diff' ? [block(`${dialects}, documentés`, name, documented)] : []),
    ];
  });
  return { title, pairs: asked.length, groups: blocks };
}

function scoreOf(tool: string, asked: readonly Asked[]): Score {
  const score: Score = {
    tool,
    right: 0,
    wrongYes: 0,
    wrongNo: 0,
    unknown: 0,
    refused: 0,
    offline: 0,
    ended: 0,
    median: 0,
    total: 0,
  };
  const times: number[] = [];
  for (const { truth, replies } of asked) {
    const reply = replies.get(tool);
    if (reply === undefined) throw new Error(`${tool} was not asked`);
    if (!('refused' in reply)) times.push(reply.ms);
    for (const direction of DIRECTIONS) {
      const { verdict } = truth[direction];
      if (verdict === 'open') continue;
      score[outcome(reply, direction, verdict)]++;
      if ('refused' in reply && reply.refused.startsWith('Error downloading')) score.offline++;
    }
  }
  return { ...score, median: median(times), total: times.reduce((sum, ms) => sum + ms, 0) };
}

function outcome(
  reply: Reply,
  direction: Direction,
  truth: 'yes' | 'no',
): 'right' | 'wrongYes' | 'wrongNo' | 'unknown' | 'refused' | 'ended' {
  if ('refused' in reply) return /^(crashed|over )/.test(reply.refused) ? 'ended' : 'refused';
  const said = reply[direction];
  if (said === 'unknown') return 'unknown';
  if (said === truth) return 'right';
  return said === 'yes' ? 'wrongYes' : 'wrongNo';
}

/** The witnesses of schema-diff, and how many of them two judges confirm. */
function witnessesOf(asked: readonly Asked[]): { shown: number; confirmed: number } {
  const shown = questions(asked).filter(({ own }) => own === 'no');
  return { shown: shown.length, confirmed: shown.filter(({ truth }) => truth.verdict === 'no').length };
}

/** The yes of schema-diff, the instances that were tried on them, and those that an instance refutes. */
function yesOf(asked: readonly Asked[]): { answers: number; tried: number; refuted: number } {
  const answers = questions(asked).filter(({ own }) => own === 'yes');
  return {
    answers: answers.length,
    tried: answers.reduce((sum, { truth }) => sum + truth.tried, 0),
    refuted: answers.filter(({ truth }) => truth.verdict === 'no').length,
  };
}

function openOf(asked: readonly Asked[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { truth } of questions(asked)) if (truth.why) counts.set(truth.why, (counts.get(truth.why) ?? 0) + 1);
  return counts;
}

const questions = (asked: readonly Asked[]) =>
  asked.flatMap(({ truth, replies }) =>
    DIRECTIONS.map((direction) => {
      const reply = replies.get('schema-diff');
      return { truth: truth[direction], own: reply && !('refused' in reply) ? reply[direction] : undefined };
    }),
  );
