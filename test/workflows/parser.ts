import type * as parser from '@actions/workflow-parser';
import { build } from 'esbuild';
import { moduleOf } from '../../src/host/in-memory.node.ts';
import { ROOT } from '../support/engine.ts';

/** The parser of GitHub imports its own JSON as no Node does unless it is reported that it is JSON: bundled, it has no such import. */
const bundled = await build({
  absWorkingDir: ROOT,
  stdin: { contents: "export * from '@actions/workflow-parser';", resolveDir: ROOT },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  logLevel: 'error',
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await moduleOf<typeof parser>(
  bundled.outputFiles[0]?.text ?? '',
);

/** What the parser of GitHub says of a workflow: keys, values, expressions, jobs that wait for one another. */
export async function parserFaults(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}
