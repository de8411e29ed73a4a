import type { FastifyReply } from 'fastify';

/** Sends a text of JSON as it is: the schema of the route describes it, and does not write it. */
export const sendJson = (reply: { type(type: string): unknown }, text: string): FastifyReply =>
  (reply as unknown as FastifyReply).type('application/json; charset=utf-8').send(text);
