/** Databases of tests on the PostgreSQL server of the run. */
import pg from 'pg';
import { serviceAt } from '../support/services.ts';

/** The folder of the socket, or the sentence that says why this machine has no PostgreSQL. */
export async function socketOf(): Promise<{ socket: string } | string> {
  const address = await serviceAt('postgres');
  return typeof address === 'string' ? address : { socket: address['socket']! };
}

/** A new database of this name, to which the client is connected: it goes with the server. */
export async function newDatabase(socket: string, name: string): Promise<pg.Client> {
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: socket, port: 5432, user: 'postgres', database });
    await client.connect();
    return client;
  };
  const admin = await connect('postgres');
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return connect(name);
}
