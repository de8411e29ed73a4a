import { type Program, verb } from '../../../src/cli/verb.ts';
import { RATE } from '../harvest/politeness.node.ts';

/** Options of several commands. */
const HOME = { flag: '--home <folder>', text: 'federation.home' } as const;
const OUTPUTS = { flag: '--outputs <folder>', text: 'federation.outputs' } as const;
const PORTAL = { flag: '--portal <url>', text: 'federation.portal' } as const;
const SOURCE = { flag: '--source <names>', text: 'federation.source', kind: 'list' } as const;
const FORCE = { flag: '--force', text: 'federation.force' } as const;
const RATES = {
  rate: { flag: '--rate <n>', text: 'federation.rate', kind: 'count', default: String(RATE.perSecond) },
  connections: { flag: '--connections <n>', text: 'federation.connections', kind: 'count', default: String(RATE.connections) },
} as const;
const FORMAT = { flag: '--format <form>', text: 'federation.format', choices: ['text', 'json'], default: 'text' } as const;
const NOTICE = { name: 'federation.notices.name', text: 'federation.notices.notice' } as const;

/** The verbs of `decp-federation`, in the order of its help. A table like that of `decp`, which does not load it. */
export const FEDERATION: Program = {
  name: 'decp-federation',
  text: 'federation.program',
  help: 'federation.help',
  verbs: [
    verb({
      name: 'demo',
      text: 'federation.demo',
      options: { home: { ...HOME, text: 'federation.demo.home' } },
      remedies: { 'error.excess-arguments': 'federation.demo.excess-arguments' },
      ownMemory: true,
      load: async () => (await import('../demo/verb.node.ts')).runDemo,
    }),
    verb({
      name: 'run',
      text: 'federation.run',
      options: {
        ...{ home: HOME, init: { flag: '--init', text: 'federation.run.init' }, outputs: OUTPUTS, portal: PORTAL },
        ...{ source: SOURCE, force: FORCE, ...RATES, format: FORMAT },
      },
      ownMemory: true,
      load: async () => (await import('../jobs/verb.node.ts')).runRun,
    }),
    verb({
      name: 'discover',
      text: 'federation.discover',
      options: {
        home: HOME,
        portal: PORTAL,
        out: { flag: '--out <folder>', text: 'federation.discover.out' },
        ...RATES,
        format: FORMAT,
      },
      load: async () => (await import('./handlers.node.ts')).runDiscover,
    }),
    verb({
      name: 'harvest',
      text: 'federation.harvest',
      options: { home: HOME, portal: PORTAL, source: SOURCE, force: FORCE, ...RATES, format: FORMAT },
      load: async () => (await import('./handlers.node.ts')).runHarvest,
    }),
    verb({
      name: 'consolidate',
      text: 'federation.consolidate',
      options: { home: HOME },
      ownMemory: true,
      load: async () => (await import('./handlers.node.ts')).runConsolidate,
    }),
    verb({
      name: 'snapshot',
      text: 'federation.snapshot',
      options: { home: HOME, outputs: OUTPUTS, keep: { flag: '--keep <n>', text: 'federation.snapshot.keep', kind: 'count' } },
      load: async () => (await import('./handlers.node.ts')).runSnapshot,
    }),
    verb({
      name: 'compare',
      text: 'federation.compare',
      options: {
        home: HOME,
        processes: { flag: '--processes <file>', text: 'federation.compare.processes' },
        format: { ...FORMAT, choices: ['text', 'json', 'ndjson'] },
        output: { flag: '--output <file>', text: 'validate.output' },
      },
      load: async () => (await import('./handlers.node.ts')).runCompare,
    }),
    verb({
      name: 'rebuild',
      text: 'federation.rebuild',
      options: { home: HOME, yes: { flag: '--yes', text: 'federation.rebuild.yes' } },
      ownMemory: true,
      load: async () => (await import('./handlers.node.ts')).runRebuild,
    }),
    verb({
      name: 'verify',
      text: 'federation.verify',
      options: { home: HOME, outputs: OUTPUTS, format: FORMAT },
      load: async () => (await import('./handlers.node.ts')).runVerify,
    }),
    verb({
      name: 'report',
      text: 'federation.report',
      arguments: { version: { name: 'federation.report.name', text: 'federation.report.version' } },
      options: {
        home: HOME,
        format: {
          flag: '--format <form>',
          text: 'validate.format',
          choices: ['text', 'html', 'json', 'ndjson', 'csv'],
          default: 'text',
        },
        output: { flag: '--output <file>', text: 'validate.output' },
        maxFindings: { flag: '--max-findings <n>', text: 'validate.max', kind: 'whole-number' },
      },
      ownMemory: true,
      load: async () => (await import('./handlers.node.ts')).runReport,
    }),
    verb({
      name: 'retry',
      text: 'federation.retry',
      arguments: { version: { name: 'federation.report.name', text: 'federation.retry.version' } },
      options: { home: HOME },
      load: async () => (await import('./handlers.node.ts')).runRetry,
    }),
    verb({
      name: 'erase',
      text: 'federation.erase',
      options: {
        home: HOME,
        record: { flag: '--record <hash>', text: 'federation.erase.record', required: true },
        reason: { flag: '--reason <text>', text: 'federation.erase.reason', required: true },
      },
      load: async () => (await import('./handlers.node.ts')).runErase,
    }),
    verb({
      name: 'status',
      text: 'federation.status',
      options: {
        home: HOME,
        outputs: OUTPUTS,
        balance: { flag: '--balance', text: 'federation.status.balance' },
        files: { flag: '--files', text: 'federation.status.files' },
        format: FORMAT,
      },
      load: async () => (await import('../status/verb.node.ts')).runStatus,
    }),
    {
      name: 'notices',
      text: 'federation.notices',
      verbs: [
        verb({
          name: 'draft',
          text: 'federation.notices.draft',
          options: {
            home: HOME,
            portal: PORTAL,
            site: { flag: '--site <url>', text: 'federation.notices.site' },
            out: { flag: '--out <folder>', text: 'federation.notices.out' },
            format: FORMAT,
          },
          load: async () => (await import('../notices/verb.node.ts')).runDraft,
        }),
        verb({
          name: 'list',
          text: 'federation.notices.list',
          options: { home: HOME, all: { flag: '--all', text: 'federation.notices.all' }, format: FORMAT },
          load: async () => (await import('../notices/verb.node.ts')).runList,
        }),
        verb({
          name: 'show',
          text: 'federation.notices.show',
          arguments: { notice: NOTICE },
          options: { home: HOME, format: { ...FORMAT, choices: ['text', 'markdown', 'json'] } },
          load: async () => (await import('../notices/verb.node.ts')).runShow,
        }),
        verb({
          name: 'mark',
          text: 'federation.notices.mark',
          arguments: { notice: NOTICE },
          options: {
            home: HOME,
            as: { flag: '--as <state>', text: 'federation.notices.as', choices: ['sent', 'dropped'], required: true },
          },
          load: async () => (await import('../notices/verb.node.ts')).runMark,
        }),
        verb({
          name: 'send',
          text: 'federation.notices.send',
          arguments: { notices: { ...NOTICE, text: 'federation.notices.chosen', optional: true, many: true } },
          options: {
            home: HOME,
            tokenFile: { flag: '--token-file <file>', text: 'federation.notices.token' },
            again: { flag: '--again', text: 'federation.notices.again' },
            portal: PORTAL,
            ...RATES,
          },
          load: async () => (await import('../notices/verb.node.ts')).runSend,
        }),
      ],
    },
    verb({
      name: 'work',
      text: 'federation.work',
      options: { home: HOME, outputs: OUTPUTS, portal: PORTAL, ...RATES },
      ownMemory: true,
      load: async () => (await import('../jobs/verb.node.ts')).runWork,
    }),
    verb({
      name: 'index',
      text: 'federation.index',
      options: { home: HOME },
      ownMemory: true,
      load: async () => (await import('./handlers.node.ts')).runIndex,
    }),
    verb({
      name: 'serve',
      text: 'federation.serve',
      options: {
        ...{ home: HOME, outputs: OUTPUTS },
        host: { flag: '--host <address>', text: 'federation.serve.host', default: '127.0.0.1' },
        port: { flag: '--port <n>', text: 'federation.serve.port', kind: 'whole-number', default: '8080' },
        perMinute: { flag: '--per-minute <n>', text: 'federation.serve.per-minute', kind: 'whole-number', default: '600' },
        behindProxy: { flag: '--behind-proxy', text: 'federation.serve.behind-proxy' },
      },
      load: async () => (await import('../api/verb.node.ts')).runServe,
    }),
    verb({
      name: 'mcp',
      text: 'federation.mcp',
      options: { home: HOME, outputs: OUTPUTS },
      load: async () => (await import('../mcp/verb.node.ts')).runMcp,
    }),
    verb({
      name: 'schedule',
      text: 'federation.schedule',
      arguments: { cron: { name: 'federation.schedule.name', text: 'federation.schedule.cron', optional: true } },
      options: {
        home: HOME,
        remove: { flag: '--remove', text: 'federation.schedule.remove' },
        timezone: { flag: '--timezone <name>', text: 'federation.schedule.timezone', default: 'Europe/Paris' },
        format: FORMAT,
      },
      load: async () => (await import('../jobs/verb.node.ts')).runSchedule,
    }),
  ],
};
