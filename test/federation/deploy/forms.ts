/** What must not be in the files that a federation is run by. */
import { FEDERATION } from '../../../federation/src/cli/verbs.node.ts';
import { parse } from '../../../src/cli/parse.ts';

type Service = {
  image?: string;
  build?: unknown;
  command?: string[];
  restart?: string;
  user?: string;
  privileged?: boolean;
  read_only?: boolean;
  network_mode?: string;
  hostname?: string;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  networks?: string[];
  healthcheck?: { test?: string[] };
  depends_on?: Record<string, { condition: string }>;
};
export type Compose = {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean } | null>;
  secrets: Record<string, { file?: string }>;
};

/** What is wrong about the call of a verb; empty where it is one. */
export function callFaults(args: readonly string[]): string[] {
  const call = parse(FEDERATION, args);
  return call.asks === 'verb' ? [] : [`${args.join(' ')}: not a call of a verb`];
}

/** The one service that others reach, and the one that has a health check of its own in the database. */
const PROXY = 'proxy';
const LEASED = 'work';

export function composeFaults({ services, networks, secrets }: Compose): string[] {
  const named = (name: string, faults: (string | false | undefined)[]): string[] =>
    faults.filter((one) => typeof one === 'string').map((fault) => `${name}: ${fault}`);
  return [
    ...Object.entries(services).flatMap(([name, one]) => {
      const isLasting = !one.restart?.startsWith('on-failure');
      const isOurs = one.build !== undefined;
      return named(name, [
        one.image === undefined && 'no image',
        !isOurs && !/:\d+\.\d+/.test(one.image ?? '') && 'an image that is not pinned',
        one.restart === undefined && 'nothing says when it is started again',
        isLasting && name !== LEASED && !one.healthcheck?.test && 'no health check',
        one.privileged === true && 'privileged',
        one.read_only !== true && 'a root file system that can be written',
        !one.cap_drop?.includes('ALL') && 'rights of root',
        !one.security_opt?.includes('no-new-privileges:true') && 'new privileges',
        name !== PROXY && ['', 'root', '0'].includes(one.user?.split(':')[0] ?? '') && 'root',
        name !== PROXY && one.ports !== undefined && 'a port of the machine',
        (one.network_mode ?? one.hostname) !== undefined && 'the name of its host may be that of another worker',
        isOurs && isLasting && one.stop_grace_period === undefined && 'no time to end',
        ...Object.entries(one.environment ?? {}).map(([key, value]) =>
          (/PASSWORD|SECRET|DATABASE_URL/.test(key) && !key.endsWith('_FILE')) || /:\/\/[^/]*:[^/]*@/.test(value)
            ? `${key}: a secret`
            : undefined,
        ),
        ...(one.secrets ?? []).map((secret) => !Object.hasOwn(secrets, secret) && `${secret}: no such secret`),
        ...Object.entries(one.environment ?? {}).map(
          ([key, value]) =>
            key.endsWith('_FILE') &&
            value.startsWith('/run/secrets/') &&
            !one.secrets?.includes(value.slice('/run/secrets/'.length)) &&
            `${key}: it is not given this secret`,
        ),
        ...(isOurs ? callFaults(one.command ?? []) : []),
        !one.networks?.every((network) => Object.hasOwn(networks, network)) && 'a network that is not there',
        ...Object.keys(one.depends_on ?? {}).map((other) => !Object.hasOwn(services, other) && `${other}: no such service`),
      ]);
    }),
    ...Object.entries(secrets).flatMap(([name, { file }]) => named(name, [file === undefined && 'not in a file'])),
    ...Object.entries(services).flatMap(([name, one]) =>
      named(name, [
        one.networks?.includes('database') === true && networks['database']?.internal !== true && 'a database that others reach',
      ]),
    ),
  ];
}

/** The keys of systemd that the units have (systemd.unit, .service, .timer, .exec, .kill, .resource-control). */
const KEYS: Record<string, RegExp> = {
  Unit: /^(Description|Documentation|Wants|Requires|After|StartLimitIntervalSec)$/,
  Install: /^WantedBy$/,
  Timer: /^(OnCalendar|RandomizedDelaySec|Persistent)$/,
  Service:
    /^(Type|RemainAfterExit|ExecStart|Restart|RestartSec|Timeout(Start|Stop)Sec|Kill(Signal|Mode)|MemoryMax|User|Group|DynamicUser|Environment(File)?|StateDirectory(Mode)?|UMask|Nice|IOSchedulingClass|NoNewPrivileges|CapabilityBoundingSet|Protect(System|Home|Proc|Clock|Hostname|Kernel(Logs|Modules|Tunables)|ControlGroups)|Private(Tmp|Devices)|Restrict(AddressFamilies|Namespaces|Realtime|SUIDSGID)|LockPersonality|SystemCall(Architectures|Filter))$/,
};

const HARDENED = {
  ...{ NoNewPrivileges: 'yes', CapabilityBoundingSet: '', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes' },
  ...{ PrivateDevices: 'yes', SystemCallFilter: '@system-service', RestrictNamespaces: 'yes', RestrictSUIDSGID: 'yes' },
};

/** The values of a unit: section, key, value. */
export function unitOf(text: string): [section: string, key: string, value: string][] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const header = /^\[(\w+)\]$/.exec(line);
    if (header) section = header[1] ?? '';
    const [key = '', ...value] = line.split('=');
    return header ? [] : [[section, key, value.join('=')] as [string, string, string]];
  });
}

/** `program`: what ExecStart begins with. */
export function unitFaults(text: string, program: string): string[] {
  const values = unitOf(text);
  const service = new Map(values.filter(([section]) => section === 'Service').map(([, key, value]) => [key, value]));
  const start = service.get('ExecStart');
  const isService = service.size > 0;
  return [
    ...values
      .filter(([section, key]) => KEYS[section]?.test(key) !== true)
      .map(([section, key]) => `[${section}] ${key}: not a key`),
    ...(isService && start === undefined ? ['nothing is started'] : []),
    ...(start === undefined
      ? []
      : start.startsWith(`${program} `)
        ? callFaults(start.slice(program.length + 1).split(' '))
        : [`${start}: another program`]),
    ...(isService
      ? Object.entries(HARDENED)
          .filter(([key, value]) => service.get(key) !== value)
          .map(([key]) => `${key}: not hardened`)
      : []),
    ...(isService && !service.has('User') && service.get('DynamicUser') !== 'yes' ? ['it runs as root'] : []),
    ...(values.some(([, , value]) => /:\/\/[^/]*:[^/]*@/.test(value)) ? ['a secret'] : []),
    ...(service.get('Type') === 'exec' && !(service.has('TimeoutStopSec') && service.has('Restart'))
      ? ['nothing says how it ends']
      : []),
  ];
}
