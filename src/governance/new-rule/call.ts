import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Lang } from '../../../packages/base/src/language.ts';
import { newIdFault, type NewRule } from './files.ts';
import { type RecordScope, SCOPES } from '../../model/rules.ts';
import type { Texts } from '../../model/types.ts';
import { inLanguage, usageSentence } from '../../cli/program.ts';

/** What a new rule is refused for: a sentence, and nothing is written. */
export class Refusal extends Error {
  readonly texts: Texts;
  constructor(texts: Texts) {
    super(texts.en);
    this.texts = texts;
  }
}

/** The rule that a command line asks for. Throws a Refusal or a CommanderError. */
export function askedRule(argv: readonly string[], lang: Lang): Omit<NewRule, 'lang'> {
  const scope = new Option('--scope <marche|concession>', HELP.scope[lang]).default('marche').argParser(scopeOf);
  const command = inLanguage(new Command('npm run new-rule --'), HELP.help[lang], lang)
    .description(HELP.description[lang])
    .argument('<id>', HELP.id[lang])
    .addOption(scope)
    .addHelpText('after', `\n${HELP.example[lang]}`)
    .parse(argv, { from: 'user' });
  const [id = ''] = command.args;
  const fault = newIdFault(id);
  if (fault) throw new Refusal(fault);
  return { id, scope: command.opts<{ scope: RecordScope }>().scope };
}

function scopeOf(value: string): RecordScope {
  if (value === 'fichier') throw new Refusal(ON_THE_FILE);
  const known = Object.values(SCOPES);
  const scope = known.find((one) => one === value);
  if (scope === undefined) throw new InvalidArgumentError(known.join(', '));
  return scope;
}

/** The sentence that a wrong call is refused with; undefined for what is no such thing. */
export function refusalOf(error: unknown, lang: Lang): string | undefined {
  if (error instanceof Refusal) return error.texts[lang];
  if (!(error instanceof CommanderError)) return undefined;
  const wayOut = Object.hasOwn(WAYS_OUT, error.code) ? WAYS_OUT[error.code] : undefined;
  return `${usageSentence(error, lang)}${wayOut?.[lang] ?? ''}`;
}

const WAYS_OUT: Readonly<Record<string, Texts>> = {
  'commander.missingArgument': {
    fr: " : donnez l'identifiant de la règle, p. ex. « npm run new-rule -- duree-superieure-a-vingt-ans »",
    en: ': give the id of the rule, e.g. “npm run new-rule -- duree-superieure-a-vingt-ans”',
  },
  'commander.excessArguments': {
    fr: ' : donnez un seul identifiant, ses mots joints par des tirets',
    en: ': give one id, its words joined by hyphens',
  },
  'commander.unknownOption': {
    fr: ' ; au choix : --scope <marche|concession>, --lang <fr|en>, --help',
    en: '; choose: --scope <marche|concession>, --lang <fr|en>, --help',
  },
};

const ON_THE_FILE: Texts = {
  fr: "« --scope fichier » n'a pas de modèle : une telle règle compare entre eux tous les contrats d'un fichier, et ses exemples en ont plusieurs ; lancez la commande avec « --scope marche » ou « --scope concession », puis écrivez l'entrée de « on » sur le modèle de schema/next/rules/enregistrement-duplique.yaml",
  en: '“--scope fichier” has no scaffold: such a rule compares all records of a file with one another, and its examples have several; run the command with “--scope marche” or “--scope concession”, then write the entry of “on” after schema/next/rules/enregistrement-duplique.yaml',
};

const HELP = {
  description: {
    fr: "écrit une règle de contenu à compléter (schema/next/rules), un exemple qui la respecte et un autre qui devra l'enfreindre",
    en: 'writes a rule of content to be completed (schema/next/rules), an example that keeps to it and one that is to break it',
  },
  id: {
    fr: 'identifiant de la règle : la faute en quelques mots sans accents, joints par des tirets',
    en: 'id of the rule: the violation in a few French words without accents, joined by hyphens',
  },
  scope: { fr: 'sorte de contrat que la règle regarde', en: 'kind of record that the rule looks at' },
  help: { fr: 'affiche cette aide', en: 'shows this help' },
  example: {
    fr: 'Exemple : npm run new-rule -- duree-superieure-a-vingt-ans --scope concession',
    en: 'Example: npm run new-rule -- duree-superieure-a-vingt-ans --scope concession',
  },
} satisfies Record<string, Texts>;
