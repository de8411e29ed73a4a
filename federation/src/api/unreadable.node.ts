/** Requests that are no HTTP, or whose headers are too large: they have no route, and are answered where that is still possible. */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';

/** The status and the sentence of what Node cannot read, by its code; any other is a bad request. */
const STATUS: ReadonlyMap<string, { status: number; code: 'headers-too-large' | 'too-late' }> = new Map([
  ['HPE_HEADER_OVERFLOW', { status: 431, code: 'headers-too-large' }],
  ['ERR_HTTP_REQUEST_TIMEOUT', { status: 408, code: 'too-late' }],
]);

/** Answers and ends a connection. Nothing is known of its language: French. */
export function answerUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever asked is gone; or an answer is under way, which another would be taken for a part of.
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null };
  if (code === 'ECONNRESET' || !socket.writable || answer?.headersSent === true) return void socket.destroy();
  const known = STATUS.get(code) ?? { status: 400, code: 'bad-request' as const };
  const body = JSON.stringify({
    ...{ type: 'about:blank', title: STATUS_CODES[known.status], status: known.status },
    ...{ detail: FEDERATION_API.fr[known.code](), code: known.code },
  });
  const head = [
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: fr',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
