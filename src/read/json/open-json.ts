import type { OpenReader } from '../reader.ts';
import { readJson } from './read-json.ts';
import { Window } from './window.ts';

/** JSON says the types of its values: it is read without a model. */
export const openJson: OpenReader = () => {
  const feed = new Window();
  return { feed, events: readJson(feed) };
};
