/** The commands of the guide, from a bare machine to a running service, a backup and what is made again from it: run as they stand, on a machine of which nothing stays. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readGuide } from '../../docs/markdown.ts';
import { SITE_GUIDES } from '../../docs/walkthrough/guide.ts';
import { readText, ROOT } from '../../support/engine.ts';

/** A folder on another file system than that of the machine, which the layer needs. */
const LAYERS = '/dev/shm';

const PROGRAMS = ['unshare', 'chroot', 'ip', 'runuser', 'useradd', 'openssl', 'pg_createcluster', 'pg_ctlcluster'];

/** Why this machine cannot be put on trial. */
function hindrance(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can put a machine on trial, and only on Linux';
  const missing = PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (missing.length > 0) return `this machine does not have ${missing.join(', ')}`;
  if (!existsSync('/usr/bin/node')) return 'there is no /usr/bin/node on this machine';
  const layer = mkdtempSync(join(LAYERS, 'layer-'));
  const script = `mount -t tmpfs t ${layer} && mkdir ${layer}/u ${layer}/w ${layer}/m && mount -t overlay o -o lowerdir=/,upperdir=${layer}/u,workdir=${layer}/w ${layer}/m`;
  const { status } = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'sh', '-c', script]);
  rmSync(layer, { recursive: true });
  return status === 0 ? undefined : 'this machine lets nobody lay a file system over another';
}

/** The lines of the guide under a heading, which its anchor names. */
const linesUnder = (anchor: string): string[] =>
  readGuide(readText(`${SITE_GUIDES.fr}/federation.md`)).fences.flatMap(({ lang, under, text }) =>
    lang === 'bash' && under.endsWith(`{#${anchor}}`) ? text.trim().split('\n') : [],
  );

/** A line of bash that runs one, whatever becomes of it, and keeps its code: a name for what it says, and what it says, are in `trial`. */
const kept = (name: string, line: string): string =>
  `{ ${line}; } > /trial/${name}.out 2> /trial/${name}.err; echo "${name} $?" >> /trial/codes`;

const HOME = '/var/lib/decp-federation';
const PROGRAM = '/usr/bin/node /opt/decp/federation/bin/decp-federation.js';
const LATEST = `cat ${HOME}/outputs/latest.txt`;

/** All that is typed, in order: what the guide has, by the place in it; and what is looked at between. */
function script(): string {
  const all: string[] = [];
  const guide = (anchor: string): void => {
    for (const [at, line] of linesUnder(anchor).entries()) {
      // Its portal is one without a network.
      if (line.startsWith('cp ') && anchor === 'systemd')
        all.push(
          `cd /opt/decp && /usr/bin/node --import tsx test/federation/deploy/portal.ts ${HOME} > /trial/portal 2>&1 & cd /root`,
          'until grep -q http /trial/portal; do sleep 0.1; done',
          'echo "DECP_FEDERATION_PORTAL=$(cat /trial/portal)" >> /etc/decp-federation/env',
        );
      all.push(kept(`${anchor}-${at}`, line));
    }
  };
  const look = (name: string, line: string): void => void all.push(kept(name, line));
  guide('systemd');
  look('ready', `curl --silent --fail --retry 40 --retry-delay 1 --retry-all-errors http://127.0.0.1:8080/ready`);
  guide('chargement');
  look('latest', LATEST);
  look('answer', 'curl --silent --fail http://127.0.0.1:8080/v1/instantanes/latest');
  look('owners', `find ${HOME} -not -user decp-federation -not -path '*/sources*'`);
  look('home', `ls ${HOME}`);
  look('mark', `cat ${HOME}/postgres`);
  look('modes', 'stat --format "%a %U %n" /etc/decp-federation/*');
  look(
    'reader',
    `psql --quiet --command 'create table planted (one int)' "$(sed 's/^DATABASE_URL=//' /etc/decp-federation/api.env)"`,
  );
  look(
    'role',
    `runuser -u postgres -- psql --tuples-only --no-align --command "select rolcreaterole, rolsuper from pg_roles where rolname = 'decp'"`,
  );
  look('without', `DECP_FEDERATION_HOME=${HOME} ${PROGRAM} schedule "0 6 * * *"`);
  look('prune', `decp-federation snapshot --keep 1`);
  guide('surveiller');
  all.push('mkdir -p /srv/sauvegarde');
  guide('sauvegarder');
  all.push(`rm -rf ${HOME}/archive/contents`);
  guide('restaurer');
  look('again', LATEST);
  look('schedule', 'decp-federation schedule --format json');
  return `cd /root\nexport DEPOT=https://depot.exemple.fr/decp.git DOMAIN=federation.essai.exemple.fr\n${all.join('\n')}\n`;
}

describe('a machine on trial', () => {
  let absent: string | undefined;
  let trial: string;
  let codes: Map<string, number>;
  const said = (name: string): string => readFileSync(join(trial, `${name}.out`), 'utf8').trim();
  const complained = (name: string): string => readFileSync(join(trial, `${name}.err`), 'utf8').trim();

  beforeAll(() => {
    absent = hindrance();
    if (absent !== undefined) return;
    trial = mkdtempSync(join(tmpdir(), 'trial-'));
    writeFileSync(join(trial, 'commands.sh'), script());
    const layer = mkdtempSync(join(LAYERS, 'layer-'));
    const { status, stderr } = spawnSync(
      'unshare',
      [
        ...['--mount', '--net', '--pid', '--fork', '--kill-child', join(ROOT, 'test/federation/deploy/trial-machine.sh')],
        ...[layer, ROOT, join(trial, 'commands.sh')],
      ],
      { encoding: 'utf8' },
    );
    rmSync(layer, { recursive: true });
    if (status !== 0) throw new Error(stderr);
    const lines = readFileSync(join(trial, 'codes'), 'utf8').trimEnd().split('\n');
    codes = new Map(lines.map((line) => line.split(' ')).map(([name = '', code]) => [name, Number(code)]));
  });
  afterAll(() => {
    if (absent === undefined) rmSync(trial, { recursive: true });
  });
  beforeEach(({ skip }) => {
    if (absent !== undefined) skip(absent);
  });

  test('does all that the guide types, as it stands', () => {
    const failed = [...codes].filter(([name, code]) => /-\d+$/.test(name) && code !== 0);
    expect(failed.map(([name, code]) => [name, code, complained(name)])).toEqual([]);
    expect(said('chargement-0')).toMatch(/^\d+ sources.*\n.*[1-9]\d* contrats consolidés.*Nouvel instantané/s);
    for (const worker of [1, 2])
      expect(readFileSync(join(trial, `decp-federation-work@${worker}.log`), 'utf8')).toMatch(/Au travail.*arrêt/is);
  });

  test('answers, with the snapshot of the first pass', () => {
    expect([codes.get('ready'), (JSON.parse(said('answer')) as { name: string }).name]).toEqual([0, said('latest')]);
    const status = JSON.parse(said('surveiller-0')) as object;
    expect(status).toMatchObject({ home: HOME, store: 'postgres', jobs: {}, schedule: { cron: '0 5 * * *' } });
    expect(complained('surveiller-0')).toBe(`Fédération : ${HOME} ; base : postgres://decp@127.0.0.1:5432/federation`);
  });

  test('has no database by accident: a command without its address is refused', () => {
    expect([codes.get('without'), complained('without')]).toEqual([
      2,
      expect.stringMatching(/base est sur PostgreSQL .* DATABASE_URL/s),
    ]);
    expect(said('home').split('\n')).toEqual(['archive', 'outputs', 'postgres', 'sources']);
    expect(said('mark')).toBe('postgres://decp@127.0.0.1:5432/federation');
  });

  test('gives nobody more rights than needed', () => {
    expect(said('owners')).toBe('');
    expect(said('modes')).toBe('600 root /etc/decp-federation/api.env\n600 root /etc/decp-federation/env');
    expect([codes.get('reader'), complained('reader')]).toEqual([1, expect.stringMatching(/read-only|permission denied/)]);
    expect(said('role')).toBe('f|f');
  });

  test('gives the same snapshot from its backup, and from its archive alone', () => {
    expect(said('prune')).toMatch(/Aucun ancien instantané à supprimer : le dernier reste\./);
    expect(said('again')).toBe(said('latest'));
    expect(JSON.parse(said('schedule'))).toEqual({ cron: '0 5 * * *', timezone: 'Europe/Paris' });
  });
});
