import { type Program, verb } from './verb.ts';

/** Options of the two streams of releases. */
const STREAM = {
  dryRun: { flag: '--dry-run', text: 'release-stream.dry-run' },
  noCi: { flag: '--no-ci', text: 'release-stream.no-ci' },
} as const;

/**
 * The commands of maintainers, each a script of package.json: `npm run gate -- --base main`. A table like that of `decp`, in a file that is not
 * part of the built program.
 */
export const NPM_RUN: Program = {
  name: 'npm run',
  text: 'npm-run',
  byNpm: true,
  verbs: [
    verb({ name: 'start', text: 'start', load: async () => (await import('../governance/start/verb.node.ts')).runStart }),
    verb({
      name: 'prepare',
      text: 'prepare',
      load: async () => (await import('../governance/build/prepare.node.ts')).runPrepare,
    }),
    verb({
      name: 'checks',
      text: 'checks',
      arguments: { names: { name: 'checks.name', text: 'checks.names', optional: true, many: true } },
      options: { dryRun: { flag: '--dry-run', text: 'checks.dry-run' } },
      load: async () => (await import('../governance/run-checks.node.ts')).runChecks,
    }),
    verb({
      name: 'test:nodes',
      text: 'test-nodes',
      arguments: { versions: { name: 'help.version', text: 'test-nodes.versions', optional: true, many: true } },
      load: async () => (await import('../governance/test-nodes.node.ts')).runTestNodes,
    }),
    verb({
      name: 'gate',
      text: 'gate',
      options: {
        base: { flag: '--base <ref>', text: 'report.base', required: true },
        format: { flag: '--format <form>', text: 'gate.format', choices: ['text', 'github', 'json'], default: 'text' },
        description: { flag: '--description <file>', text: 'gate.description' },
        federation: { flag: '--federation <file>', text: 'gate.federation' },
      },
      load: async () => (await import('../governance/gate/verb.node.ts')).runGate,
    }),
    verb({
      name: 'comment',
      text: 'comment',
      load: async () => (await import('../governance/pull-request/comment-verb.node.ts')).runComment,
    }),
    verb({ name: 'links', text: 'links', load: async () => (await import('../governance/links/verb.node.ts')).runLinks }),
    verb({
      name: 'format',
      text: 'format',
      options: { check: { flag: '--check', text: 'format.check' } },
      load: async () => (await import('../governance/checks/codelist-forms.node.ts')).runFormat,
    }),
    verb({
      name: 'freeze',
      text: 'freeze',
      arguments: { version: { name: 'help.version', text: 'freeze.version' } },
      load: async () => (await import('../governance/build/freeze.node.ts')).runFreeze,
    }),
    verb({
      name: 'release:schema',
      text: 'release-schema',
      options: STREAM,
      load: async () => (await import('../governance/release/stream/verb.node.ts')).runReleaseSchema,
    }),
    verb({
      name: 'release:outils',
      text: 'release-tools',
      options: STREAM,
      load: async () => (await import('../governance/release/stream/verb.node.ts')).runReleaseTools,
    }),
    verb({
      name: 'new-rule',
      text: 'new-rule',
      arguments: { id: { name: 'new-rule.id.name', text: 'new-rule.id' } },
      options: { scope: { flag: '--scope <marche|concession>', text: 'new-rule.scope', kind: 'scope', default: 'marche' } },
      help: 'new-rule.help',
      example: 'new-rule.example',
      remedies: {
        'error.missing-argument': 'new-rule.missing-argument',
        'error.excess-arguments': 'new-rule.excess-arguments',
        'error.unknown-option': 'new-rule.unknown-option',
      },
      load: async () => (await import('../governance/new-rule/verb.node.ts')).runNewRule,
    }),
    verb({
      name: 'organisation',
      text: 'organisation',
      load: async () => (await import('../governance/organisation/read.node.ts')).runOrganisation,
    }),
    verb({
      name: 'nomenclatures',
      text: 'nomenclatures',
      load: async () => (await import('../governance/nomenclature-sources.node.ts')).runNomenclatures,
    }),
    verb({
      name: 'counterparts',
      text: 'counterparts',
      options: {
        ocds: { flag: '--ocds <folder>', text: 'counterparts.ocds' },
        eforms: { flag: '--eforms <folder>', text: 'counterparts.eforms' },
      },
      load: async () => (await import('../governance/counterparts/installed.node.ts')).runCounterparts,
    }),
    verb({
      name: 'site',
      text: 'site',
      options: {
        build: { flag: '--build', text: 'site.build' },
        fr: { flag: '--fr', text: 'site.fr' },
        neighbours: { flag: '--neighbours', text: 'site.neighbours' },
        port: { flag: '--port <port>', text: 'site.port', kind: 'port', default: '3000' },
      },
      load: async () => (await import('../../docs-site/make/verb.node.ts')).runSite,
    }),
  ],
};
