/** The thread that reads and judges files: what a file makes it do holds up nothing else, and it can be ended at any time. It reads the archive; the process calls the database for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { openArchive } from '../../archive/archive.node.ts';
import type { Catalogue } from '../../catalogue/source.ts';
import type { Federation } from '../../federation.ts';
import { type Hand, judgeHere } from '../judge.node.ts';
import { Mark } from '../marks.node.ts';
import type { Beginning, FromThread, StoreCall, ToThread } from './messages.ts';
import { RemoteError, remoteStore, toldOf } from './remote-store.ts';

/** Milliseconds between two signs of life. While a file is worked on without a pause there is none. */
const SIGN = 500;

/** Milliseconds between two touches of its marks. */
const HOUR = 3_600_000;

const { store: kind, archive, marks, budgets } = workerData as Beginning;

const tell = (message: FromThread, transferred: ArrayBuffer[] = []): void => parentPort?.postMessage(message, transferred);

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
let calls = 0;

const call = (of: StoreCall, transferred?: ArrayBuffer[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    waiting.set(++calls, { resolve, reject });
    tell({ call: calls, of }, transferred);
  });

const files = marks.map((path) => new Mark(path));
setInterval(() => {
  for (const file of files) file.touch();
}, HOUR).unref();

const hands = files.map((mark, group): Hand => ({
  begin: ({ id, deaths, size }) => {
    mark.begin({ id, deaths });
    tell({ begin: { id, deaths, size }, group });
  },
  end: () => {
    mark.end();
    tell({ end: true, group });
  },
}));

const common = {
  ...{ store: remoteStore(kind, call), archive: await openArchive(archive, { onlyReads: true }), budgets },
  progress: (event) => tell({ progress: event }),
} satisfies Partial<Federation>;

setInterval(() => tell({ alive: true }), SIGN).unref();

parentPort?.on('message', (message: ToThread) => {
  if ('judge' in message) void judge(message.judge);
  else {
    const { answer, error, value } = message;
    const one = waiting.get(answer);
    waiting.delete(answer);
    if (error) one?.reject(new RemoteError(error));
    else one?.resolve(value);
  }
});

async function judge(catalogue: Catalogue): Promise<void> {
  try {
    tell({ done: await judgeHere({ ...common, catalogue }, { hands, judged: (judged) => tell({ judged }) }) });
  } catch (error) {
    tell({ failed: toldOf(error) });
  }
}
