/** Clients that ask for much at once, or do not read what they are answered. */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { apiOn } from './stub.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a client that asks for much at once has its share, the rest waits or is refused, and others are answered meanwhile', async () => {
  const asked: (() => void)[] = [];
  const { app } = await apiOn(() => new Promise((resolve) => asked.push(() => resolve([]))));
  const ask = (remoteAddress: string) => app.inject({ url: '/v1/ressources', remoteAddress });
  const until = async (count: number): Promise<void> => {
    while (asked.length < count) await turn();
    for (let i = 0; i < 20; i++) await turn();
    expect(asked).toHaveLength(count);
  };
  const many = Array.from({ length: 80 }, () => ask('192.0.2.1'));
  await until(2);
  const other = ask('192.0.2.2');
  await until(3);
  asked.pop()?.();
  expect((await other).statusCode).toBe(200);
  // What a page asks the API for is of the turn of the page.
  let isShown = false;
  const page = app.inject({ url: '/sources', remoteAddress: '192.0.2.2' }).finally(() => (isShown = true));
  while (!isShown) {
    if (asked.length > 2) asked.pop()?.();
    await turn();
  }
  expect((await page).statusCode).toBe(200);
  let isOver = false;
  const all = Promise.all(many).finally(() => (isOver = true));
  while (!isOver) {
    asked.shift()?.();
    await turn();
  }
  const statuses = (await all).map(({ statusCode }) => statusCode);
  // 8 of them at once, 64 that wait, and 8 more.
  expect([200, 429].map((status) => statuses.filter((one) => one === status).length)).toEqual([72, 8]);
  const [refused] = (await all).filter(({ statusCode }) => statusCode === 429);
  expect([refused?.json<{ code: string }>().code, refused?.headers['retry-after']]).toEqual(['too-many-at-once', '5']);
  await app.close();
});

test('an answer that its client does not read is given up, and its turns are free again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const rows = [{ id: 1, name: 'a', title: 'x'.repeat(16_000_000) }] as never[];
  const { app } = await apiOn(() => Promise.resolve(rows));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const held = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write('GET /v1/ressources HTTP/1.1\r\nhost: x\r\n\r\n');
      await once(socket, 'readable');
      return socket;
    }),
  );
  let isAnswered = false;
  const next = fetch(`http://127.0.0.1:${port}/v1/ressources`).then((answer) => {
    isAnswered = true;
    return answer.text();
  });
  for (let i = 0; i < 2000; i++) await turn();
  await vi.advanceTimersByTimeAsync(9000);
  expect(isAnswered).toBe(false);
  const closed = held.map((socket) => once(socket, 'close'));
  for (const socket of held) socket.resume();
  expect((await next).length).toBeGreaterThan(16_000_000);
  const unread = connect(port, '127.0.0.1').on('error', () => undefined);
  unread.write('GET /v1/ressources HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(unread, 'readable');
  await vi.advanceTimersByTimeAsync(520_000);
  let received = 0;
  unread.removeAllListeners('readable').on('data', (part: Buffer) => (received += part.length));
  await once(unread, 'close');
  expect(received).toBeLessThan(16_000_000);
  for (const socket of held) socket.destroy();
  await Promise.all(closed);
  await app.close();
});

test('what is still to come of a body that nobody wants is not read', async () => {
  const { app } = await apiOn(() => Promise.resolve([]));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const answered = async (head: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head}\r\nhost: x\r\n`);
    socket.write(head.startsWith('POST') ? 'transfer-encoding: chunked\r\n\r\n1\r\nx\r\n' : '\r\n');
    const [said] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return String(said);
  };
  for (const path of ['/nowhere', '/v1/contrats'])
    expect(await answered(`POST ${path} HTTP/1.1`)).toMatch(/\r\nconnection: close\r\n/i);
  expect(await answered('GET /nowhere HTTP/1.1')).not.toMatch(/\r\nconnection: close\r\n/i);
  await app.close();
});
