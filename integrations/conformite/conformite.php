<?php

/**
 * Compare vos verdicts à ceux du kit de conformité. / Compares your verdicts with those of the conformance kit.
 *
 *     php conformite.php DOSSIER_DU_KIT
 *
 * PHP 8.1 ou plus récent, sans bibliothèque. Remplacez ce que contiennent $fonctions et $regles par les appels de
 * votre logiciel : le reste lit le kit, compare, et rend 0 (tout ce que vous tenez est juste), 1 (un cas diffère) ou 2 (kit illisible).
 * PHP 8.1 or later, no library. Put the calls of your own software into $fonctions and $regles.
 */

declare(strict_types=1);

/** La somme de Luhn est un multiple de 10. */
function luhn(string $chiffres): bool
{
    $somme = 0;
    foreach (str_split(strrev($chiffres)) as $rang => $chiffre) {
        $valeur = (int) $chiffre * (1 + $rang % 2);
        $somme += $valeur > 9 ? $valeur - 9 : $valeur;
    }
    return $somme % 10 === 0;
}

function luhnValide(string $texte): bool
{
    return preg_match('/\A[0-9]{1,19}\z/', $texte) === 1 && luhn($texte);
}

function sirenValide(string $texte): bool
{
    return preg_match('/\A[0-9]{9}\z/', $texte) === 1 && $texte !== str_repeat('0', 9) && luhn($texte);
}

function siretValide(string $texte): bool
{
    if (preg_match('/\A[0-9]{14}\z/', $texte) !== 1 || $texte === str_repeat('0', 14)) {
        return false;
    }
    if (str_starts_with($texte, '356000000') && $texte !== '35600000000048') {
        return array_sum(str_split($texte)) % 5 === 0;
    }
    return luhn($texte);
}

/** La règle du même nom : ses constats sur un cas, et les entrées qu'elle ne peut pas évaluer. */
function siretAcheteurInvalide(stdClass $cas, string $jour): array
{
    [$entree, $nom] = $cas->kind === 'marche' ? [0, 'acheteur'] : [1, 'autoriteConcedante'];
    $acheteur = $cas->record instanceof stdClass ? ($cas->record->$nom ?? null) : null;
    $siret = $acheteur instanceof stdClass ? ($acheteur->id ?? null) : null;
    $fautes = array_map(fn (stdClass $faute): string => $faute->path, $cas->schemaFaults ?? []);
    if (!is_string($siret) || array_intersect($fautes, ['', "/$nom", "/$nom/id"]) !== []) {
        return [[], [['entry' => $entree]]];
    }
    if (siretValide($siret)) {
        return [[], []];
    }
    return [[['entry' => $entree, 'path' => "/$nom/id", 'severity' => 'error']], []];
}

// Vos fonctions, par leur nom dans rules.json. Each takes the arguments of a case and gives its result.
$fonctions = ['luhnValide' => luhnValide(...), 'sirenValide' => sirenValide(...), 'siretValide' => siretValide(...)];

// Vos règles, par leur identifiant. Each takes a case and the reference day, and gives [findings, entries not evaluated].
$regles = ['siret-acheteur-invalide' => siretAcheteurInvalide(...)];

/** Les listes du kit n'ont pas d'ordre, ni les clés d'un constat. */
function sansOrdre(array $constats): array
{
    $textes = array_map(function (mixed $constat): string {
        $cles = (array) $constat;
        ksort($cles);
        return json_encode($cles, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }, $constats);
    sort($textes);
    return $textes;
}

/** Un objet JSON vide n'est pas une liste vide : les objets restent des objets. */
function lire(string $chemin): stdClass
{
    $texte = @file_get_contents($chemin);
    if ($texte === false) {
        throw new RuntimeException($chemin);
    }
    $lu = json_decode($texte, false, 512, JSON_THROW_ON_ERROR);
    return $lu instanceof stdClass ? $lu : throw new RuntimeException($chemin);
}

/** Affiche combien de cas sont tenus, et chacun des autres. Rend le nombre de ces derniers. */
function montrer(string $titre, array $ecarts): int
{
    $faux = array_filter($ecarts, fn (?string $ecart): bool => $ecart !== null);
    printf("%s : %d cas sur %d\n", $titre, count($ecarts) - count($faux), count($ecarts));
    foreach ($faux as $ecart) {
        echo "  $ecart\n";
    }
    return count($faux);
}

function enTexte(mixed $valeur): string
{
    return json_encode($valeur, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
}

if ($argc !== 2) {
    fwrite(STDERR, "php conformite.php DOSSIER_DU_KIT\n");
    exit(2);
}
try {
    $kit = $argv[1];
    $lues = lire("$kit/rules.json");
    $appels = lire("$kit/cases/functions.json");
    $fichiers = [];
    foreach ($lues->rules as $regle) {
        $fichiers[$regle->id] = lire("$kit/cases/{$regle->id}.json");
    }
} catch (RuntimeException | JsonException $erreur) {
    fwrite(STDERR, "le kit ne peut pas être lu / the kit cannot be read: {$erreur->getMessage()}\n");
    exit(2);
}
foreach ([$appels, ...array_values($fichiers)] as $fichier) {
    if ($fichier->rulesVersion !== $lues->version) {
        fwrite(STDERR, "le kit mêle plusieurs versions / the kit mixes versions: {$fichier->rulesVersion}\n");
        exit(2);
    }
}
echo "Règles / rules: {$lues->version}\n";
$faux = 0;
foreach ($fonctions as $nom => $fonction) {
    $cas = array_values(array_filter($appels->cases, fn (stdClass $un): bool => $un->function === $nom));
    $faux += montrer($nom, array_map(function (stdClass $un) use ($fonction): ?string {
        $obtenu = $fonction(...$un->arguments);
        return $obtenu === $un->result ? null : enTexte($un->arguments) . ' : ' . enTexte($obtenu) . ' au lieu de ' . enTexte($un->result);
    }, $cas));
}
foreach ($regles as $nom => $regle) {
    $fichier = $fichiers[$nom];
    $faux += montrer($nom, array_map(function (stdClass $un) use ($regle, $fichier): ?string {
        [$constats, $nonEvalues] = $regle($un, $fichier->day);
        $obtenu = [sansOrdre($constats), sansOrdre($nonEvalues)];
        $attendu = [sansOrdre($un->expected), sansOrdre($un->notEvaluated ?? [])];
        return $obtenu === $attendu ? null : "{$un->name} ({$un->kind}) : " . enTexte($obtenu) . ' au lieu de ' . enTexte($attendu);
    }, $fichier->cases));
}
$laissees = [];
foreach ($lues->functions as $fonction) {
    if (!array_key_exists($fonction->name, $fonctions)) {
        $laissees[] = $fonction->name;
    }
}
foreach (array_keys($fichiers) as $nom) {
    if (!array_key_exists($nom, $regles)) {
        $laissees[] = $nom;
    }
}
printf("Pas encore tenues / not held yet (%d): %s\n", count($laissees), implode(', ', $laissees));
exit($faux > 0 ? 1 : 0);
