/** What a page is: made for one request of what the API answers, and of nothing else. */
import type { Child } from 'hono/jsx';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';

/** A request of a page. */
export type Call = {
  lang: Lang;
  /** The parameters of its path, as the route names them. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** The address it was asked for at, without the language. */
  path: string;
  now: Date;
  /** What the API answers to an address, `/v1/…`. Throws `Refused` where it refuses. The page lists each such address at its end. */
  ask: <T>(address: string) => Promise<T>;
};

/** What `decp explain` says of a code: undefined for one that it does not know. */
export type Explain = (code: string) => { title: Texts; fix: Texts } | undefined;

/** A page to be written. `status`: 200 unless it says otherwise. `feed`: the address of its news, without the language. `isSheet`: it is to be printed, without navigation. */
export type Shown = { title: string; status?: number; feed?: string; isSheet?: boolean; content: Child };

/** `path`: as fastify writes routes; the English one is the same after `/en`. */
export type Page = { path: string; show: (call: Call) => Promise<Shown> };

/** What the API refused. */
export class Refused extends Error {
  readonly status: number;
  /** The parameter of the API that it is about; undefined where it is about none. */
  readonly parameter: string | undefined;

  constructor(status: number, detail: string, parameter?: string) {
    super(detail);
    this.status = status;
    this.parameter = parameter;
  }
}
