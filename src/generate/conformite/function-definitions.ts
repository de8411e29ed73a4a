/** The definitions of the functions, in both languages, each with its source. */
import type { Texts } from '../../model/types.ts';
import type { RuleFunctions } from '../../rules/functions.ts';

type Definition = { description: Texts; source: string };

export const DEFINITIONS: Readonly<Record<keyof RuleFunctions, Definition>> = {
  siretValide: {
    description: {
      fr: "Vrai si le texte est un SIRET : exactement 14 chiffres (0 à 9), qui ne sont pas tous 0, et dont la clé de Luhn est juste : de droite à gauche, doublez un chiffre sur deux à partir du deuxième, retirez 9 à ce qui dépasse 9, additionnez ; la somme est un multiple de 10. Exception : si le texte commence par 356000000 (La Poste) et n'est pas 35600000000048 (son siège), la clé de Luhn ne compte pas ; il faut que la simple somme des 14 chiffres soit un multiple de 5.",
      en: "True if the text is a SIRET: exactly 14 digits (0 to 9), not all 0, whose Luhn check digit is right: from right to left, double every other digit starting with the second, take 9 off what is above 9, add up; the sum is a multiple of 10. Exception: if the text begins with 356000000 (La Poste) and is not 35600000000048 (its head office), Luhn's key does not count; the plain sum of the 14 digits must be a multiple of 5.",
    },
    source: 'INSEE, répertoire SIRENE (numéro SIRET, clé de contrôle, exception de La Poste)',
  },
  sirenValide: {
    description: {
      fr: "Vrai si le texte est un SIREN : exactement 9 chiffres, qui ne sont pas tous 0, et dont la clé de Luhn est juste (voir `siretValide`, sans l'exception).",
      en: 'True if the text is a SIREN: exactly 9 digits, not all 0, whose Luhn check digit is right (see `siretValide`, without the exception).',
    },
    source: 'INSEE, répertoire SIRENE (numéro SIREN, clé de contrôle)',
  },
  luhnValide: {
    description: {
      fr: "Vrai si le texte est fait de 1 à 19 chiffres et de rien d'autre, et que la clé de Luhn est juste (voir `siretValide`, sans l'exception). Des zéros seuls passent. Faux pour un texte vide ou plus long.",
      en: "True if the text is 1 to 19 digits and nothing else, and Luhn's check digit is right (see `siretValide`, without the exception). Zeros alone pass. False for an empty or a longer text.",
    },
    source: 'ISO/IEC 7812-1, annexe B',
  },
  tvaValide: {
    description: {
      fr: "Vrai si le texte a la forme d'un numéro de TVA intracommunautaire, sans espaces : 4 à 14 caractères, dont les deux premiers désignent l'État. Hors de France, le reste répond à l'expression régulière de l'État (`forms`) ; un État absent de `forms` donne faux. Pour FR, le reste est fait de deux caractères (chiffres, ou lettres majuscules sauf I et O) puis de 9 chiffres. Si l'un des deux caractères est une lettre, rien de plus n'est demandé. Si ce sont deux chiffres, ils valent (12 + 3 × (n mod 97)) mod 97, où n est le nombre des 9 chiffres ; et ces 9 chiffres sont un SIREN valide, ou bien commencent par 000 sans être tous 0 (Monaco).",
      en: 'True if the text has the form of an intra-Community VAT number, without spaces: 4 to 14 characters, the first two of which name the State. Outside France the rest matches the regular expression of the State (`forms`); a State that is not in `forms` gives false. For FR the rest is two characters (digits, or capital letters but I and O) then 9 digits. If one of the two characters is a letter, nothing more is asked. If they are two digits, they equal (12 + 3 × (n mod 97)) mod 97, where n is the number of the 9 digits; and these 9 digits are a valid SIREN, or else begin with 000 without being all 0 (Monaco).',
    },
    source: 'Commission européenne, VIES ; directive 2006/112/CE, article 215 ; pour la France, clé de la DGFiP',
  },
  cpvExiste: {
    description: {
      fr: "Vrai si les huit premiers chiffres du code sont ceux d'un code de la liste `cpv` de nomenclatures.json. Le code a huit caractères, ou dix : huit, un tiret et un chiffre, qui peut être faux. Toute autre forme donne faux.",
      en: 'True if the first eight digits of the code are those of a code in the list `cpv` of nomenclatures.json. The code has eight characters, or ten: eight, a hyphen and a digit, which may be wrong. Any other form gives false.',
    },
    source: 'Règlement (CE) n° 213/2008, annexe I',
  },
  cpvCle: {
    description: {
      fr: 'Le code avec la clé de la liste `cpv` : « 30192000 » et « 30192000-9 » donnent « 30192000-1 ». Texte vide si `cpvExiste` est faux. La clé se lit dans la liste et ne se calcule pas : 532 codes ont été publiés avec une autre clé que celle de la formule.',
      en: 'The code with its key from the list `cpv`: « 30192000 » and « 30192000-9 » give « 30192000-1 ». An empty text if `cpvExiste` is false. The key is looked up and not computed: 532 codes were published with another key than that of the formula.',
    },
    source: 'Règlement (CE) n° 213/2008, annexe I',
  },
  nomenclature: {
    description: {
      fr: 'Vrai si la liste de ce nom (cog-communes, cog-departements, cog-regions, cog-arrondissements, pays-alpha2, pays-alpha3) de nomenclatures.json contient le code, écrit exactement ainsi. Tout autre nom donne faux.',
      en: 'True if the list of this name (cog-communes, cog-departements, cog-regions, cog-arrondissements, pays-alpha2, pays-alpha3) in nomenclatures.json holds the code, written exactly so. Any other name gives false.',
    },
    source: 'INSEE, code officiel géographique ; ISO 3166-1',
  },
  jour: {
    description: {
      fr: "Le nombre de jours du 1970-01-01 au jour AAAA-MM-JJ qui commence le texte (négatif avant), dans le calendrier grégorien, même avant 1582. Ce qui suit le dixième caractère ne compte pas. Un jour de trop passe au mois suivant (2023-02-29 vaut 2023-03-01). 0 si le texte ne commence pas par AAAA-MM-JJ. Dans une règle, la date est toujours une vraie date : voir « quand une règle n'est pas évaluée ».",
      en: 'The number of days from 1970-01-01 to the day YYYY-MM-DD that begins the text (negative before), in the Gregorian calendar, even before 1582. What follows the tenth character does not count. A day too many rolls over (2023-02-29 is 2023-03-01). 0 if the text does not begin with YYYY-MM-DD. In a rule the date is always a real one: see « when a rule is not evaluated ».',
    },
    source: 'ISO 8601',
  },
  moisEntre: {
    description: {
      fr: "Le nombre de mois commencés de la première date à la seconde : le plus petit entier n tel que la première date + n mois ne soit pas avant la seconde. Ajouter n mois garde le jour du mois, ou prend le dernier jour du mois s'il n'y en a pas (31 janvier + 1 mois = 28 ou 29 février). Nul ou négatif si la seconde date est avant. 0 si l'un des textes ne commence pas par AAAA-MM-JJ.",
      en: 'The number of months begun from the first date to the second: the least integer n such that the first date + n months is not before the second. Adding n months keeps the day of the month, or takes the last day if there is none such (31 January + 1 month = 28 or 29 February). Zero or negative if the second date is before. 0 if one of the texts does not begin with YYYY-MM-DD.',
    },
    source: 'Code de procédure civile, article 641',
  },
  aujourdhui: {
    description: {
      fr: "Le jour de référence du contrôle, AAAA-MM-JJ. C'est un paramètre (`day` dans les cas), pour que les résultats se répètent.",
      en: 'The reference day of the check, YYYY-MM-DD. It is a parameter (`day` in the cases), so that results repeat.',
    },
    source: 'référentiel',
  },
  premier: {
    description: {
      fr: 'Le plus petit texte de la liste, comparé point de code par point de code (et non par unités UTF-16 ni selon une langue) ; le texte vide pour une liste vide.',
      en: 'The smallest text of the list, compared code point by code point (not by UTF-16 units nor by the rules of a language); the empty text for an empty list.',
    },
    source: 'référentiel',
  },
  partieEntiere: {
    description: {
      fr: 'Le nombre sans ses décimales, tronqué vers zéro (-1.7 donne -1.0), jamais -0.',
      en: 'The number without its decimals, truncated toward zero (-1.7 gives -1.0), never -0.',
    },
    source: 'référentiel',
  },
  chiffreRepete: {
    description: {
      fr: "Le plus grand nombre de fois qu'un même chiffre autre que 0 figure dans la partie entière : 3 pour 17717.77, 0 pour 0.5. Les chiffres sont ceux du plus court texte décimal qui désigne le nombre (celui qu'écrit JavaScript, Java 19+, Go avec strconv 'f' -1, Python repr), sans exposant ni signe. 0 pour un nombre infini ou NaN.",
      en: "The greatest number of times that one same digit other than 0 occurs in the integer part: 3 for 17717.77, 0 for 0.5. The digits are those of the shortest decimal text that stands for the number (the one that JavaScript, Java 19+, Go's strconv 'f' -1, Python's repr write), without exponent or sign. 0 for an infinite number or NaN.",
    },
    source: 'consolidation nationale, augmente/nettoyage.py (check_montant)',
  },
  commencePar: {
    description: {
      fr: 'Vrai si les chiffres de la partie entière (voir `chiffreRepete`) commencent par ce texte. Faux pour un nombre infini ou NaN.',
      en: 'True if the digits of the integer part (see `chiffreRepete`) begin with this text. False for an infinite number or NaN.',
    },
    source: 'consolidation nationale, augmente/nettoyage.py (check_montant)',
  },
  decimales: {
    description: {
      fr: 'Combien de chiffres suivent la virgule dans le plus court texte décimal du nombre (voir `chiffreRepete`) : 2 pour 12.34, 7 pour 1e-7, 0 pour un entier, un nombre infini ou NaN.',
      en: 'How many digits stand after the decimal point in the shortest decimal text of the number (see `chiffreRepete`): 2 for 12.34, 7 for 1e-7, 0 for an integer, an infinite number or NaN.',
    },
    source: 'référentiel',
  },
};
