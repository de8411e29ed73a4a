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
    {
      name: 'propose',
      text: 'propose',
      verbs: [
        verb({
          name: 'field',
          text: 'propose.field',
          arguments: { name: { name: 'propose.name.name', text: 'propose.name', optional: true } },
          options: {
            in: { flag: '--in <marche|concession|champ>', text: 'propose.in' },
            type: { flag: '--type <type>', text: 'propose.type' },
            list: { flag: '--list <liste>', text: 'propose.list' },
            id: { flag: '--id <nom>', text: 'propose.id' },
            after: { flag: '--after <nom>', text: 'propose.after' },
            source: { flag: '--source <texte>', text: 'propose.source' },
            example: { flag: '--example <valeur>', text: 'propose.example' },
            ocds: { flag: '--ocds <chemin>', text: 'propose.ocds' },
            eforms: { flag: '--eforms <identifiant>', text: 'propose.eforms' },
          },
          help: 'propose.help',
          example: 'propose.field.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runField,
        }),
        verb({
          name: 'code',
          text: 'propose.code',
          arguments: {
            list: { name: 'propose.list.name', text: 'propose.list', optional: true },
            code: { name: 'propose.code.name', text: 'propose.code.text', optional: true },
          },
          options: {
            label: { flag: '--label <texte>', text: 'propose.label' },
            labelEn: { flag: '--label-en <texte>', text: 'propose.label-en' },
            description: { flag: '--description <texte>', text: 'propose.description' },
            descriptionEn: { flag: '--description-en <texte>', text: 'propose.description-en' },
            source: { flag: '--source <texte>', text: 'propose.source' },
          },
          help: 'propose.help',
          example: 'propose.code.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runCode,
        }),
        verb({
          name: 'rule',
          text: 'propose.rule',
          arguments: { id: { name: 'propose.rule.id.name', text: 'propose.rule.id', optional: true } },
          options: {
            scope: { flag: '--scope <marche|concession>', text: 'propose.rule.scope', kind: 'scope', default: 'marche' },
          },
          help: 'propose.help',
          example: 'propose.rule.example',
          remedies: {
            'error.excess-arguments': 'propose.rule.excess-arguments',
            'error.unknown-option': 'propose.rule.unknown-option',
          },
          load: async () => (await import('../governance/propose/verb.node.ts')).runRule,
        }),
        verb({
          name: 'deprecate',
          text: 'propose.deprecate',
          arguments: {
            what: { name: 'propose.deprecate.what.name', text: 'propose.deprecate.what', optional: true },
            code: { name: 'propose.code.name', text: 'propose.deprecate.code', optional: true },
          },
          options: {
            by: { flag: '--by <code|champ>', text: 'propose.deprecate.by' },
            because: { flag: '--because <texte>', text: 'propose.deprecate.because' },
            becauseEn: { flag: '--because-en <texte>', text: 'propose.deprecate.because-en' },
            until: { flag: '--until <jour>', text: 'propose.deprecate.until', kind: 'day' },
          },
          help: 'propose.help',
          example: 'propose.deprecate.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runDeprecate,
        }),
        verb({
          name: 'rename',
          text: 'propose.rename',
          arguments: {
            field: { name: 'propose.of-field.name', text: 'propose.of-field', optional: true },
            name: { name: 'propose.name.name', text: 'propose.rename.name', optional: true },
          },
          help: 'propose.help',
          example: 'propose.rename.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runRename,
        }),
        verb({
          name: 'split',
          text: 'propose.split',
          arguments: {
            field: { name: 'propose.of-field.name', text: 'propose.of-field', optional: true },
            code: { name: 'propose.code.name', text: 'propose.split.code', optional: true },
          },
          options: {
            becomes: { flag: '--becomes <code>', text: 'propose.split.becomes' },
            adds: { flag: '--adds <champ=code>', text: 'propose.split.adds' },
          },
          help: 'propose.help',
          example: 'propose.split.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runSplit,
        }),
        verb({
          name: 'remove',
          text: 'propose.remove',
          arguments: {
            list: { name: 'propose.list.name', text: 'propose.list', optional: true },
            code: { name: 'propose.code.name', text: 'propose.split.code', optional: true },
          },
          options: {
            becomes: { flag: '--becomes <code>', text: 'propose.remove.becomes' },
            because: { flag: '--because <texte>', text: 'propose.remove.because' },
            becauseEn: { flag: '--because-en <texte>', text: 'propose.description-en' },
            source: { flag: '--source <texte>', text: 'propose.source' },
          },
          help: 'propose.help',
          example: 'propose.remove.example',
          load: async () => (await import('../governance/propose/verb.node.ts')).runRemove,
        }),
      ],
    },
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
