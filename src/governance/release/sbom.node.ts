import { createHash } from 'node:crypto';

export const SBOM = 'sbom.cdx.json';

/** What the list is of: a version of the format, or the npm package. */
export type Subject = {
  stream: 'schema' | 'outils';
  version: string;
  tools: { name: string; version: string };
  date?: string | undefined;
};

type Component = { 'bom-ref': string; name: string } & Record<string, unknown>;
type Dependencies = { ref: string; dependsOn?: string[] };
export type NpmSbom = {
  specVersion: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: Dependencies[];
};

/** What hangs on the lock alone. npm adds addresses of its registry, and texts that it finds or not as packages are installed. */
const KEPT = ['bom-ref', 'type', 'name', 'version', 'scope', 'purl', 'properties', 'hashes', 'licenses'] as const;

/**
 * The list of components (CycloneDX) that npm made, with nothing in it of the machine or the hour: its number is made of its content, its date is that
 * of the sources, its order is that of names. `npm` gives the folder's name to the package, and this one its own.
 */
export function sbomOf(npm: NpmSbom, subject: Subject): Uint8Array {
  const { tools, date } = subject;
  const root = { ...kept(npm.metadata.component), name: tools.name };
  const version = subject.stream === 'schema' ? schemaComponent(subject.version) : undefined;
  const components = npm.components.map(kept);
  const content = {
    metadata: {
      ...(date !== undefined && { timestamp: date }),
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: [{ type: 'application', ...tools }] },
      component: version ?? root,
    },
    components: sorted(version ? [...components, root] : components, (one) => one['bom-ref']),
    dependencies: sorted(
      [
        ...(version ? [{ ref: version['bom-ref'], dependsOn: [root['bom-ref']] }] : []),
        ...npm.dependencies.map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: sorted(dependsOn, (name) => name) })),
      ],
      ({ ref }) => ref,
    ),
  };
  const { specVersion } = npm;
  const head = { $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`, bomFormat: 'CycloneDX', specVersion };
  const sbom = { ...head, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`, version: 1, ...content };
  return Buffer.from(`${JSON.stringify(sbom, null, 2)}\n`);
}

const schemaComponent = (version: string): Component => ({
  'bom-ref': `decp@${version}`,
  type: 'data',
  name: 'decp',
  version,
  purl: `pkg:generic/decp@${version}`,
});

function kept(component: Component): Component {
  const entries = KEPT.flatMap((key) => (component[key] === undefined ? [] : [[key, component[key]] as const]));
  const { properties, ...rest } = Object.fromEntries(entries) as Component & { properties?: { name: string }[] };
  return { ...rest, ...(properties && { properties: properties.filter(({ name }) => name !== PATH) }) };
}

/** Where a package is installed: npm 10 says it, npm 11 does not. */
const PATH = 'cdx:npm:package:path';

const sorted = <T>(list: readonly T[], key: (one: T) => string): T[] =>
  [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

/** A UUID made of a content (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
