/** The server of the tools for assistants (Model Context Protocol). What it answers is what the API answers in this process, which no port is open for. */
import { setImmediate as turn } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { Lang } from '../../../packages/base/src/language.ts';
import { explanationOf } from '../../../src/explain/verb.node.ts';
import { InputError } from '../../../src/finding.ts';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import { FEDERATION_MCP } from '../../../src/messages/compiled/federation-mcp.ts';
import { inputErrorText } from '../../../src/report/input-error.ts';
import type { App } from '../api/app.ts';
import { answerOf, type Ask, bounded, failed, type Result } from './answer.ts';
import { type Described, ROUTES, toolsOf } from './tools.ts';

/** The server, and what waits until all that it has read is answered. */
export type Tools = { server: McpServer; idle: () => Promise<void> };

/** Makes the server of the tools on an API. */
export async function makeTools(app: App, lang: Lang): Promise<Tools> {
  const say = FEDERATION_MCP[lang];
  const ask: Ask = async (url) => {
    const { statusCode: status, body } = await app.inject({ url });
    return { status, body };
  };
  const tools = toolsOf(JSON.parse((await ask(`/v1/openapi.json?lang=${lang}`)).body) as Described, lang);
  const validator = new AjvJsonSchemaValidator();
  const known = new Map(tools.map((tool) => [tool.name, { ...tool, validate: validator.getValidator(tool.inputSchema) }]));

  const call = async (name: string, values: Record<string, unknown>): Promise<Result> => {
    const tool = known.get(name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, say['no-tool']({ name }));
    const { valid, errorMessage: reason = '' } = tool.validate(values);
    if (!valid) return failed(say['bad-arguments']({ reason }));
    if (isRoute(name)) return answerOf(name, values, { ask, isPaged: 'limit' in tool.inputSchema.properties, lang });
    return explained(String(values['code']), lang);
  };

  const { version } = packageFacts();
  const server = new McpServer(
    { name: 'decp-federation', title: say.title(), version },
    { capabilities: { tools: {} }, instructions: say.instructions() },
  );
  const asked = new Set<Promise<Result>>();
  // Its own way to make tools takes schemas of another kind than those of the API.
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const answer = call(params.name, params.arguments ?? {});
    asked.add(answer);
    return answer.finally(() => asked.delete(answer));
  });
  return {
    server,
    // What was read comes here, and what is answered goes out, within a turn.
    idle: async () => {
      await turn();
      while (asked.size > 0) {
        await Promise.allSettled(asked);
        await turn();
      }
    },
  };
}

const isRoute = (name: string): name is keyof typeof ROUTES => Object.hasOwn(ROUTES, name);

/** What `decp explain` says of a code. */
async function explained(code: string, lang: Lang): Promise<Result> {
  try {
    return bounded(await explanationOf(code, lang), lang);
  } catch (error) {
    if (error instanceof InputError) return failed(inputErrorText(error, lang));
    throw error;
  }
}
