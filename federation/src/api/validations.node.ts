/** `POST /v1/validations`: the report of `decp validate` on a file. Nothing of it is kept. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { under } from '../../../src/host/paths.node.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { giveWay } from '../give-way.node.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import { clientOf } from './client.ts';
import { languageOf } from './language.ts';
import { Problem } from './problem.node.ts';
import { query, said } from './schemas.ts';
import { Turns } from './turns.node.ts';
import { LIMIT, receive } from './upload.node.ts';

/** Findings that are given, the first ones. */
const FINDINGS = 1000;
/** Bytes of a report: what is said of 1000 findings is far below. */
const REPORT = 32 * 1_048_576;

/** Milliseconds that a file may wait for its check, and a check may take: who waits behind the longest has his turn. */
const WAITING = 45_000;
const PATIENCE = 40_000;
/** Megabytes of memory of a check. */
const MEMORY = 512;

/**
 * Files received, and of them checked, at once, and those of one client among them; a few more wait for their check. A check has a process of its own, so that a file that takes
 * long, or all memory, keeps nothing else waiting.
 */
const receiving = new Turns(32, { share: 4, network: 16 });
const checking = new Turns(2, { share: 1, network: 1, waiting: 8, patience: WAITING });

export async function validations(app: App): Promise<void> {
  await app.register((scope, _options, done) => {
    // Whatever it is, its form is recognised from its bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(
      '/v1/validations',
      {
        bodyLimit: LIMIT,
        schema: {
          ...about('validations', 'validations', 'upload'),
          consumes: ['application/octet-stream'],
          body: Type.Unsafe<unknown>(said('fileBody')),
          querystring: query({
            nom: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$', ...said('fileName') })),
            version: Type.Optional(Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$', ...said('checkedVersion') })),
          }),
          response: {
            200: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true, ...said('report') }),
          },
        },
      },
      async (request, reply) => {
        const { 'content-encoding': encoding = 'identity' } = request.headers;
        // To unpack it here would be done without the bounds of the check.
        if (encoding.toLowerCase() !== 'identity')
          throw new Problem(
            415,
            'bad-encoding',
            textsOf(FEDERATION_API, (say) => say['bad-encoding']({ encoding })),
          );
        const { nom = 'fichier', version } = request.query as { nom?: string; version?: string };
        const client = clientOf(request.ip);
        const gone = new AbortController();
        // Answered, or given up: not the connection, which may have other requests.
        reply.raw.once('close', () => gone.abort());
        const report = await receiving.run(client, () =>
          inFolder(async (folder) => {
            await receive(request.body as Readable | null | undefined, join(folder, nom));
            // Nothing is said on the connection while it is waited for the check.
            (request.raw.socket as Partial<Socket>).setTimeout?.(WAITING + PATIENCE + 10_000);
            const work = () => check(folder, nom, { lang: languageOf(request), version, signal: gone.signal });
            return checking.run(client, work, gone.signal);
          }),
        );
        return reply.type('application/json; charset=utf-8').header('cache-control', 'no-store').send(report);
      },
    );
    done();
  });
}

/** Does work in a folder that is then removed, whatever becomes of the work. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'decp-validations-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The report on a file of a folder. */
async function check(
  folder: string,
  name: string,
  { lang, version, signal }: { lang: Lang; version: string | undefined; signal: AbortSignal },
): Promise<string> {
  const program = [`--max-old-space-size=${MEMORY}`, under('dist', 'bin', 'decp.js')];
  const options = ['--format', 'json', '--lang', lang, '--max-findings', String(FINDINGS)];
  const child = spawn(
    process.execPath,
    [...program, 'validate', ...options, ...(version === undefined ? [] : ['--schema', version]), '--', name],
    // None of what this process knows, such as the address of its database.
    { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE, killSignal: 'SIGKILL', signal },
  );
  // Answers to others come first.
  if (child.pid !== undefined) giveWay(child.pid);
  let report = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    report += text;
    if (report.length > REPORT) child.kill('SIGKILL');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (errors.length < 2000) errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === null)
    throw new Problem(
      422,
      'unchecked',
      textsOf(FEDERATION_API, (say) => say.unchecked()),
    );
  if (!report.startsWith('{')) {
    if (version !== undefined && code === 2)
      throw new Problem(
        400,
        'bad-parameter',
        textsOf(FEDERATION_API, (say) => say['bad-version']({ version })),
        'version',
      );
    throw new Error(`decp validate: ${code} ${errors.slice(0, 1000)}`);
  }
  return report;
}
