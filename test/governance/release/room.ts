import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleIn } from '../../support/bundle.ts';
import { ROOT } from '../../support/engine.ts';

/** What a release is made from, and what is run to make it. */
export const SOURCES = [
  ...[
    'messages',
    'packages',
    'src',
    'scripts',
    'schema',
    'examples',
    'propositions',
    'releases',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ],
  ...['docs-site/package.json', 'federation/package.json', 'launcher/package.json'],
  ...['release.schema.config.mjs', 'release.outils.config.mjs'],
  ...['LICENSE', 'README.md', 'README.en.md', 'CHANGELOG.md', 'GOVERNANCE.md', 'integrations', '.github', 'schemas.yml'],
];

export type Said = { code: number | null; out: string; err: string };

/** The project in another folder, with the libraries of this one. Nothing is built there and it is in no repository. */
export class Space {
  readonly folder: string;
  readonly #top: string;

  constructor(...below: string[]) {
    this.#top = mkdtempSync(join(tmpdir(), 'decp-essai-'));
    this.folder = join(this.#top, ...below);
    mkdirSync(this.folder, { recursive: true });
    for (const name of SOURCES) cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  /** Takes from group and others what they may do, as under `umask 077`. */
  close(folder = this.folder): void {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name === 'node_modules') continue;
      const isFolder = statSync(path).isDirectory();
      chmodSync(path, isFolder ? 0o700 : 0o600);
      if (isFolder) this.close(path);
    }
  }

  /** The program as the tests were built with, which starts at once. It is of the room: what it reads is what stands there. */
  built(args: readonly string[], env: Record<string, string> = {}): Said {
    const program = join(this.folder, 'dist', 'bin');
    if (!existsSync(program))
      for (const part of ['bin', 'sources.sha256'])
        cpSync(join(ROOT, 'dist', part), join(this.folder, 'dist', part), { recursive: true });
    return this.run(process.execPath, [join(program, 'decp.js'), ...args], env);
  }

  /** A command of the maintainers, as it stands in the sources of the copy. */
  npm(args: readonly string[]): Said {
    return this.run(process.execPath, ['--import', 'tsx', 'scripts/npm-run.ts', ...args], {
      CI: '',
      GITHUB_ACTIONS: '',
      ...GIT,
    });
  }

  /** A program of the tests in one file, which has the room for its clone. */
  async bundle(script: string): Promise<Said> {
    return this.run(process.execPath, [await bundleIn(this.folder, script)], {});
  }

  /** The program as it stands in the room's sources. */
  decp(args: readonly string[], env: Record<string, string> = {}): Said {
    return this.run(process.execPath, ['--import', 'tsx', 'scripts/decp.ts', ...args], env);
  }

  git(...args: string[]): string {
    const { code, out, err } = this.run('git', args, GIT);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
    return out.trim();
  }

  /** All that stands there, in a commit. */
  commit(message: string): string {
    this.git('add', '-A');
    this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.#top, { recursive: true, force: true });
  }

  private run(command: string, args: readonly string[], env: Record<string, string>): Said {
    const options = { cwd: this.folder, env: { ...process.env, NO_COLOR: '1', ...env }, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(command, args, options);
    return { code: status, out: stdout, err: stderr };
  }
}

/** No name, hour or setting of the machine. */
const GIT = {
  GIT_AUTHOR_NAME: 'Essai',
  GIT_AUTHOR_EMAIL: 'essai@exemple.fr',
  GIT_COMMITTER_NAME: 'Essai',
  GIT_COMMITTER_EMAIL: 'essai@exemple.fr',
  GIT_AUTHOR_DATE: '2026-11-03T10:00:00+01:00',
  GIT_COMMITTER_DATE: '2026-11-03T10:00:00+01:00',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};
