/** Databases of tests on the PostgreSQL server of the run (`services.ts`). */
import pg from 'pg';

/** How a client reaches a database of the server. */
export const settingsOf = (socket: string, database: string) => ({ host: socket, port: 5432, user: 'postgres', database });

/** Runs a statement that is about databases, from outside of them. */
export async function execute(socket: string, sql: string): Promise<void> {
  const client = await connected(socket, 'postgres');
  await client.query(sql);
  await client.end();
}

/** A new database of this name, to which the client is connected: it goes with the server. */
export async function newDatabase(socket: string, name: string): Promise<pg.Client> {
  await execute(socket, `CREATE DATABASE ${name}`);
  return connected(socket, name);
}

async function connected(socket: string, database: string): Promise<pg.Client> {
  const client = new pg.Client(settingsOf(socket, database));
  await client.connect();
  return client;
}
