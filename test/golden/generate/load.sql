-- Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.
--
-- Charge un paquet de tables (« decp convert CONTRATS.json contrats/ ») dans les tables de decp.sql. À lancer avec psql, dans le
-- dossier du paquet. Le contenu des tables est remplacé en une seule transaction : si un fichier est refusé, rien ne change, et
-- deux chargements de suite donnent la même base. Pour réunir plusieurs paquets, suivre la fin de decp.sql.
-- Loads a package of tables (“decp convert CONTRACTS.json contrats/”) into the tables of decp.sql. Run it with psql, in the
-- folder of the package. The content of the tables is replaced in one transaction: if a file is refused, nothing changes, and two
-- loads in a row give the same database. To gather several packages, follow the end of decp.sql.
--
--   cd contrats
--   psql -d BASE -f ../sql/decp.sql -f ../sql/load.sql -f ../sql/views.sql
--

\set ON_ERROR_STOP on

BEGIN;
SET LOCAL client_encoding = 'UTF8';

-- Contrats que ce chargement remplace.
-- Contracts that this load replaces.
SELECT (SELECT count(*) FROM marches) AS marches, (SELECT count(*) FROM contrats_concession) AS contrats_concession;
TRUNCATE marches, techniques, modalites_execution, actes_sous_traitance, types_prix, titulaires, considerations_sociales, considerations_environnementales, modifications_actes_sous_traitance, modifications, modifications_titulaires, contrats_concession, donnees_execution, tarifs, concessionnaires, contrats_concession_considerations_sociales, contrats_concession_considerations_environnementales, contrats_concession_modifications;

-- Une cellule vide est NULL, "" est un texte vide. Les titres des colonnes doivent être ceux des tables : le paquet d'une version
-- aux colonnes différentes est refusé.
-- An empty cell is NULL, "" is an empty text. The column titles must be those of the tables: a package of a version with other
-- columns is refused.
\copy marches (marche, id, acheteur_id, nature, objet, code_cpv, id_accord_cadre, marche_innovant, ccag, offres_recues, attribution_avance, taux_avance, type_groupement_operateurs, sous_traitance_declaree, procedure, lieu_execution_code, lieu_execution_type_code, duree_mois, date_notification, date_publication_donnees, montant, forme_prix, origine_ue, origine_france) FROM 'marches.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy techniques (marche, rang, technique) FROM 'techniques.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy modalites_execution (marche, rang, modalite_execution) FROM 'modalites_execution.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy actes_sous_traitance (marche, rang, id, sous_traitant_type_identifiant, sous_traitant_id, duree_mois, date_notification, date_publication_donnees, montant, variation_prix) FROM 'actes_sous_traitance.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy types_prix (marche, rang, type_prix) FROM 'types_prix.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy titulaires (marche, rang, type_identifiant, id) FROM 'titulaires.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy considerations_sociales (marche, rang, consideration_sociale) FROM 'considerations_sociales.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy considerations_environnementales (marche, rang, consideration_environnementale) FROM 'considerations_environnementales.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy modifications_actes_sous_traitance (marche, rang, id, duree_mois, date_notification_modification_sous_traitance, montant, date_publication_donnees) FROM 'modifications_actes_sous_traitance.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy modifications (marche, rang, id, date_notification_modification, date_publication_donnees_modification, duree_mois, montant) FROM 'modifications.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy modifications_titulaires (marche, rang_modification, rang, type_identifiant, id) FROM 'modifications_titulaires.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy contrats_concession (contrat_concession, id, autorite_concedante_id, nature, objet, procedure, duree_mois, date_signature, date_publication_donnees, date_debut_execution, valeur_globale, montant_subvention_publique, nombre_donnees_execution) FROM 'contrats_concession.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy donnees_execution (contrat_concession, rang, date_publication_donnees_execution, depenses_investissement) FROM 'donnees_execution.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy tarifs (contrat_concession, rang_donnees_annuelles, rang, intitule_tarif, tarif) FROM 'tarifs.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy concessionnaires (contrat_concession, rang, type_identifiant, id) FROM 'concessionnaires.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy contrats_concession_considerations_sociales (contrat_concession, rang, consideration_sociale) FROM 'contrats_concession_considerations_sociales.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy contrats_concession_considerations_environnementales (contrat_concession, rang, consideration_environnementale) FROM 'contrats_concession_considerations_environnementales.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy contrats_concession_modifications (contrat_concession, rang, id, date_signature_modification, date_publication_donnees_modification, duree_mois, valeur_globale) FROM 'contrats_concession_modifications.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')

COMMIT;
