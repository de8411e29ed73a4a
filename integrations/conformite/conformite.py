"""Compare vos verdicts à ceux du kit de conformité. / Compares your verdicts with those of the conformance kit.

    python3 conformite.py DOSSIER_DU_KIT

Python 3.9 ou plus récent, bibliothèque standard seule. Remplacez ce que contiennent FONCTIONS et REGLES par les
appels de votre logiciel : le reste lit le kit, compare, et rend 0 (tout ce que vous tenez est juste), 1 (un cas diffère) ou 2 (kit illisible).
Python 3.9 or later, standard library only. Put the calls of your own software into FONCTIONS and REGLES.
"""

import json
import re
import sys
from pathlib import Path


def luhn(chiffres):
    """La somme de Luhn est un multiple de 10."""
    somme = 0
    for rang, chiffre in enumerate(reversed(chiffres)):
        valeur = int(chiffre) * (1 + rang % 2)
        somme += valeur - 9 if valeur > 9 else valeur
    return somme % 10 == 0


def luhn_valide(texte):
    return re.fullmatch(r"[0-9]{1,19}", texte) is not None and luhn(texte)


def siren_valide(texte):
    return re.fullmatch(r"[0-9]{9}", texte) is not None and texte != "0" * 9 and luhn(texte)


def siret_valide(texte):
    if re.fullmatch(r"[0-9]{14}", texte) is None or texte == "0" * 14:
        return False
    if texte.startswith("356000000") and texte != "35600000000048":
        return sum(map(int, texte)) % 5 == 0
    return luhn(texte)


def siret_acheteur_invalide(cas, jour):
    """La règle du même nom : ses constats sur un cas, et les entrées qu'elle ne peut pas évaluer."""
    entree, nom = (0, "acheteur") if cas["kind"] == "marche" else (1, "autoriteConcedante")
    contrat = cas["record"]
    acheteur = contrat.get(nom) if isinstance(contrat, dict) else None
    siret = acheteur.get("id") if isinstance(acheteur, dict) else None
    fautes = {faute["path"] for faute in cas.get("schemaFaults", [])}
    if not isinstance(siret, str) or fautes & {"", f"/{nom}", f"/{nom}/id"}:
        return [], [{"entry": entree}]
    if siret_valide(siret):
        return [], []
    return [{"entry": entree, "path": f"/{nom}/id", "severity": "error"}], []


# Vos fonctions, par leur nom dans rules.json. Each takes the arguments of a case and gives its result.
FONCTIONS = {"luhnValide": luhn_valide, "sirenValide": siren_valide, "siretValide": siret_valide}

# Vos règles, par leur identifiant. Each takes a case and the reference day, and gives (findings, entries not evaluated).
REGLES = {"siret-acheteur-invalide": siret_acheteur_invalide}


def sans_ordre(constats):
    """Les listes du kit n'ont pas d'ordre."""
    return sorted(json.dumps(constat, sort_keys=True) for constat in constats)


def est_juste(obtenu, attendu):
    """Python tient 1, 1.0 et True pour égaux ; le kit non."""
    return type(obtenu) is type(attendu) and obtenu == attendu


def fonction_tenue(nom, cas):
    obtenu = FONCTIONS[nom](*cas["arguments"])
    return None if est_juste(obtenu, cas["result"]) else f"{cas['arguments']} : {obtenu!r} au lieu de {cas['result']!r}"


def regle_tenue(nom, cas, jour):
    constats, non_evalues = REGLES[nom](cas, jour)
    obtenu = (sans_ordre(constats), sans_ordre(non_evalues))
    attendu = (sans_ordre(cas["expected"]), sans_ordre(cas.get("notEvaluated", [])))
    return None if obtenu == attendu else f"{cas['name']} ({cas['kind']}) : {obtenu} au lieu de {attendu}"


def montrer(titre, ecarts):
    """Affiche combien de cas sont tenus, et chacun des autres. Rend le nombre de ces derniers."""
    faux = [ecart for ecart in ecarts if ecart is not None]
    print(f"{titre} : {len(ecarts) - len(faux)} cas sur {len(ecarts)}")
    for ecart in faux:
        print(f"  {ecart}")
    return len(faux)


def lire(chemin):
    return json.loads(chemin.read_text(encoding="utf-8"))


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        kit = Path(arguments[0])
        regles = lire(kit / "rules.json")
        appels = lire(kit / "cases" / "functions.json")
        fichiers = {regle["id"]: lire(kit / "cases" / f"{regle['id']}.json") for regle in regles["rules"]}
    except (OSError, ValueError, KeyError) as erreur:
        print(f"le kit ne peut pas être lu / the kit cannot be read: {erreur}", file=sys.stderr)
        return 2
    versions = {fichier["rulesVersion"] for fichier in [appels, *fichiers.values()]}
    if versions != {regles["version"]}:
        print(f"le kit mêle plusieurs versions / the kit mixes versions: {sorted(versions)}", file=sys.stderr)
        return 2
    print(f"Règles / rules: {regles['version']}")
    faux = 0
    for nom in FONCTIONS:
        cas = [cas for cas in appels["cases"] if cas["function"] == nom]
        faux += montrer(nom, [fonction_tenue(nom, un) for un in cas])
    for nom in REGLES:
        fichier = fichiers[nom]
        faux += montrer(nom, [regle_tenue(nom, cas, fichier["day"]) for cas in fichier["cases"]])
    laissees = [fonction["name"] for fonction in regles["functions"] if fonction["name"] not in FONCTIONS]
    laissees += [nom for nom in fichiers if nom not in REGLES]
    print(f"Pas encore tenues / not held yet ({len(laissees)}): {', '.join(laissees)}")
    return 1 if faux else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
