import type { Lang } from '../../../packages/base/src/language.ts';
import { LIBRARY } from '../../messages/compiled/library.ts';
import type { BuiltVersions } from '../../migrate/run.ts';
import type { Step } from '../../migrate/step.ts';
import type { VersionFacts } from '../../model/facts.ts';
import type { History } from '../../model/history.ts';
import { factsIn, inForceOf } from '../../model/releases.ts';
import type { KnownKinds } from '../../model/record-shapes.ts';
import type { Rule, RuleFacts } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { lazyLists } from '../../rules/roster.ts';
import { memberChecks } from '../../validate/errors.ts';
import { type FastReading, fastReading } from '../../validate/fast-path.ts';
import { type ValidatorModule, versionOf } from '../../validate/on-call.ts';
import type { Registry } from '../../validate/open-check.ts';
import { bookFolder, type RuleBook, type RuleChoice, rulesOnCall, type RulesOnCall } from '../../validate/rule-book.ts';
import type { CountFindings, Validator, FastSummary, MemberChecks, Version } from '../../validate/types.ts';

/** The versions of the standard, each part fetched on demand. */
export class PageRegistry implements Registry, BuiltVersions {
  readonly #assets: Assets;
  constructor(assets: Assets) {
    this.#assets = assets;
  }

  /** The facts by which the version of a file is detected, oldest version first. */
  index(): Promise<VersionFacts[]> {
    return readJson(this.#assets, 'versions/index.json');
  }

  /** The path of each field in each version; only needed for messages. */
  history(): Promise<History> {
    return readJson(this.#assets, 'versions/history.json');
  }

  /** The rules for data of a version. */
  async book(version: string): Promise<RuleBook> {
    const folder = bookFolder(version);
    const [data, lists, module] = await Promise.all([
      readJson<{ version: string; rules: Rule[] }>(this.#assets, `${folder}/rules.json`),
      readText(this.#assets, 'rules/nomenclatures.json'),
      this.#assets.module(`${folder}/rules.js`),
    ]);
    return { ...data, nomenclatures: lazyLists(lists), module: module as RulesModule };
  }

  /** Throws an InputError for a rule to leave out that no version has. */
  async refuseUnknown(choice: RuleChoice | undefined): Promise<void> {
    if (!choice?.without.length) return;
    const { refuseUnknownRules } = await import('../../validate/unknown-rules.ts');
    await refuseUnknownRules(choice.without, {
      versions: () => this.index(),
      rules: (version) => readJson<{ rules: RuleFacts[] }>(this.#assets, `${bookFolder(version)}/index.json`),
    });
  }

  async rules(version: string, choice: RuleChoice): Promise<RulesOnCall | undefined> {
    const load = (wanted: string): Promise<Version> => this.load(wanted);
    return rulesOnCall(await this.book(version), version, choice, { inForce: inForceOf(await this.index()), load });
  }

  async fast(
    version: string,
    rules: RulesOnCall | undefined,
    count: CountFindings | undefined,
  ): Promise<FastReading | undefined> {
    const versionSummary = await readJson<FastSummary>(this.#assets, `versions/${version}/face.json`);
    // Versions whose lists mix kinds have no recogniser: no file is requested that the server does not have.
    if (Object.keys(versionSummary.kinds).length === 0) return undefined;
    const module = await WebAssembly.compile(await this.#assets.bytes(`versions/${version}/recogniser.wasm`));
    return fastReading({ versionSummary, module, tables: () => this.#assets.bytes('rules/tables.bin') }, rules, { count });
  }

  /** The validators of single members, for the kinds of record that the recogniser of a version knows. */
  async members(version: string, kinds: KnownKinds): Promise<MemberChecks> {
    return memberChecks(kinds, (await this.#assets.module(`versions/${version}/members.js`)) as Record<string, Validator>);
  }

  model(version: string): Promise<Model> {
    return readJson<Model>(this.#assets, `versions/${version}/model.json`);
  }

  /** The step that leads to a version from the one before. */
  step(version: string): Promise<Step> {
    return readJson<Step>(this.#assets, `versions/${version}/migration.json`);
  }

  /** A version with its validators. */
  async load(version: string): Promise<Version> {
    const [index, model, validators] = await Promise.all([
      this.index(),
      this.model(version),
      this.#assets.module(`versions/${version}/validators.js`),
    ]);
    return versionOf(factsIn(index, version), model, validators as ValidatorModule);
  }
}

const readText = async (assets: Assets, path: string): Promise<string> => new TextDecoder().decode(await assets.bytes(path));

const readJson = async <T>(assets: Assets, path: string): Promise<T> => JSON.parse(await readText(assets, path)) as T;

/** Loads what a check needs besides its own code, by path in the `dist/` of the package. */
export type Assets = {
  bytes(path: string): Promise<Uint8Array>;
  /** The exports of an ES module. */
  module(path: string): Promise<unknown>;
};

/**
 * The files below a URL that ends with a slash. Modules are imported by URL, never evaluated as text, so that a page may forbid `eval`. Each
 * file is requested once; a failed request is repeated when the file is next needed. Throws an error in `lang` that names the address.
 */
export function assetsAt(base: string, lang: Lang = 'fr'): Assets {
  const kept = new Map<string, Promise<unknown>>();
  const keep = <T>(path: string, load: (address: string) => Promise<T>): Promise<T> => {
    const known = kept.get(path) as Promise<T> | undefined;
    if (known) return known;
    const { href: address } = new URL(path, base);
    const loading = load(address).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(LIBRARY[lang].asset({ address, why }), { cause });
    });
    kept.set(path, loading);
    loading.catch(() => kept.delete(path));
    return loading;
  };
  return { bytes: (path) => keep(path, fetched), module: (path) => keep(path, (address) => import(address) as Promise<unknown>) };
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
