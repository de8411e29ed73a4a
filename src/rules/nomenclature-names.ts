/** The codes of each list, by name: those of `NOMENCLATURE_NAMES`, and `cpv` with keys (« 30192000-1 »). */
export type Nomenclatures = Readonly<Record<string, readonly string[]>>;

/** The lists that a rule may name in `nomenclature('name', code)`. The CPV has functions of its own. */
export const NOMENCLATURE_NAMES = [
  'cog-communes',
  'cog-departements',
  'cog-regions',
  'cog-arrondissements',
  'pays-alpha2',
  'pays-alpha3',
] as const;
