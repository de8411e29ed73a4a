/** The name of a type for a name of the schema: `contrat-concession` gives `ContratConcession`, `acteSousTraitance` gives `ActeSousTraitance`. */
export const pascal = (name: string): string =>
  name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
