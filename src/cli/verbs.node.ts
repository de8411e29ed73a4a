import { EXPORTED_FORMS, WRITTEN_FORMS } from '../model/forms.ts';
import { FAMILIES } from '../model/rules.ts';
import { runValidate } from '../validate/verb.node.ts';
import { type Program, verb } from './verb.ts';

/**
 * The verbs of `decp`, in the order of its help: `parse.ts` parses calls and `help.ts` writes help from this table. To add an option: an entry
 * here, its texts in `messages/command-line.yaml`, and its use in the handler. The compiler checks the handler against the types given here; a
 * test checks that help and documentation have the option.
 */
export const DECP: Program = {
  name: 'decp',
  text: 'program',
  verbs: [
    verb({
      name: 'validate',
      text: 'validate',
      arguments: { files: { name: 'help.file', text: 'validate.files', many: true } },
      options: {
        schema: { flag: '--schema <version>', text: 'validate.schema' },
        format: {
          flag: '--format <form>',
          text: 'validate.format',
          choices: ['text', 'html', 'json', 'ndjson', 'csv', 'github', 'markdown'],
          default: 'text',
        },
        dialect: {
          flag: '--dialect <dialect>',
          text: 'validate.dialect',
          choices: ['rfc4180', 'excel'],
          only: ['format', 'csv'],
        },
        rules: { flag: '--rules <families>', text: 'validate.rules', kind: 'rules', default: FAMILIES.join(',') },
        date: { flag: '--date <day>', text: 'validate.date', kind: 'day' },
        output: { flag: '--output <file>', text: 'validate.output' },
        maxFindings: { flag: '--max-findings <n>', text: 'validate.max', kind: 'whole-number' },
        strict: { flag: '--strict', text: 'validate.strict' },
        threads: { flag: '--threads <n>', text: 'validate.threads', kind: 'threads' },
      },
      ownMemory: true,
      ownOutput: true,
      // Not loaded on demand: nearly every call is of this verb.
      load: () => Promise.resolve(runValidate),
    }),
    verb({
      name: 'convert',
      text: 'convert',
      arguments: {
        input: { name: 'convert.input.name', text: 'convert.input' },
        output: { name: 'convert.output.name', text: 'convert.output' },
      },
      options: {
        schema: { flag: '--schema <version>', text: 'validate.schema' },
        to: { flag: '--to <form>', text: 'convert.to', choices: [...WRITTEN_FORMS, ...EXPORTED_FORMS] },
        lossy: { flag: '--lossy', text: 'convert.lossy' },
        ocidPrefix: { flag: '--ocid-prefix <prefix>', text: 'convert.ocid-prefix' },
        publishedDate: { flag: '--published-date <day>', text: 'convert.published-date', kind: 'day' },
        publisher: { flag: '--publisher <name>', text: 'convert.publisher' },
        standardOnly: { flag: '--standard-only', text: 'convert.standard-only' },
        previous: { flag: '--previous <file>', text: 'convert.previous' },
        cancelMissing: { flag: '--cancel-missing', text: 'convert.cancel-missing' },
        format: { flag: '--format <form>', text: 'convert.format', choices: ['text', 'json'], default: 'text' },
      },
      load: async () => (await import('../convert/verb.node.ts')).runConvert,
    }),
    verb({
      name: 'migrate',
      text: 'migrate',
      arguments: {
        input: { name: 'convert.input.name', text: 'migrate.input' },
        output: { name: 'convert.output.name', text: 'migrate.output' },
      },
      options: {
        to: { flag: '--to <version>', text: 'migrate.to', required: true },
        from: { flag: '--from <version>', text: 'migrate.from' },
        partial: { flag: '--partial', text: 'migrate.partial' },
        missing: { flag: '--missing <file>', text: 'migrate.missing' },
        complete: { flag: '--complete <file>', text: 'migrate.complete' },
        assume: { flag: '--assume <field=value>', text: 'migrate.assume', kind: 'pairs' },
        format: { flag: '--format <form>', text: 'migrate.format', choices: ['text', 'json', 'ndjson', 'csv'], default: 'text' },
        report: { flag: '--report <file>', text: 'migrate.report' },
      },
      load: async () => (await import('../migrate/verb.node.ts')).runMigrate,
    }),
    verb({
      name: 'fix',
      text: 'fix',
      arguments: { file: { name: 'help.file', text: 'fix.file' } },
      options: {
        out: { flag: '--out <file>', text: 'fix.out' },
        schema: { flag: '--schema <version>', text: 'validate.schema' },
        format: { flag: '--format <form>', text: 'convert.format', choices: ['text', 'json'], default: 'text' },
      },
      load: async () => (await import('../fix/verb.node.ts')).runFix,
    }),
    verb({
      name: 'publish',
      text: 'publish',
      arguments: { file: { name: 'help.file', text: 'publish.file' } },
      options: {
        organization: { flag: '--organization <id>', text: 'publish.organization', required: true },
        dataset: { flag: '--dataset <id>', text: 'publish.dataset' },
        resource: { flag: '--resource <id>', text: 'publish.resource' },
        title: { flag: '--title <text>', text: 'publish.title' },
        license: { flag: '--license <id>', text: 'publish.license', choices: ['lov2', 'odc-odbl'], default: 'lov2' },
        dryRun: { flag: '--dry-run', text: 'publish.dry-run' },
        token: { flag: '--token <token>', text: 'publish.token' },
        tokenFile: { flag: '--token-file <file>', text: 'publish.token-file' },
        api: { flag: '--api <url>', text: 'publish.api', default: 'https://www.data.gouv.fr' },
        allowInvalid: { flag: '--allow-invalid', text: 'publish.allow-invalid' },
        reviewed: { flag: '--reviewed', text: 'publish.reviewed' },
        allowSmaller: { flag: '--allow-smaller', text: 'publish.allow-smaller' },
        format: { flag: '--format <form>', text: 'publish.format', choices: ['text', 'json'], default: 'text' },
      },
      load: async () => (await import('../publish/verb.node.ts')).runPublish,
    }),
    verb({
      name: 'explain',
      text: 'explain',
      arguments: { code: { name: 'explain.code.name', text: 'explain.code', optional: true } },
      options: {
        list: { flag: '--list', text: 'explain.list' },
        format: { flag: '--format <form>', text: 'explain.format', choices: ['text', 'json'], default: 'text' },
      },
      load: async () => (await import('../explain/verb.node.ts')).runExplain,
    }),
    verb({
      name: 'diff',
      text: 'diff',
      arguments: {
        previous: { name: 'diff.previous.name', text: 'diff.previous', unless: 'latest' },
        next: { name: 'diff.next.name', text: 'diff.next', unless: 'latest' },
      },
      options: {
        latest: { flag: '--latest', text: 'diff.latest' },
        format: {
          flag: '--format <form>',
          text: 'diff.format',
          choices: ['text', 'json', 'markdown', 'github', 'sarif'],
          default: 'text',
        },
        output: { flag: '--output <file>', text: 'validate.output' },
        dialect: {
          flag: '--dialect <dialect>',
          text: 'diff.dialect',
          choices: ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'],
        },
        assertFormat: { flag: '--assert-format', text: 'diff.assert-format' },
        budget: { flag: '--budget <n>', text: 'diff.budget', kind: 'count' },
        failOn: { flag: '--fail-on <bump>', text: 'diff.fail-on', choices: ['major', 'minor', 'patch', 'none'] },
      },
      ownMemory: true,
      load: async () => (await import('../diff/verb.node.ts')).runDiff,
    }),
    verb({
      name: 'report',
      text: 'report',
      options: {
        base: { flag: '--base <ref>', text: 'report.base', required: true },
        federation: { flag: '--federation <file>', text: 'report.federation' },
        output: { flag: '--output <file>', text: 'validate.output' },
      },
      ownMemory: true,
      load: async () => (await import('../governance/pull-request/verb.node.ts')).runReport,
    }),
    verb({
      name: 'impact',
      text: 'impact',
      arguments: { files: { name: 'help.file', text: 'validate.files', many: true, unless: 'federation' } },
      options: {
        federation: { flag: '--federation <folder>', text: 'impact.federation' },
        schema: { flag: '--schema <version>', text: 'impact.schema' },
        from: { flag: '--from <version>', text: 'impact.from' },
        to: { flag: '--to <version>', text: 'impact.to' },
        date: { flag: '--date <day>', text: 'validate.date', kind: 'day' },
        format: { flag: '--format <form>', text: 'impact.format', choices: ['text', 'json'], default: 'text' },
        output: { flag: '--output <file>', text: 'impact.output' },
      },
      together: { options: ['from', 'to'], without: ['schema', 'date'], text: 'error.from-and-to' },
      load: async () => (await import('../governance/impact/verb.node.ts')).runImpact,
    }),
    verb({
      name: 'generate',
      text: 'generate',
      options: {
        target: { flag: '--target <name>', text: 'generate.target', kind: 'list' },
        schema: { flag: '--schema <version>', text: 'generate.schema' },
        out: { flag: '--out <folder>', text: 'generate.out', default: 'formes' },
        list: { flag: '--list', text: 'generate.list' },
      },
      ownMemory: true,
      load: async () => (await import('../generate/verb.node.ts')).runGenerate,
    }),
    verb({
      name: 'build',
      text: 'build',
      ownMemory: true,
      load: async () => (await import('../governance/build/command.node.ts')).runBuild,
    }),
    verb({
      name: 'check-examples',
      text: 'check-examples',
      options: {
        mutants: { flag: '--mutants', text: 'check-examples.mutants' },
        update: { flag: '--update', text: 'check-examples.update' },
        write: { flag: '--write', text: 'check-examples.write' },
      },
      ownMemory: true,
      load: async () => (await import('../governance/examples/verb.node.ts')).runCheckExamples,
    }),
    {
      name: 'release',
      text: 'release',
      verbs: [
        verb({
          name: 'plan',
          text: 'release.plan',
          options: {
            format: { flag: '--format <form>', text: 'diff.format', choices: ['text', 'json'], default: 'text' },
            output: { flag: '--output <file>', text: 'validate.output' },
          },
          ownMemory: true,
          load: async () => (await import('../governance/release/plan-command.node.ts')).runReleasePlan,
        }),
        verb({
          name: 'prepare',
          text: 'release.prepare',
          arguments: { version: { name: 'help.version', text: 'release.version' } },
          options: { date: { flag: '--date <day>', text: 'release.date', kind: 'day' } },
          ownMemory: true,
          load: async () => (await import('../governance/release/prepare-command.node.ts')).runReleasePrepare,
        }),
        verb({
          name: 'artefacts',
          text: 'release.artefacts',
          arguments: { version: { name: 'help.version', text: 'release.artefacts.version' } },
          options: {
            out: { flag: '--out <folder>', text: 'release.artefacts.out' },
            as: { flag: '--as <candidate>', text: 'release.artefacts.as' },
          },
          ownMemory: true,
          load: async () => (await import('../governance/release/artefacts/verb.node.ts')).runArtefacts,
        }),
        verb({
          name: 'verify',
          text: 'release.verify',
          arguments: { path: { name: 'release.verify.name', text: 'release.verify.given', optional: true } },
          options: { noRebuild: { flag: '--no-rebuild', text: 'release.verify.no-rebuild' } },
          ownMemory: true,
          load: async () => (await import('../governance/release/verify/verb.node.ts')).runVerify,
        }),
      ],
    },
  ],
};
