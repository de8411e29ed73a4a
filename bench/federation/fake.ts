/** Run by `npm run bench -- federation` in a process of its own, whose time and memory are not those of the workers: serves a folder as a data.gouv.fr. */
import { serveFolder, type ServedFolder } from '../../federation/fake/scale/folder.node.ts';
import type { Source } from '../../federation/src/catalogue/source.ts';
import { giveWay } from '../../federation/src/give-way.node.ts';
import { answerLines } from './child.ts';

/** `serve`: a folder, from day 1 on. `day`: what is published changes. `asked`: what was asked since the last time. */
export type FakeRequest = { serve: string } | { day: number } | { asked: true };

export type Served = { url: string; sources: [string, Source][] };
/** Requests answered, and the bytes of files sent. */
export type Asked = { requests: number; bytes: number };

let fake: ServedFolder | undefined;
let counted = 0;

// It stands for other machines.
giveWay();

answerLines<FakeRequest>(async (request) => {
  if ('serve' in request) {
    fake = await serveFolder(request.serve);
    return { url: fake.url.href, sources: [...fake.catalogue] } satisfies Served;
  }
  if (!fake) throw new Error('nothing is served yet');
  if ('day' in request) {
    fake.setDay(request.day);
    return {};
  }
  const asked = fake.requests.slice(counted);
  counted = fake.requests.length;
  const bytes = asked.reduce((sum, { to, bytes }) => sum + (to === 'file' ? bytes : 0), 0);
  return { requests: asked.length, bytes } satisfies Asked;
});
