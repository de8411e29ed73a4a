/** `/health`, `/ready` and `/metrics`: for whoever runs it. */
import { Type } from 'typebox';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { about, fileOf } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { said } from './schemas.ts';

const Ok = Type.Object({ status: Type.Literal('ok', said('ok')) }, { additionalProperties: false });

/** Upper bounds of durations, in seconds. */
const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function health(app: App, { queries }: ApiContext): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const labelNames = ['method', 'route', 'status'] as const;
  const seconds = new Histogram({
    ...{ name: 'http_request_duration_seconds', help: 'Duration of requests', labelNames, buckets: SECONDS },
    registers: [register],
  });
  const faults = new Counter({ name: 'http_faults_total', help: 'Answers of 500', registers: [register] });
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none' } = request.routeOptions;
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    if (reply.statusCode === 500) faults.inc();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    register.clear();
    done();
  });

  app.get('/health', { schema: { ...about('service', 'health'), response: { 200: Ok } } }, () => ({ status: 'ok' as const }));
  app.get('/ready', { schema: { ...about('service', 'ready'), response: { 200: Ok } } }, async () => {
    await queries.query('select');
    return { status: 'ok' as const };
  });
  app.get('/metrics', { schema: { ...about('service', 'metrics'), response: fileOf('text/plain') } }, async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
}
