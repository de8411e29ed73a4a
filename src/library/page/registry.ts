import { InputError } from '../../finding.ts';
import type { VersionFacts } from '../../model/facts.ts';
import type { History } from '../../model/history.ts';
import { labelOf } from '../../model/shell.ts';
import { LATEST, latestOf } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { memberChecks } from '../../validate/errors.ts';
import type { Check, MemberChecks, Version, VersionFace } from '../../validate/types.ts';
type ValidatorModule = { marche: Check; contratConcession: Check; shell: Check };

/** The versions of the standard, each part loaded when it is asked for. */
export class Registry {
  readonly #assets: Assets;
  constructor(assets: Assets) {
    this.#assets = assets;
  }

  /** What tells the versions apart, oldest first. */
  index(): Promise<VersionFacts[]> {
    return readJson(this.#assets, 'versions/index.json');
  }

  /** Where each field stands in each version; only needed to word messages. */
  history(): Promise<History> {
    return readJson(this.#assets, 'versions/history.json');
  }

  /** What is known of a version, `latest` among them, before it is loaded. Throws an InputError for a version that does not exist. */
  async facts(version: string): Promise<VersionFacts> {
    const index = await this.index();
    const wanted = version === LATEST ? latestOf(index) : version;
    const facts = index.find((candidate) => candidate.version === wanted);
    if (!facts) throw new InputError('input.unknown-version', { version, known: index.map((candidate) => candidate.version) });
    return facts;
  }

  face(version: string): Promise<VersionFace> {
    return readJson(this.#assets, `versions/${version}/face.json`);
  }

  /** The compiled recogniser of a version that has one. */
  async recogniser(version: string): Promise<WebAssembly.Module> {
    return WebAssembly.compile(await this.#assets.bytes(`versions/${version}/recogniser.wasm`));
  }

  /** The checks of the members of the records that the recogniser of a version knows. */
  async members(version: string, { kinds }: VersionFace): Promise<MemberChecks> {
    return memberChecks(kinds, (await this.#assets.module(`versions/${version}/members.js`)) as Record<string, Check>);
  }

  model(version: string): Promise<Model> {
    return readJson<Model>(this.#assets, `versions/${version}/model.json`);
  }

  /** A version with its checks. */
  async load(version: string): Promise<Version> {
    const [facts, model, validators] = await Promise.all([
      this.facts(version),
      this.model(version),
      this.#assets.module(`versions/${version}/validators.js`) as Promise<ValidatorModule>,
    ]);
    const { marche, contratConcession, shell } = validators;
    return { label: labelOf(facts), model, validators: { marche, 'contrat-concession': contratConcession, shell } };
  }
}

/** Versions whose lists hold records of one kind have one, so that nothing is asked of the server that it does not have. */
export const hasRecogniser = ({ kinds }: VersionFace): boolean => Object.keys(kinds).length > 0;

export const readText = async (assets: Assets, path: string): Promise<string> =>
  new TextDecoder().decode(await assets.bytes(path));

export const readJson = async <T>(assets: Assets, path: string): Promise<T> => JSON.parse(await readText(assets, path)) as T;

/** What a check loads besides its own code, by path in the `dist/` of the package. */
export type Assets = {
  bytes(path: string): Promise<Uint8Array>;
  /** The exports of an ES module. */
  module(path: string): Promise<unknown>;
};

/**
 * The files below an address that ends with a slash. Modules are imported by their address, never evaluated as text, so that a page may
 * forbid `eval`. Each file is asked for once; one that did not come is asked for again when it is next needed.
 */
export function assetsAt(base: string): Assets {
  const kept = new Map<string, Promise<unknown>>();
  const keep = <T>(path: string, load: (address: string) => Promise<T>): Promise<T> => {
    const known = kept.get(path) as Promise<T> | undefined;
    if (known) return known;
    const loading = load(new URL(path, base).href);
    kept.set(path, loading);
    loading.catch(() => kept.delete(path));
    return loading;
  };
  return { bytes: (path) => keep(path, fetched), module: (path) => keep(path, (address) => import(address) as Promise<unknown>) };
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
