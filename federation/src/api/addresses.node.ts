/** Addresses and methods that there are not: near addresses, and the methods that there are. */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { nearest } from '../../../src/messages/nearest.ts';
import type { App } from './app.ts';
import { languageOf } from './language.ts';
import { type AsPage, Problem, sendProblem } from './problem.node.ts';

/** Methods that are refused where a route does not take them. OPTIONS is for browsers that ask first. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Answers whatever no route does. To be called before the routes are added; what it returns, after. */
export function refuseOthers(app: App, asPage: AsPage): () => void {
  const methodsOf = new Map<string, Set<string>>();
  const paths: string[] = [];
  app.addHook('onRoute', ({ url, method, schema }) => {
    const methods = methodsOf.get(url) ?? new Set();
    methodsOf.set(url, methods);
    for (const one of [method].flat()) methods.add(one);
    if (schema?.hide !== true && !paths.includes(shown(url))) paths.push(shown(url));
  });
  app.setNotFoundHandler((request, reply) => {
    const near = nearest(request.url.split('?')[0] ?? '', paths);
    const problem = new Problem(
      404,
      'not-found',
      textsOf(FEDERATION_API, (say) => say['no-route']({ near, nearby: near.length })),
    );
    return asPage(request, reply, problem) ?? sendProblem(problem, languageOf(request), reply);
  });
  return () => {
    for (const [url, methods] of methodsOf) {
      const others = METHODS.filter((one) => !methods.has(one));
      const allow = METHODS.filter((one) => methods.has(one)).join(', ');
      // Browsers ask for anything by OPTIONS.
      if (url === '*' || others.length === 0) continue;
      app.route({
        ...{ method: others, url, schema: { hide: true }, exposeHeadRoute: false },
        // Before a body is read.
        onRequest: (_request, reply, done) => {
          void reply.header('allow', allow);
          done(
            new Problem(
              405,
              'bad-method',
              textsOf(FEDERATION_API, (say) => say['bad-method']({ allow })),
            ),
          );
        },
        handler: () => undefined,
      });
    }
  };
}

/** A path as the description writes it. */
const shown = (url: string): string => url.replaceAll(/:(\w+)/g, '{$1}').replace('*', '{fichier}');
