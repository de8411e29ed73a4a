import { describe, expect, test } from 'vitest';
import type { Session, Store } from '../../../federation/src/store/store.ts';
import { NIGHT } from '../../support/tier.ts';
import { eachInWorld, fileOf, many, World } from './world.ts';

let world: World;
eachInWorld((one) => (world = one));

describe('a judgement that is interrupted', () => {
  test('at any statement writes nothing of a version or all of it, and the next one ends it', async () => {
    const end = async (): Promise<unknown> => [
      await world.rows('select record.hash, record.valid, findings from record join verdict on verdict.id = verdict order by 1'),
      await world.rows(`select version, records, array(select findings::text from unnest(verdicts) with ordinality as v (id, at) join verdict using (id) order by at)
        from listing order by 1`),
      await world.rows('select record, resource, times from sighting order by 1, 2'),
      await world.rows('select distinct key from dirty order by 1'),
      await world.rows('select id, state from version order by 1'),
    ];
    const publishAll = async (): Promise<void> => {
      await world.publish(fileOf(...many(12)), { resource: 'a' });
      await world.publish(fileOf(...many(12, 1)), { resource: 'a' });
      await world.publish(fileOf(...many(3, 20)), { resource: 'b' });
    };
    await publishAll();
    await world.judge();
    const expected = await end();
    let at = 0;
    // By day one statement of three, and the end.
    for (let ended = false; !ended; at += NIGHT ? 1 : 3) {
      world = new World(world.store);
      await world.clear();
      await publishAll();
      const failing = new World(failingAt(world.store, at));
      ended = await failing.judgeWith(world).then(
        () => true,
        () => false,
      );
      await world.judge();
      expect(await end(), `statement ${at}`).toEqual(expected);
    }
    expect(at).toBeGreaterThan(15);
  });
});

/** A store of which the session fails at its statement number `at`. */
function failingAt(real: Store, at: number): Store {
  let statements = 0;
  const step = (): void => {
    if (statements++ === at) throw new Error('planted');
  };
  return {
    ...real,
    session: (work) =>
      real.session((session) => {
        const failing: Session = {
          query: async (...call) => (step(), session.query(...call)),
          exec: async (...call) => (step(), session.exec(...call)),
          copy: async (...call) => (step(), session.copy(...call)),
          transaction: (inside) => session.transaction(inside),
        };
        return work(failing);
      }),
  };
}
