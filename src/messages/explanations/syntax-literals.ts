/** syntax.*: why values must be written as JSON writes them. */
import type { SyntaxParams } from '../params.ts';
import { rfc8259 } from './sources.ts';
import type { Explanations } from './types.ts';

type Codes = 'syntax.not-a-number' | 'syntax.bad-number' | 'syntax.bad-escape' | 'syntax.control-character';

export const LITERALS: Explanations<Pick<SyntaxParams, Codes>> = {
  'syntax.not-a-number': {
    why: {
      fr: 'Un calcul sans résultat (division par zéro, colonne vide) a laissé « NaN » ou « Infinity ». Le JSON ne connaît pas ces valeurs et la plupart des logiciels refusent le fichier entier.',
      en: 'A calculation without result (division by zero, empty column) left “NaN” or “Infinity”. JSON does not know these values and most programs refuse the whole file.',
    },
    mend: {
      fr: "Donnez le nombre. Si l'information n'existe pas et que le champ est facultatif, retirez le champ. À l'export, demandez à votre bibliothèque de refuser ces valeurs (en Python, l'option « allow_nan=False »).",
      en: 'Give the number. If there is none and the field is optional, remove the field. When exporting, ask your library to refuse these values (in Python, the option “allow_nan=False”).',
    },
    source: rfc8259('6'),
  },
  'syntax.bad-number': {
    why: {
      fr: "Le nombre n'est pas écrit comme le JSON l'écrit : des chiffres, un point pour les décimales, ni espace, ni signe plus, ni zéro de tête.",
      en: 'The number is not written as JSON writes it: digits, a dot before the decimals, no space, no plus sign, no leading zero.',
    },
    mend: {
      fr: 'Écrivez « 12000.50 » et non « 12 000,50 ». Un identifiant qui commence par un zéro est un texte : mettez-le entre guillemets.',
      en: 'Write “12000.50” and not “12 000,50”. An identifier that starts with a zero is a text: put it in quotes.',
    },
    source: rfc8259('6'),
  },
  'syntax.bad-escape': {
    why: {
      fr: "Dans un texte JSON, la barre oblique inverse annonce un caractère spécial. Suivie d'autre chose, comme dans un chemin de Windows, elle rend le texte illisible.",
      en: 'In a text of JSON the backslash announces a special character. Followed by anything else, as in a Windows path, it makes the text unreadable.',
    },
    mend: {
      fr: 'Doublez la barre si elle fait partie du texte, sinon supprimez-la.',
      en: 'Double the backslash if it is part of the text, otherwise delete it.',
    },
    source: rfc8259('7'),
  },
  'syntax.control-character': {
    why: {
      fr: "Un retour à la ligne, une tabulation ou un autre caractère invisible ne peut pas figurer tel quel dans un texte JSON. Il vient souvent d'un copier-coller dans l'objet du marché.",
      en: 'A line break, a tab or another invisible character may not stand as it is in a text of JSON. It often comes from pasting into the object of the contract.',
    },
    mend: {
      fr: 'Remplacez-le par une espace, ou par sa notation (« \\n » pour un retour à la ligne, « \\t » pour une tabulation).',
      en: 'Replace it with a space, or with its notation (“\\n” for a line break, “\\t” for a tab).',
    },
    source: rfc8259('7'),
  },
};
