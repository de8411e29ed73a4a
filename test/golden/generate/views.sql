-- Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.
--
-- Vues sur les tables de decp.sql : chaque contrat tel que ses modifications le laissent. Peut être relancé.
-- Views on the tables of decp.sql: each contract as its modifications leave it. Can be run again.

BEGIN;
SET LOCAL client_encoding = 'UTF8';

-- Le département d'un code postal est donné par ses premiers chiffres, sauf pour les codes postaux partagés entre deux
-- départements (17), laissés inconnus, et pour ceux de quelques îles. En Corse, 200 et 201 sont en 2A, 202 et 206 en 2B.
-- The first digits of a postal code give its département, except for the postal codes shared by two départements (17), which are
-- left unknown, and those of a few islands. In Corsica, 200 and 201 are in 2A, 202 and 206 in 2B.
CREATE OR REPLACE FUNCTION decp_departement(type_code text, code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE type_code
    WHEN 'Code postal' THEN CASE
      WHEN code !~ '^[0-9]{5}$' THEN NULL
      WHEN code IN ('01200', '01410', '01590', '05110', '05130', '05160', '05700', '06260', '13780', '21340', '33220', '37160', '42620', '43450', '48250', '52100', '94390') THEN NULL
      WHEN code = '97133' THEN '977'
      WHEN code = '97150' THEN '978'
      WHEN code = '98799' THEN '989'
      WHEN code ~ '^20[01]' THEN '2A'
      WHEN code ~ '^20[26]' THEN '2B'
      ELSE substring(code FROM '^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9])')
    END
    WHEN 'Code commune' THEN substring(code FROM '^(?=.{5}$)(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9])[0-9]+$')
    WHEN 'Code arrondissement' THEN coalesce(substring(code FROM '^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9])[0-9]$'),
      substring(code FROM '^(75(?=1(?:0[1-9]|1[0-9]|20)$)|69(?=38[1-9]$)|13(?=2(?:0[1-9]|1[0-6])$))'))
    WHEN 'Code canton' THEN substring(code FROM '^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9])[0-9]{2}$')
    WHEN 'Code département' THEN substring(code FROM '^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9])$')
  END;

CREATE OR REPLACE FUNCTION decp_departement_inconnu(type_code text, code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN type_code IS NULL OR code IS NULL THEN 'lieu absent'
    WHEN decp_departement(type_code, code) IS NOT NULL THEN NULL
    WHEN type_code = 'Code région' THEN 'région'
    WHEN type_code = 'Code pays' THEN 'pays'
    WHEN type_code = 'Code postal' AND code IN ('01200', '01410', '01590', '05110', '05130', '05160', '05700', '06260', '13780', '21340', '33220', '37160', '42620', '43450', '48250', '52100', '94390') THEN 'code postal de plusieurs départements'
    WHEN type_code IN ('Code postal', 'Code commune', 'Code arrondissement', 'Code canton', 'Code département') THEN 'code inconnu'
    ELSE 'type de code inconnu'
  END;

-- Les marchés, un par ligne, avec le montant et la durée qui résultent de leurs modifications, et le département d'exécution. Les
-- modifications sont prises dans l'ordre de leurs dates de notification ; une modification qui ne donne pas une valeur n'y change
-- rien.
-- Contracts, one per row, with the amount and duration that result from their modifications, and the département of performance.
-- Modifications are taken in the order of their dates of notification; one that does not give a value does not change it.
CREATE OR REPLACE VIEW marches_a_jour AS
SELECT
  c.marche,
  c.id,
  c.acheteur_id,
  c.nature,
  c.objet,
  c.code_cpv,
  c.id_accord_cadre,
  c.marche_innovant,
  c.ccag,
  c.offres_recues,
  c.attribution_avance,
  c.taux_avance,
  c.type_groupement_operateurs,
  c.sous_traitance_declaree,
  c.procedure,
  c.lieu_execution_code,
  c.lieu_execution_type_code,
  c.duree_mois,
  c.date_notification,
  c.date_publication_donnees,
  c.montant,
  c.forme_prix,
  c.origine_ue,
  c.origine_france,
  coalesce((SELECT m.montant FROM modifications m WHERE m.marche = c.marche AND m.montant IS NOT NULL ORDER BY m.date_notification_modification DESC, m.id DESC, m.rang DESC LIMIT 1), c.montant) AS montant_a_jour,
  coalesce((SELECT m.duree_mois FROM modifications m WHERE m.marche = c.marche AND m.duree_mois IS NOT NULL ORDER BY m.date_notification_modification DESC, m.id DESC, m.rang DESC LIMIT 1), c.duree_mois) AS duree_mois_a_jour,
  (SELECT max(m.date_notification_modification) FROM modifications m WHERE m.marche = c.marche) AS derniere_modification,
  decp_departement(c.lieu_execution_type_code, c.lieu_execution_code) AS departement,
  decp_departement_inconnu(c.lieu_execution_type_code, c.lieu_execution_code) AS departement_inconnu
FROM marches c;
COMMENT ON VIEW marches_a_jour IS 'Les marchés, un par ligne, avec le montant et la durée qui résultent de leurs modifications, et le département d''exécution. Les modifications sont prises dans l''ordre de leurs dates de notification ; une modification qui ne donne pas une valeur n''y change rien.';
COMMENT ON COLUMN marches_a_jour.montant_a_jour IS 'La valeur de montant après les modifications ; montant garde celle d''origine.';
COMMENT ON COLUMN marches_a_jour.duree_mois_a_jour IS 'La valeur de duree_mois après les modifications ; duree_mois garde celle d''origine.';
COMMENT ON COLUMN marches_a_jour.derniere_modification IS 'La date de la dernière modification ; NULL s''il n''y en a pas.';
COMMENT ON COLUMN marches_a_jour.departement IS 'Le département du lieu d''exécution, ou la collectivité d''outre-mer, d''après le code et son type ; NULL s''il ne s''en déduit pas avec certitude, et departement_inconnu dit alors pourquoi. Le code d''une commune ancienne, déléguée ou associée donne le département qu''il nomme.';
COMMENT ON COLUMN marches_a_jour.departement_inconnu IS 'Pourquoi le département est inconnu : « région », « pays », « lieu absent », « code postal de plusieurs départements », « code inconnu », « type de code inconnu » ; NULL s''il est connu.';

-- Les contrats de concession, un par ligne, avec la valeur et la durée qui résultent de leurs modifications, prises dans l'ordre
-- de leurs dates de signature ; une modification qui ne donne pas une valeur n'y change rien.
-- Concession contracts, one per row, with the value and duration that result from their modifications, taken in the order of
-- their dates of signature; one that does not give a value does not change it.
CREATE OR REPLACE VIEW contrats_concession_a_jour AS
SELECT
  c.contrat_concession,
  c.id,
  c.autorite_concedante_id,
  c.nature,
  c.objet,
  c.procedure,
  c.duree_mois,
  c.date_signature,
  c.date_publication_donnees,
  c.date_debut_execution,
  c.valeur_globale,
  c.montant_subvention_publique,
  c.nombre_donnees_execution,
  coalesce((SELECT m.valeur_globale FROM contrats_concession_modifications m WHERE m.contrat_concession = c.contrat_concession AND m.valeur_globale IS NOT NULL ORDER BY m.date_signature_modification DESC, m.id DESC, m.rang DESC LIMIT 1), c.valeur_globale) AS valeur_globale_a_jour,
  coalesce((SELECT m.duree_mois FROM contrats_concession_modifications m WHERE m.contrat_concession = c.contrat_concession AND m.duree_mois IS NOT NULL ORDER BY m.date_signature_modification DESC, m.id DESC, m.rang DESC LIMIT 1), c.duree_mois) AS duree_mois_a_jour,
  (SELECT max(m.date_signature_modification) FROM contrats_concession_modifications m WHERE m.contrat_concession = c.contrat_concession) AS derniere_modification
FROM contrats_concession c;
COMMENT ON VIEW contrats_concession_a_jour IS 'Les contrats de concession, un par ligne, avec la valeur et la durée qui résultent de leurs modifications, prises dans l''ordre de leurs dates de signature ; une modification qui ne donne pas une valeur n''y change rien.';
COMMENT ON COLUMN contrats_concession_a_jour.valeur_globale_a_jour IS 'La valeur de valeur_globale après les modifications ; valeur_globale garde celle d''origine.';
COMMENT ON COLUMN contrats_concession_a_jour.duree_mois_a_jour IS 'La valeur de duree_mois après les modifications ; duree_mois garde celle d''origine.';
COMMENT ON COLUMN contrats_concession_a_jour.derniere_modification IS 'La date de la dernière modification ; NULL s''il n''y en a pas.';

-- Les titulaires de chaque marché après ses modifications. La dernière modification qui donne des titulaires en donne la liste
-- complète ; rang_modification est alors son rang, et NULL pour les titulaires d'origine.
-- The contractors of each contract after its modifications. The last modification that gives contractors gives the full list;
-- rang_modification is then its rank, and NULL for the original contractors.
CREATE OR REPLACE VIEW titulaires_a_jour AS
SELECT t.marche, NULL::integer AS rang_modification, t.rang, t.type_identifiant, t.id
FROM titulaires t
WHERE NOT EXISTS (SELECT FROM modifications_titulaires r WHERE r.marche = t.marche)
UNION ALL
SELECT t.marche, t.rang_modification, t.rang, t.type_identifiant, t.id
FROM modifications_titulaires t
WHERE t.rang_modification = (
  SELECT m.rang FROM modifications m
  WHERE m.marche = t.marche AND EXISTS (SELECT FROM modifications_titulaires r WHERE r.marche = m.marche AND r.rang_modification = m.rang)
  ORDER BY m.date_notification_modification DESC, m.id DESC, m.rang DESC LIMIT 1
);
COMMENT ON VIEW titulaires_a_jour IS 'Les titulaires de chaque marché après ses modifications. La dernière modification qui donne des titulaires en donne la liste complète ; rang_modification est alors son rang, et NULL pour les titulaires d''origine.';

COMMIT;
