import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { USUAL } from '../../../federation/src/budgets.ts';
import { containerFaults } from '../../integrations/forms.ts';
import { ROOT } from '../../support/engine.ts';
import { type Compose, composeFaults, unitFaults, unitOf } from './forms.ts';

const FOLDER = join(ROOT, 'federation/deploy');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
/** What is loaded by its path: the program, and its threads. */
const ENTRIES = [
  'bin/decp-federation.js',
  'src/judge/thread/thread.js',
  'src/snapshot/tables/thread.js',
  'src/store/pglite-worker.node.mjs',
];
const COMPOSE = read('compose.yaml');
const CONTAINER = read('Containerfile');

const composed = (text: string): Compose => parse(text, { merge: true }) as Compose;
const seconds = (text = ''): number => Number(/^(\d+)s?$/.exec(text)?.[1]);

describe('compose.yaml', () => {
  /** What the linter says beside the order of names: above all whether the file follows the schema of the Compose specification. */
  function lint(text: string): string[] {
    const file = join(mkdtempSync(join(tmpdir(), 'compose-')), 'compose.yaml');
    writeFileSync(file, text);
    const orders = [
      'service-keys-order',
      'services-alphabetical-order',
      'top-level-properties-order',
      'service-dependencies-alphabetical-order',
    ];
    // Only the proxy has ports, for every interface.
    const rules = Object.fromEntries(
      [...orders, 'service-ports-alphabetical-order', 'no-unbound-port-interfaces'].map((name) => [name, 0 as const]),
    );
    const results = new DCLinter({ rules, quiet: false, debug: false, exclude: [] }).lintFiles([file], false);
    return results.flatMap(({ messages }) => messages.map(({ rule, message }) => `${rule}: ${message}`));
  }

  test('follows the Compose specification, and no service has more rights than it needs', () => {
    expect(lint(COMPOSE)).toEqual([]);
    expect(composeFaults(composed(COMPOSE))).toEqual([]);
  });

  test.each([
    [
      'a key that is none',
      '    restart: unless-stopped\n    # It ends',
      '    restarts: unless-stopped\n    # It ends',
      /additional/i,
    ],
    ['a value that is none', 'read_only: true', 'read_only: [1]', /boolean/],
  ])('the linter notices %s', (_, from, to, fault) => {
    expect(COMPOSE).toContain(from);
    expect(lint(COMPOSE.replace(from, to)).join('\n')).toMatch(fault);
  });

  test.each([
    ['an image of any version', 'postgres:18.4', 'postgres:latest', /postgres: an image that is not pinned/],
    [
      'a service that is not started again',
      '    restart: on-failure:5\n    networks: [database]\n    depends_on:\n      prepare',
      '    networks: [database]\n    depends_on:\n      prepare',
      /schedule: nothing says/,
    ],
    ['a file system that can be written', 'read_only: true', 'read_only: false', /postgres: a root file system/],
    ['rights of root', 'cap_drop: [ALL]', 'cap_drop: []', /rights of root/],
    ['root', "user: '1000:1000'", "user: '0:0'", /work: root/],
    [
      'a secret in the file',
      'DATABASE_URL_FILE: /run/secrets/reader-url',
      'DATABASE_URL: postgres://a:b@c/d',
      /serve: DATABASE_URL: a secret/,
    ],
    ['a secret that it is not given', 'secrets: [reader-url]', 'secrets: []', /serve: DATABASE_URL_FILE: it is not given/],
    ['an open port', 'command: [work]', "ports: ['5432:5432']\n    command: [work]", /work: a port/],
    ['a verb that is not there', 'command: [work]', 'command: [toil]', /work: toil: not a call/],
    ['an option that is not there', '--behind-proxy', '--behind-wall', /serve: .*--behind-wall: not a call/],
    ['an option without its value', "--port, '8080'", '--port', /serve: .*not a call/],
    ['no health check', 'healthcheck:\n      test:\n', 'x-healthcheck:\n      test:\n', /serve: no health check/],
    [
      'a database that others reach',
      '  database:\n    internal: true',
      '  database:\n    internal: false',
      /a database that others reach/,
    ],
    ['one name for all workers', 'command: [work]', 'hostname: worker\n    command: [work]', /work: the name of its host/],
  ])('%s is noticed', (_, from, to, fault) => {
    expect(COMPOSE).toContain(from);
    expect(composeFaults(composed(COMPOSE.replace(from, to))).join('\n')).toMatch(fault);
  });

  test('only workers write, and only they and the proxy reach the Internet', () => {
    const { services } = composed(COMPOSE);
    expect(services['serve']?.volumes).toEqual(['outputs:/donnees/outputs:ro']);
    expect(services['serve']?.secrets).toEqual(['reader-url']);
    const outside = Object.entries(services).filter(([, { networks }]) => networks?.includes('outside'));
    expect(outside.map(([name]) => name)).toEqual(['work', 'proxy']);
  });

  test('a worker has more time to end than it takes', () => {
    expect(seconds(composed(COMPOSE).services['work']?.stop_grace_period) * 1000).toBeGreaterThan(USUAL.stop.seconds * 1000);
  });

  test('the files that it names are there', () => {
    const { services } = composed(COMPOSE);
    const named = Object.values(services).flatMap(({ volumes = [] }) => volumes.filter((one) => one.startsWith('./')));
    expect(named).toHaveLength(3);
    for (const one of named) expect(statSync(join(FOLDER, one.split(':')[0] ?? '')).isFile()).toBe(true);
  });
});

describe('the Containerfile', () => {
  const faults = (text: string): string[] => containerFaults(text).filter((one) => !/npm ci/.test(one));

  test('has no fault for the linter (dockerfile-utils), and none for us', () => {
    expect(validate(CONTAINER).map(({ message }) => message)).toEqual([]);
    expect(faults(CONTAINER)).toEqual([]);
    expect(faults(CONTAINER.replace('USER node\n', ''))).toEqual(['it runs as root']);
  });

  test('has the version of Node.js that the other one has', () => {
    const images = (text: string): string[] => [...text.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    const other = images(readFileSync(join(ROOT, 'integrations/Containerfile'), 'utf8'));
    expect(new Set(images(CONTAINER))).toEqual(new Set(other));
  });

  describe('its last image', () => {
    type Loaded = { packages: string[]; files: string[] };
    let loaded: Loaded;
    beforeAll(async () => {
      const compiles = /\/(catalogue|compile)\.ts$/;
      const { metafile } = await build({
        entryPoints: ENTRIES.map((path) => join(ROOT, 'federation', path)),
        ...{ absWorkingDir: ROOT, bundle: true, packages: 'external', metafile: true, write: false, outdir: 'none' },
        ...{ platform: 'node', format: 'esm', logLevel: 'silent' },
        // What compiles messages: the image has them compiled.
        plugins: [
          {
            name: 'compiled',
            setup: (plugin) =>
              plugin.onResolve({ filter: compiles }, ({ importer, path }) =>
                importer.endsWith('/compile.node.ts') ? { path, external: true } : undefined,
              ),
          },
        ],
      });
      const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
      const names = imports
        .filter(({ external, path }) => external === true && !/^(node:|\.)/.test(path))
        .map(({ path }) => path);
      loaded = {
        packages: [...new Set(names.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))].toSorted(),
        files: Object.keys(metafile.inputs),
      };
    });

    test('installs what the program imports when it runs, no more and no less', () => {
      const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'federation/package.json'), 'utf8')) as {
        dependencies: Record<string, string>;
      };
      // Read by its path, as data.
      expect([...loaded.packages, '@etalab/decoupage-administratif'].toSorted()).toEqual(Object.keys(dependencies).toSorted());
      const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        devDependencies: Record<string, string>;
      };
      for (const [name, version] of Object.entries(dependencies))
        expect([name, devDependencies[name] ?? version]).toEqual([name, version]);
      expect(CONTAINER).toContain('npm ci --workspace federation --omit dev --ignore-scripts');
      expect(CONTAINER.split('\nFROM ').at(-1)).not.toMatch(/npm/);
    });

    test('has every folder that the program loads from', () => {
      const copied = [...CONTAINER.matchAll(/^COPY --from=build (.*) \S+$/gm)].flatMap(([, paths = '']) =>
        paths.split(' ').map((path) => path.replace('/app/', '')),
      );
      expect(loaded.files.length).toBeGreaterThan(500);
      const isCopied = (path: string): boolean => copied.some((one) => path === one || path.startsWith(`${one}/`));
      expect(loaded.files.filter((path) => !isCopied(path))).toEqual([]);
    });
  });

  test('its scripts can be run, and are of the shell', () => {
    for (const name of ['entrypoint.sh', 'initdb.sh', 'decp-federation.sh']) {
      expect(statSync(join(FOLDER, name)).mode & 0o111, name).not.toBe(0);
      expect(spawnSync('sh', ['-n', join(FOLDER, name)]).status, name).toBe(0);
    }
  });

  test('its entry point reads the address of the database from a file, and hands on the exit code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'entry-'));
    writeFileSync(join(folder, 'url'), 'postgres://planted\n');
    writeFileSync(join(folder, 'node'), '#!/bin/sh\nprintf "%s\\n" "$DATABASE_URL" "$@"\nexit 3\n', { mode: 0o755 });
    const { status, stdout } = spawnSync(join(FOLDER, 'entrypoint.sh'), ['status', '--lang', 'en'], {
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env['PATH']}`, DATABASE_URL_FILE: join(folder, 'url') },
    });
    const [url, program = '', ...args] = stdout.trimEnd().split('\n');
    expect([status, url, args]).toEqual([3, 'postgres://planted', ['status', '--lang', 'en']]);
    expect(resolve(program)).toBe(join(ROOT, 'federation/bin/decp-federation.js'));
  });
});

test('the proxy of a machine is that of the containers, but for where it leads', () => {
  const site = (name: string): string[] =>
    (
      /^\S+ \{\n([^]*)^\}/m.exec(
        read(name)
          .replace(/^:8081 \{[^]*?^\}/m, '')
          .replace(/^\{\n[^]*?^\}/m, ''),
      )?.[1] ?? ''
    )
      .split('\n')
      .filter((line) => !/^\t*#|reverse_proxy|dynamic|refresh|^\t\t\}$|^\t+\}$/.test(line));
  expect(site('Caddyfile.machine')).toEqual(site('Caddyfile'));
  expect(site('Caddyfile.machine').join('\n')).toMatch(/@inside path \/metrics \/health \/ready[^]*max_size 50MiB/);
});

describe.each(readdirSync(join(FOLDER, 'systemd')))('%s', (name) => {
  const PROGRAM = '/usr/bin/node /opt/decp/federation/bin/decp-federation.js';
  const text = read(`systemd/${name}`);

  test('has sections and keys of systemd, a call of a verb, and no more rights than it needs', () => {
    expect(unitFaults(text, PROGRAM)).toEqual([]);
  });

  test('is one for systemd itself', ({ skip }) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) return skip('there is no systemd-analyze on this machine');
    const folder = mkdtempSync(join(tmpdir(), 'units-'));
    cpSync(join(FOLDER, 'systemd'), folder, { recursive: true });
    for (const file of readdirSync(folder))
      writeFileSync(
        join(folder, file),
        readFileSync(join(folder, file), 'utf8').replace(PROGRAM, `${process.execPath} ${ROOT}federation/bin/decp-federation.js`),
      );
    const verified = (): string => {
      const { stdout, stderr } = spawnSync(
        'systemd-analyze',
        ['verify', '--man=no', '--recursive-errors=no', join(folder, name)],
        { encoding: 'utf8' },
      );
      return (stdout + stderr)
        .split('\n')
        .filter((line) => line.includes(basename(folder)))
        .join('\n');
    };
    expect(verified()).toBe('');
    writeFileSync(join(folder, name), `${text.replace(PROGRAM, process.execPath)}\n[Planted]\nX=1\n`);
    expect(verified()).toMatch(/Unknown section 'Planted'/);
  });
});

describe('a unit', () => {
  const WORK = read('systemd/decp-federation-work@.service');
  const PROGRAM = '/usr/bin/node /opt/decp/federation/bin/decp-federation.js';

  test.each([
    ['a key that is none', 'RestartSec', 'RestartSecs', /\[Service\] RestartSecs: not a key/],
    ['a verb that is none', '.js work', '.js toil', /toil: not a call/],
    ['an option that is none', '.js work', '.js work --hard', /--hard: not a call/],
    ['a file system that can be written', 'ProtectSystem=strict\n', '', /ProtectSystem: not hardened/],
    ['root', 'User=decp-federation\n', '', /runs as root/],
    ['a password', 'EnvironmentFile=/etc/decp-federation/env', 'Environment=DATABASE_URL=postgres://a:b@c/d', /a secret/],
    ['no time to end', 'TimeoutStopSec=60\n', '', /how it ends/],
  ])('with %s is noticed', (_, from, to, fault) => {
    expect(WORK).toContain(from);
    expect(unitFaults(WORK.replace(from, to), PROGRAM).join('\n')).toMatch(fault);
  });

  test('of a worker leaves it more time to end than it takes', () => {
    const [, , value] = unitOf(WORK).find(([, key]) => key === 'TimeoutStopSec') ?? [];
    expect(seconds(value) * 1000).toBeGreaterThan(USUAL.stop.seconds * 1000);
  });
});
