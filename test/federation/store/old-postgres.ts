/** A server that speaks as much of the protocol of PostgreSQL as a client needs to ask for its version, which is 14.9. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A message: its letter, its length, its content. */
function message(letter: string, ...parts: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + parts.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([Buffer.from(letter), length, ...parts]);
}

const int = (bytes: 2 | 4, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const column = (name: string): Buffer =>
  Buffer.concat([text(name), int(4, 0), int(2, 0), int(4, 25), int(2, -1), int(4, -1), int(2, 0)]);
const value = (written: string): Buffer => Buffer.concat([int(4, written.length), Buffer.from(written)]);

const READY = message('Z', Buffer.from('I'));
const VERSION = Buffer.concat([
  message('T', int(2, 2), column('number'), column('written')),
  message('D', int(2, 2), value('140009'), value('14.9')),
  message('C', text('SELECT 1')),
  READY,
]);

export async function oldPostgres(): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int(4, 0)), READY]));
      socket.on('data', (asked) => asked[0] === 'Q'.charCodeAt(0) && socket.write(VERSION));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => new Promise((done) => void server.close(() => done())) };
}
