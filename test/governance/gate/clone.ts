import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Plugin } from 'esbuild';
import { sumOfCode } from '../../../src/governance/build/made-before.node.ts';
import type { Outcome } from '../../../src/governance/gate/verb.node.ts';
import { bundleIn } from '../../support/bundle.ts';
import { frozenFolder, PROPOSED, shareCache } from '../../support/draft.ts';
import { ROOT } from '../../support/engine.ts';
import type { Run } from '../../cli/in-process.ts';
import type { Asked } from './serve.ts';

/** What the gate reads besides the sources: the program, and what was built of the versions. */
const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'schemas.yml',
  '.github',
  '.oxfmtrc.json',
  'messages',
  'releases',
  'packages',
  'src',
  'scripts',
  'dist/versions',
  'dist/rules',
];

/** As `npm start` and `npm run gate` run: short-lived objects die in these megabytes. */
const FLAGS = ['--max-semi-space-size=64'];

/** What answers in the clone. */
const SERVER = 'test/governance/gate/serve.ts';

/** One process answers for many, each of which reads what it needs once. */
const ONCE_A_CALL: Plugin = {
  name: 'once-a-call',
  setup(bundle) {
    bundle.onLoad({ filter: /[/\\]src[/\\]host[/\\]once\.ts$/ }, () => ({
      contents: `export * from ${JSON.stringify(join(ROOT, 'test/governance/gate/once-a-call.ts'))};`,
    }));
  },
};

/** A clone of the référentiel as it stood after the newest release, on a branch that has just left `main`. */
export class Clone {
  #server: ChildProcess | undefined;
  #isAsked = false;
  readonly folder = mkdtempSync(join(tmpdir(), 'decp-gate-'));

  /** `more`: what it has besides what the gate reads. */
  static async make(more: readonly string[] = []): Promise<Clone> {
    return new Clone(await frozenFolder(), more);
  }

  /** `frozen`: the sources as they stood after the newest release. */
  private constructor(frozen: string, more: readonly string[]) {
    for (const part of [...PARTS, ...more]) cpSync(join(ROOT, part), this.path(part), { recursive: true });
    for (const part of PROPOSED) cpSync(join(frozen, part), this.path(part), { recursive: true });
    shareCache(this.folder);
    // On Windows a junction asks for no right that a person has not.
    symlinkSync(join(ROOT, 'node_modules'), this.path('node_modules'), 'junction');
    writeFileSync(this.path('.gitignore'), '.cache\ndist\nnode_modules\n');
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'core.autocrlf', 'false');
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'first');
    this.git('checkout', '-q', '-b', 'proposition');
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid'];
    return execFileSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8' });
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(this.path(path), text);
  }

  edit(path: string, from: string | RegExp, to: string): void {
    const text = this.read(path);
    expect(text.replace(from, to)).not.toBe(text);
    this.write(path, text.replace(from, to));
  }

  add(path: string, line: string): void {
    this.write(path, this.read(path) + line);
  }

  remove(path: string): void {
    rmSync(this.path(path));
  }

  /** What a program of the clone gives and prints. */
  run(script: string, ...args: string[]): Promise<Run> {
    return this.#ask({ script, args });
  }

  /**
   * What the gate of the clone answers of it with some edits, in a commit of this message where there is one, with a description of the proposal where
   * there is one.
   */
  async outcome(edit: (clone: Clone) => unknown, message?: string, description?: string): Promise<Outcome> {
    await edit(this);
    if (message !== undefined) this.commit(message);
    return this.#ask({ examine: { base: 'main', ...(description !== undefined && { description: this.path(description) }) } });
  }

  /** Makes the clone what it was at first, whatever a case before left of it, and stops a gate that has not answered yet. */
  restore(): void {
    if (this.#isAsked) this.#stop();
    for (const name of ['index.lock', 'HEAD.lock']) rmSync(this.path(`.git/${name}`), { force: true });
    this.git('checkout', '-q', '--force', '-B', 'proposition', 'main');
    this.git('clean', '-fdq');
  }

  #stop(): void {
    this.#server?.removeAllListeners().kill();
    this.#server = undefined;
    this.#isAsked = false;
  }

  async #program(): Promise<string> {
    return bundleIn(this.folder, SERVER, { plugins: [ONCE_A_CALL], define: { BUILT_FROM: JSON.stringify(await sumOfCode()) } });
  }

  /** One process answers for all edits: what it loads is the same for each. */
  async #ask<T extends Outcome | Run>(asked: Asked): Promise<T> {
    this.#server ??= fork(await this.#program(), { cwd: this.folder, execArgv: FLAGS, stdio: 'inherit' });
    const server = this.#server;
    this.#isAsked = true;
    return new Promise((done, fail) => {
      const end = (code: number | null) => {
        this.#stop();
        fail(new Error(`the gate ended with ${code}`));
      };
      server.once('exit', end).once('message', (answer) => {
        server.off('exit', end);
        this.#isAsked = false;
        done(answer as T);
      });
      server.send(asked);
    });
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#stop();
    if (server && server.exitCode === null) await once(server, 'exit');
    rmSync(this.folder, { recursive: true });
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }
}
