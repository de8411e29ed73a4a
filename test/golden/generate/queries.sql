-- Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.
--
-- Trois questions posées aux vues de views.sql. Les montants sont en euros hors taxes ; pour un accord-cadre ou des prix
-- unitaires, c'est un maximum estimé, et non la dépense. Un contrat publié dans deux fichiers chargés compte deux fois.
-- Three questions to the views of views.sql. Amounts are in euros, VAT excluded; for a framework agreement or unit prices, the
-- amount is an estimated maximum, not what is spent. A contract published in two loaded files counts twice.

SET client_encoding = 'UTF8';

-- 1. Combien de marchés, et pour quel montant, dans chaque département ? Ceux que l'on ne sait pas placer sont comptés à part, avec
-- la raison.
-- How many contracts, and for what amount, in each département? Those that cannot be placed are counted apart, with the reason.
SELECT coalesce(departement, 'inconnu : ' || departement_inconnu) AS lieu, count(*) AS nombre, sum(montant_a_jour) AS montant_total
FROM marches_a_jour
GROUP BY 1
ORDER BY montant_total DESC, lieu;

-- 2. Quels marchés ont le plus augmenté par leurs modifications ? Les vingt premiers, en euros puis en pourcentage du montant
-- d'origine.
-- Which contracts grew most through their modifications? The first twenty, in euros, then as a percentage of the original amount.
SELECT id, acheteur_id, objet, montant AS montant_initial, montant_a_jour, montant_a_jour - montant AS hausse,
  round(100 * (montant_a_jour - montant) / nullif(montant, 0), 1) AS hausse_pour_cent, derniere_modification
FROM marches_a_jour
WHERE montant_a_jour > montant
ORDER BY hausse DESC, marche
LIMIT 20;

-- 3. Quels titulaires reviennent le plus souvent chez un même acheteur ? Le montant d'un marché n'est pas réparti entre les
-- titulaires dans les données : la somme ne porte que sur les marchés qu'ils ont seuls.
-- Which contractors come back most often with the same buyer? The data do not divide the amount of a contract between its
-- contractors: the sum is that of the contracts that they have alone.
SELECT c.acheteur_id, t.type_identifiant AS titulaire_type_identifiant, t.id AS titulaire_id, count(*) AS marches,
  count(*) FILTER (WHERE s.titulaires = 1) AS marches_seul, sum(c.montant_a_jour) FILTER (WHERE s.titulaires = 1) AS montant_seul
FROM titulaires_a_jour t
JOIN marches_a_jour c USING (marche)
JOIN (SELECT marche, count(*) AS titulaires FROM titulaires_a_jour GROUP BY marche) s USING (marche)
GROUP BY c.acheteur_id, t.type_identifiant, t.id
ORDER BY marches DESC, montant_seul DESC NULLS LAST, c.acheteur_id, t.type_identifiant, t.id
LIMIT 20;
