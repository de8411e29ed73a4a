-- Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.
--
-- Tables des données essentielles de la commande publique, version 2.1.0, pour PostgreSQL 15 et suivants.
-- Ensuite, load.sql charge un paquet de tables, views.sql ajoute des vues, queries.sql donne des exemples de questions.
-- Une table par nature de contrat, une table par liste ; la clé est le numéro du contrat, puis le rang dans chaque liste.
-- Ce numéro est choisi par le programme qui remplit la base : deux fichiers ne doivent pas porter les mêmes.
-- Les paquets de tables numérotent tous à partir de 1 : la fin de ce fichier dit comment en ajouter un second à une base.
-- Nombres : numeric, qui garde chaque nombre comme il est écrit et additionne les euros au centime près.
-- Dates : jour, un texte AAAA-MM-JJ contrôlé ; le type date lirait 01/03/2024 selon ses réglages et refuserait l'an 0000.
-- Une liste obligatoire doit avoir un élément à la fin de la transaction : insérer le contrat et ses listes dans une seule.
--
-- Ce que ces tables ne disent pas :
-- - deux éléments égaux dans modifications, dont chaque élément contient une liste ;
-- - deux éléments égaux dans donnees_execution, dont chaque élément contient une liste ;
-- - une liste vide et une liste absente sont pareilles (aucune ligne) dans : actes_sous_traitance, modifications_actes_sous_traitance, modifications, modifications_titulaires, contrats_concession_modifications ;
-- - une base ne garde ni les noms inconnus ni le type d'une valeur de JSON : c'est le programme qui la remplit qui les refuse ;
-- - le fichier qui ne contient aucun contrat ;
-- - le rang est unique dans sa liste, mais il peut en manquer, et une colonne « nombre_… » peut ne pas compter les lignes ;
-- - les règles de gestion du référentiel, qui comparent plusieurs champs ;
-- - dans l'autre sens, PostgreSQL refuse le caractère U+0000 dans un texte, un entier au-delà de 9223372036854775807, et dans une
--   colonne dont les valeurs sont uniques un texte qui ne tient pas dans un index (environ 2 700 octets après compression).

BEGIN;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;

CREATE TABLE codes_ccag (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_ccag IS 'Codes de la liste ccag.';
INSERT INTO codes_ccag (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Travaux', 'Travaux', 'Works', 'Le marché se réfère au cahier des clauses administratives générales applicable aux travaux.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Maitrise d''œuvre', 'Maitrise d''œuvre', 'Project management (architects and engineers)', 'Le marché se réfère au cahier des clauses administratives générales applicable à la maîtrise d''œuvre ; la valeur s''écrit sans accent circonflexe.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', ''),
  ('Fournitures courantes et services', 'Fournitures courantes et services', 'Common supplies and services', 'Le marché se réfère au cahier des clauses administratives générales applicable aux fournitures courantes et aux services.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Marchés industriels', 'Marchés industriels', 'Industrial contracts', 'Le marché se réfère au cahier des clauses administratives générales applicable aux marchés industriels, pour un matériel conçu ou adapté à la demande de l''acheteur.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Prestations intellectuelles', 'Prestations intellectuelles', 'Intellectual services', 'Le marché se réfère au cahier des clauses administratives générales applicable aux études, au conseil et aux autres travaux de l''esprit.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Techniques de l''information et de la communication', 'Techniques de l''information et de la communication', 'Information and communication technologies', 'Le marché se réfère au cahier des clauses administratives générales applicable au matériel, aux logiciels et aux services informatiques ou de télécommunication.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.2', '', ''),
  ('Pas de CCAG', 'Pas de CCAG', 'No general conditions (CCAG)', 'Le marché ne se réfère à aucun cahier des clauses administratives générales.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_consideration_environnementale (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_consideration_environnementale IS 'Codes de la liste consideration-environnementale.';
INSERT INTO codes_consideration_environnementale (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Clause environnementale', 'Clause environnementale', 'Environmental performance clause', 'Le contrat impose pendant son exécution une obligation en faveur de l''environnement.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Critère environnemental', 'Critère environnemental', 'Environmental award criterion', 'Au moins un critère d''attribution note la qualité des offres pour l''environnement.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Pas de considération environnementale', 'Pas de considération environnementale', 'No environmental consideration', 'Le contrat n''a ni clause ni critère en faveur de l''environnement ; cette valeur reste seule dans la liste.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_consideration_sociale_concession (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_consideration_sociale_concession IS 'Codes de la liste consideration-sociale-concession.';
INSERT INTO codes_consideration_sociale_concession (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Clause sociale', 'Clause sociale', 'Social performance clause', 'Le contrat impose au concessionnaire une obligation sociale pendant l''exécution, par exemple des heures d''insertion.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '2.0.0', '', ''),
  ('Critère social', 'Critère social', 'Social award criterion', 'Au moins un critère d''attribution note ce que les offres apportent sur le plan social.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '2.0.0', '', ''),
  ('Concession réservée', 'Concession réservée', 'Reserved concession', 'La concession n''était ouverte qu''à des opérateurs qui emploient des personnes handicapées ou défavorisées, ou à d''autres opérateurs que la loi permet de réserver.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '2.0.0', '', ''),
  ('Pas de considération sociale', 'Pas de considération sociale', 'No social consideration', 'Le contrat n''a ni clause, ni critère, ni réservation de nature sociale ; cette valeur reste seule dans la liste.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '2.0.1', '', '');

CREATE TABLE codes_consideration_sociale_marche (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_consideration_sociale_marche IS 'Codes de la liste consideration-sociale-marche.';
INSERT INTO codes_consideration_sociale_marche (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Clause sociale', 'Clause sociale', 'Social performance clause', 'Le marché impose au titulaire une obligation sociale pendant l''exécution, par exemple des heures d''insertion.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Critère social', 'Critère social', 'Social award criterion', 'Au moins un critère d''attribution note ce que les offres apportent sur le plan social.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Marché réservé', 'Marché réservé', 'Reserved contract', 'Le marché n''était ouvert qu''à des opérateurs qui emploient des personnes handicapées ou défavorisées, ou à des entreprises de l''économie sociale et solidaire.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Pas de considération sociale', 'Pas de considération sociale', 'No social consideration', 'Le marché n''a ni clause, ni critère, ni réservation de nature sociale ; cette valeur reste seule dans la liste.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_forme_prix (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_forme_prix IS 'Codes de la liste forme-prix.';
INSERT INTO codes_forme_prix (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Unitaire', 'Unitaire', 'Unit prices', 'Le montant payé dépend des quantités réellement livrées ou exécutées, chacune ayant son prix.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Forfaitaire', 'Forfaitaire', 'Lump sum', 'Un prix global est payé quelles que soient les quantités exécutées.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Mixte', 'Mixte', 'Mixed', 'Une part du marché est payée au forfait et une autre à prix unitaires.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', '');

CREATE TABLE codes_modalite_execution (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_modalite_execution IS 'Codes de la liste modalite-execution.';
INSERT INTO codes_modalite_execution (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Tranches', 'Tranches', 'Tranches', 'Le marché a une tranche ferme et une ou plusieurs tranches optionnelles que l''acheteur peut affermir.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', ''),
  ('Bons de commande', 'Bons de commande', 'Purchase orders', 'Le marché s''exécute au fur et à mesure par l''émission de bons de commande.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', ''),
  ('Marchés subséquents', 'Marchés subséquents', 'Call-off contracts', 'L''accord-cadre s''exécute par des marchés subséquents, ou le marché publié en est un ; il donne alors l''identifiant de l''accord-cadre.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', ''),
  ('Sans objet', 'Sans objet', 'Not applicable', 'Le marché ne s''exécute ni par tranches, ni par bons de commande, ni par marchés subséquents ; cette valeur reste seule dans la liste.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_nature_concession (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_nature_concession IS 'Codes de la liste nature-concession.';
INSERT INTO codes_nature_concession (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Concession de travaux', 'Concession de travaux', 'Works concession', 'Le contrat porte surtout sur des travaux, payés par le droit d''exploiter l''ouvrage.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Concession de service', 'Concession de service', 'Service concession', 'Le contrat porte sur l''exploitation d''un service qui n''est pas un service public.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Concession de service public', 'Concession de service public', 'Public service concession', 'Le contrat confie un service public, sans qu''il s''agisse d''une délégation d''une collectivité territoriale.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Délégation de service public', 'Délégation de service public', 'Delegation of public service', 'Une collectivité territoriale ou l''un de ses établissements confie la gestion d''un service public.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', '');

CREATE TABLE codes_nature_marche (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_nature_marche IS 'Codes de la liste nature-marche.';
INSERT INTO codes_nature_marche (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Marché', 'Marché', 'Contract', 'Le contrat est un marché public qui ne relève d''aucune autre valeur de la liste.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Marché de partenariat', 'Marché de partenariat', 'Partnership contract', 'Le contrat confie une mission globale de financement, de construction et d''entretien ou d''exploitation d''un équipement.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Marché de défense ou de sécurité', 'Marché de défense ou de sécurité', 'Defence or security contract', 'Le contrat répond à des besoins de défense ou de sécurité au sens du code de la commande publique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', '');

CREATE TABLE codes_procedure_concession (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_procedure_concession IS 'Codes de la liste procedure-concession.';
INSERT INTO codes_procedure_concession (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Procédure négociée ouverte', 'Procédure négociée ouverte', 'Open negotiated procedure', 'Toute entreprise a pu remettre une offre, et les offres ont été négociées.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Procédure non négociée ouverte', 'Procédure non négociée ouverte', 'Open procedure without negotiation', 'Toute entreprise a pu remettre une offre, et le choix s''est fait sans négociation.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Procédure négociée restreinte', 'Procédure négociée restreinte', 'Restricted negotiated procedure', 'Seuls les candidats retenus ont pu remettre une offre, et les offres ont été négociées.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', ''),
  ('Procédure non négociée restreinte', 'Procédure non négociée restreinte', 'Restricted procedure without negotiation', 'Seuls les candidats retenus ont pu remettre une offre, et le choix s''est fait sans négociation.', 'arrêté du 22 décembre 2022 (concessions), annexe I', '1.3.0', '', '');

CREATE TABLE codes_procedure_marche (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_procedure_marche IS 'Codes de la liste procedure-marche.';
INSERT INTO codes_procedure_marche (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Procédure adaptée', 'Procédure adaptée', 'Adapted procedure', 'L''acheteur a fixé lui-même les règles de la mise en concurrence, selon le montant et l''objet du marché.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Appel d''offres ouvert', 'Appel d''offres ouvert', 'Open procedure', 'Toute entreprise a pu remettre une offre, et le choix s''est fait sans négociation.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Appel d''offres restreint', 'Appel d''offres restreint', 'Restricted procedure', 'Seuls les candidats sélectionnés ont pu remettre une offre, et le choix s''est fait sans négociation.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Procédure avec négociation', 'Procédure avec négociation', 'Procedure with negotiation', 'L''acheteur a négocié les conditions du marché avec un ou plusieurs candidats sélectionnés.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.5.0', '', ''),
  ('Marché passé sans publicité ni mise en concurrence préalable', 'Marché passé sans publicité ni mise en concurrence préalable', 'Contract awarded without prior publicity or competition', 'L''acheteur a traité directement avec une entreprise dans un cas que le droit permet.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.5.0', '', ''),
  ('Dialogue compétitif', 'Dialogue compétitif', 'Competitive dialogue', 'L''acheteur a mis au point la solution en dialoguant avec les candidats admis, avant de demander les offres finales.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', '');

CREATE TABLE codes_technique (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_technique IS 'Codes de la liste technique.';
INSERT INTO codes_technique (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Accord-cadre', 'Accord-cadre', 'Framework agreement', 'Le contrat est un accord-cadre, qui fixe les règles des commandes ou des marchés à venir.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Concours', 'Concours', 'Design contest', 'Un jury a choisi un plan ou un projet avant l''attribution du marché.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Système de qualification', 'Système de qualification', 'Qualification system', 'Une entité adjudicatrice a choisi parmi des candidats qualifiés d''avance.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Système d''acquisition dynamique', 'Système d''acquisition dynamique', 'Dynamic purchasing system', 'Le marché est passé dans un système entièrement électronique, ouvert à tout candidat remplissant les conditions pendant toute sa durée.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.2', '', ''),
  ('Catalogue électronique', 'Catalogue électronique', 'Electronic catalogue', 'Les offres, ou une partie d''entre elles, ont été remises sous forme de catalogue électronique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Enchère électronique', 'Enchère électronique', 'Electronic auction', 'Les candidats ont pu revoir leurs offres à la baisse ou les améliorer pendant une enchère électronique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Sans objet', 'Sans objet', 'Not applicable', 'Aucune technique d''achat de la liste n''a été employée ; cette valeur reste seule dans la liste.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_type_code_lieu (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_type_code_lieu IS 'Codes de la liste type-code-lieu.';
INSERT INTO codes_type_code_lieu (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Code postal', 'Code postal', 'Postal code', 'Le code du lieu est un code postal français de 5 chiffres.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code commune', 'Code commune', 'Commune code', 'Le code du lieu est celui d''une commune dans le code officiel géographique, et non son code postal.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code arrondissement', 'Code arrondissement', 'Arrondissement code', 'Le code du lieu est celui d''un arrondissement dans le code officiel géographique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code canton', 'Code canton', 'Canton code', 'Le code du lieu est celui d''un canton dans le code officiel géographique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code département', 'Code département', 'Département code', 'Le code du lieu est celui d''un département, zéro de tête compris.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code région', 'Code région', 'Region code', 'Le code du lieu est celui d''une région dans le code officiel géographique.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('Code pays', 'Code pays', 'Country code', 'Le code du lieu est celui d''un pays, quand l''exécution se fait à l''étranger ou dans la France entière.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', '');

CREATE TABLE codes_type_groupement_operateurs (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_type_groupement_operateurs IS 'Codes de la liste type-groupement-operateurs.';
INSERT INTO codes_type_groupement_operateurs (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Conjoint', 'Conjoint', 'Joint', 'Le titulaire est un groupement dont chaque membre ne s''engage que sur sa part.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Solidaire', 'Solidaire', 'Joint and several', 'Le titulaire est un groupement dont chaque membre s''engage sur la totalité du marché.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Pas de groupement', 'Pas de groupement', 'No consortium', 'Le marché a un seul titulaire.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.1', '', '');

CREATE TABLE codes_type_identifiant (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_type_identifiant IS 'Codes de la liste type-identifiant.';
INSERT INTO codes_type_identifiant (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('SIRET', 'Numéro SIRET', 'SIRET number', 'L''entreprise est immatriculée en France : donner les 14 chiffres de son établissement.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('TVA', 'Numéro de TVA intracommunautaire', 'Intra-Community VAT number', 'L''entreprise est établie dans un autre État de l''Union européenne : donner son numéro de TVA, lettres du pays comprises.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('TAHITI', 'Numéro TAHITI (Polynésie française)', 'TAHITI number (French Polynesia)', 'L''entreprise est inscrite au répertoire de la Polynésie française : donner son numéro TAHITI.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('RIDET', 'Numéro RIDET (Nouvelle-Calédonie)', 'RIDET number (New Caledonia)', 'L''entreprise est inscrite au répertoire de la Nouvelle-Calédonie : donner son numéro RIDET.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('FRWF', 'Identifiant FRWF (Wallis-et-Futuna)', 'FRWF identifier (Wallis and Futuna)', 'L''entreprise a son siège à Wallis-et-Futuna : donner « FRWF » suivi des 14 premiers caractères de son nom.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('IREP', 'Numéro IREP (personne physique)', 'IREP number (natural person)', 'Le cocontractant est une personne physique sans SIRET : donner son numéro IREP.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', ''),
  ('HORS-UE', 'Identifiant hors de l''Union européenne', 'Identifier outside the European Union', 'L''entreprise est établie hors de l''Union européenne : donner le code du pays (2 lettres) suivi d''au plus 16 caractères de son nom.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '1.3.0', '', '');

CREATE TABLE codes_type_prix (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_type_prix IS 'Codes de la liste type-prix.';
INSERT INTO codes_type_prix (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Définitif ferme', 'Définitif ferme', 'Final, firm', 'Le prix est fixé à la conclusion du marché et ne varie pas.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Définitif actualisable', 'Définitif actualisable', 'Final, adjustable once', 'Le prix est fixé à la conclusion du marché et mis à jour une fois si l''exécution commence tard après la remise de l''offre.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Définitif révisable', 'Définitif révisable', 'Final, revisable', 'Le prix est fixé à la conclusion du marché et suit ensuite l''évolution des conditions économiques, selon une formule.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Provisoire', 'Provisoire', 'Provisional', 'Le prix ne peut pas encore être arrêté à la conclusion du marché et le sera pendant l''exécution.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', '');

CREATE TABLE codes_variation_prix (
  code text PRIMARY KEY,
  libelle text NOT NULL,
  label_en text NOT NULL,
  description text NOT NULL,
  source text NOT NULL,
  since text NOT NULL,
  deprecated text NOT NULL,
  replaced_by text NOT NULL
);
COMMENT ON TABLE codes_variation_prix IS 'Codes de la liste variation-prix.';
INSERT INTO codes_variation_prix (code, libelle, label_en, description, source, since, deprecated, replaced_by) VALUES
  ('Ferme', 'Ferme', 'Firm', 'Le prix de l''acte de sous-traitance ne varie pas.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Actualisable', 'Actualisable', 'Adjustable once', 'Le prix de l''acte de sous-traitance est mis à jour une fois si l''exécution commence tard.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', ''),
  ('Révisable', 'Révisable', 'Revisable', 'Le prix de l''acte de sous-traitance suit l''évolution des conditions économiques, selon une formule.', 'arrêté du 22 décembre 2022 (marchés), annexe I', '2.0.0', '', '');

CREATE DOMAIN jour AS text
  CHECK (VALUE ~ '^([0-9]{4}\-((0[13578]|1[02])\-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)\-(0[1-9]|[12][0-9]|30)|02\-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)\-02\-29)$');
COMMENT ON DOMAIN jour IS 'Un jour du calendrier, AAAA-MM-JJ. Se trie comme un texte ; écrire « colonne::date » pour calculer.';

CREATE TABLE marches (
  marche integer NOT NULL CHECK (marche >= 1),
  id text NOT NULL CHECK (char_length(id) <= 16) CHECK (id ~ '[^ \t\r\n]'),
  acheteur_id text NOT NULL CHECK (acheteur_id ~ '^[0-9]{14}$'),
  nature text NOT NULL REFERENCES codes_nature_marche,
  objet text NOT NULL CHECK (char_length(objet) <= 1000) CHECK (objet ~ '[^ \t\r\n]'),
  code_cpv text NOT NULL CHECK (code_cpv ~ '^[0-9]{8}(\-[0-9])?$'),
  id_accord_cadre text CHECK (char_length(id_accord_cadre) <= 16) CHECK (id_accord_cadre ~ '[^ \t\r\n]'),
  marche_innovant boolean NOT NULL,
  ccag text NOT NULL REFERENCES codes_ccag,
  offres_recues bigint NOT NULL CHECK (offres_recues >= 1),
  attribution_avance boolean NOT NULL,
  taux_avance numeric CHECK (taux_avance >= 0) CHECK (taux_avance <= 1),
  type_groupement_operateurs text NOT NULL REFERENCES codes_type_groupement_operateurs,
  sous_traitance_declaree boolean NOT NULL,
  procedure text NOT NULL REFERENCES codes_procedure_marche,
  lieu_execution_code text NOT NULL CHECK (lieu_execution_code ~ '[^ \t\r\n]'),
  lieu_execution_type_code text NOT NULL REFERENCES codes_type_code_lieu,
  duree_mois bigint NOT NULL CHECK (duree_mois >= 1),
  date_notification jour NOT NULL,
  date_publication_donnees jour NOT NULL,
  montant numeric NOT NULL CHECK (montant >= 1) CHECK (montant < 'Infinity'),
  forme_prix text NOT NULL REFERENCES codes_forme_prix,
  origine_ue numeric CHECK (origine_ue >= 0) CHECK (origine_ue <= 1),
  origine_france numeric CHECK (origine_france >= 0) CHECK (origine_france <= 1),
  PRIMARY KEY (marche)
);
COMMENT ON TABLE marches IS 'Liste des marchés. Les marchés publics du fichier, un par élément, sans enveloppe. Omettez la liste s''il n''y a que des concessions.';
COMMENT ON COLUMN marches.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN marches.id IS 'Identifiant du marché. Le numéro que l''acheteur donne au marché dans son propre système : de 1 à 16 caractères. Il ne change plus une fois publié : avec le SIRET de l''acheteur, il relie le marché à ses modifications et à ses actes de sous-traitance. La consolidation nationale n''y accepte que les lettres sans accent, les chiffres, l''espace et les signes `/ - _ . #`.';
COMMENT ON COLUMN marches.acheteur_id IS 'SIRET de l''acheteur. Les 14 chiffres du SIRET de l''établissement qui passe le marché, sans espace ni point, dans une chaîne entre guillemets pour garder les zéros de tête. Le dernier chiffre est une clé de contrôle (Luhn) : la consolidation nationale écarte le marché quand elle est fausse.';
COMMENT ON COLUMN marches.nature IS 'Nature du marché. Une seule valeur : marché, marché de partenariat, ou marché de défense ou de sécurité. Un accord-cadre ou un marché subséquent n''est pas une nature : il se dit dans `techniques` et `modalitesExecution`. La nature indique quelle partie du code de la commande publique s''applique.';
COMMENT ON COLUMN marches.objet IS 'Objet du marché. Ce que l''acheteur achète, en une phrase que quelqu''un d''extérieur comprend : 1 000 caractères au plus, sans référence interne seule. Quand l''enregistrement décrit un lot, dire l''objet du lot. C''est le texte que lisent et cherchent les réutilisateurs.';
COMMENT ON COLUMN marches.code_cpv IS 'Code CPV. Le code principal du vocabulaire commun pour les marchés publics (CPV 2008) : 8 chiffres, suivis si on la connaît d''un tiret et de la clé de contrôle. Un seul code, le plus précis qui couvre l''essentiel de l''achat. Il permet de comparer les achats de toute l''Europe.';
COMMENT ON COLUMN marches.id_accord_cadre IS 'Identifiant de l''accord-cadre. Pour un marché subséquent, l''identifiant (`id`) de l''accord-cadre dont il découle, tel que cet accord-cadre l''a publié : de 1 à 16 caractères. Si le marché ne découle d''aucun accord-cadre, omettre la clé : ni chaîne vide, ni `null`, ni « NC ». Il rattache les commandes au cadre qui les a permises.';
COMMENT ON COLUMN marches.marche_innovant IS 'Marché innovant. `true` si le marché comporte des travaux, des fournitures ou des services innovants, sinon `false`. Un booléen, sans guillemets. Il mesure la part de la commande publique qui va à l''innovation.';
COMMENT ON COLUMN marches.ccag IS 'CCAG de référence. Le cahier des clauses administratives générales auquel le marché se réfère, une seule valeur ; « Pas de CCAG » s''il ne se réfère à aucun. L''apostrophe est droite et « Maitrise d''œuvre » s''écrit sans accent circonflexe. Il fait connaître le cadre contractuel (délais, pénalités, propriété intellectuelle).';
COMMENT ON COLUMN marches.offres_recues IS 'Nombre d''offres reçues. Combien d''offres l''acheteur a reçues pour ce marché ou ce lot : un entier, 1 au moins. Toutes comptent, y compris les offres irrégulières, inacceptables, inappropriées ou anormalement basses. Ce nombre mesure la concurrence réelle. Unité : offres.';
COMMENT ON COLUMN marches.attribution_avance IS 'Attribution d''une avance. `true` si le marché accorde une avance au titulaire, sinon `false`. Un booléen, sans guillemets. Le taux se donne dans `tauxAvance`.';
COMMENT ON COLUMN marches.taux_avance IS 'Taux de l''avance. La part du montant versée d''avance, de 0 à 1 : 0.05 pour 5 %, et non 5. Si `attributionAvance` vaut `false`, omettre la clé ou écrire 0. Si elle vaut `true`, les sources divergent sur 0 : le schéma publié le lit comme « avance accordée, taux non connu », la documentation demande un taux supérieur à 0 et la consolidation nationale marque 0 comme inexploitable ; donner le taux réel dès qu''il est connu. Unité : part de 0 à 1.';
COMMENT ON COLUMN marches.type_groupement_operateurs IS 'Type de groupement d''opérateurs. La forme du groupement qui exécute le marché : conjoint (chacun répond de sa part), solidaire (chacun répond de tout) ou « Pas de groupement » pour un titulaire seul. Une seule valeur pour le marché, et non une par titulaire. Elle dit qui répond en cas de défaillance d''un membre.';
COMMENT ON COLUMN marches.sous_traitance_declaree IS 'Sous-traitance déclarée. `true` si de la sous-traitance a été déclarée pendant la passation, même quand l''acte n''est pas encore notifié ; `false` si aucune n''est prévue ou si les sous-traitants ne sont pas encore connus. Un booléen, sans guillemets. Une sous-traitance qui survient pendant l''exécution s''ajoute dans `actesSousTraitance` sans changer cette valeur.';
COMMENT ON COLUMN marches.procedure IS 'Procédure de passation. La procédure suivie pour passer le marché, une valeur de la liste. Elle dit quel degré de publicité et de mise en concurrence a précédé l''attribution.';
COMMENT ON COLUMN marches.lieu_execution_code IS 'Code du lieu d''exécution. Le code du lieu dans la nomenclature que dit `typeCode` : code postal, code officiel géographique de l''INSEE (commune, arrondissement, canton, département, région) ou code de pays. Une chaîne entre guillemets, avec ses zéros de tête.';
COMMENT ON COLUMN marches.lieu_execution_type_code IS 'Type de code du lieu d''exécution. La nomenclature du code : postal, commune, arrondissement, canton, département, région ou pays. Attention, « Code commune » est le code INSEE, différent du code postal. Sans ce type, `44109` ou `52` ne désignent aucun lieu sûr.';
COMMENT ON COLUMN marches.duree_mois IS 'Durée du marché. La durée totale du marché en mois entiers ; une durée qui n''est pas un nombre exact de mois s''arrondit au mois supérieur (quinze jours font 1). Ne pas changer cette valeur quand la durée change : ajouter une modification. La consolidation nationale écarte ce qui sort de 1 à 180 mois. Unité : mois entiers.';
COMMENT ON COLUMN marches.date_notification IS 'Date de notification. Le jour où le titulaire a reçu la notification du marché, au format AAAA-MM-JJ, et non celui de la signature ou de l''envoi. Le marché prend effet à cette date ; elle ouvre le délai de deux mois pour publier les données (code de la commande publique, R. 2196-1). Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN marches.date_publication_donnees IS 'Date de publication des données. Le jour où l''acheteur publie les données essentielles de ce marché, au format AAAA-MM-JJ. Elle n''est jamais antérieure à la notification et la suit de deux mois au plus. Elle sert à savoir laquelle de deux publications d''un même marché est la plus récente. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN marches.montant IS 'Montant du marché. Le montant hors taxes en euros fixé à la notification : le forfait initial, ou le maximum estimé quand les prix sont unitaires ou que le marché est un accord-cadre. Un nombre sans espace ni symbole, le point pour les décimales. Ne pas corriger cette valeur quand le marché évolue : ajouter une modification. Unité : euros hors taxes.';
COMMENT ON COLUMN marches.forme_prix IS 'Forme du prix. Comment le prix se calcule : unitaire (un prix par quantité livrée), forfaitaire (un prix pour le tout) ou mixte. Sa variation dans le temps se dit dans `typesPrix`.';
COMMENT ON COLUMN marches.origine_ue IS 'Part des produits de l''Union européenne. La part des produits issus de l''Union européenne, France comprise, de 0 à 1 : 0.6 pour 60 %. Elle est attendue pour les denrées alimentaires, les véhicules, les produits de santé et l''habillement ; pour un autre achat, ou si la part n''est pas connue, omettre la clé. Elle n''est jamais inférieure à `origineFrance`. Unité : part de 0 à 1.';
COMMENT ON COLUMN marches.origine_france IS 'Part des produits français. La part des produits fabriqués en France, de 0 à 1 : 0.6 pour 60 %. Elle est attendue pour les denrées alimentaires, les véhicules, les produits de santé et l''habillement ; pour un autre achat, ou si la part n''est pas connue, omettre la clé. Les produits français comptent aussi dans `origineUE`, qui ne peut donc être plus petite. Unité : part de 0 à 1.';

CREATE TABLE techniques (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  technique text NOT NULL REFERENCES codes_technique,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, technique)
);
COMMENT ON TABLE techniques IS 'Technique d''achat. Les techniques d''achat employées, une ou plusieurs valeurs de la liste, sans doublon ; « Sans objet » s''emploie seul, quand il n''y en a aucune. Un accord-cadre se déclare ici. Elles disent comment la concurrence a été organisée au-delà de la procédure.';
COMMENT ON COLUMN techniques.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN techniques.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN techniques.technique IS 'Technique d''achat. Les techniques d''achat employées, une ou plusieurs valeurs de la liste, sans doublon ; « Sans objet » s''emploie seul, quand il n''y en a aucune. Un accord-cadre se déclare ici. Elles disent comment la concurrence a été organisée au-delà de la procédure.';

CREATE TABLE modalites_execution (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  modalite_execution text NOT NULL REFERENCES codes_modalite_execution,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, modalite_execution)
);
COMMENT ON TABLE modalites_execution IS 'Modalité d''exécution. Comment le marché s''exécute : par tranches, par bons de commande, par marchés subséquents ; plusieurs valeurs si besoin, sans doublon. « Sans objet » s''emploie seul. Un marché subséquent indique aussi `idAccordCadre`.';
COMMENT ON COLUMN modalites_execution.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN modalites_execution.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN modalites_execution.modalite_execution IS 'Modalité d''exécution. Comment le marché s''exécute : par tranches, par bons de commande, par marchés subséquents ; plusieurs valeurs si besoin, sans doublon. « Sans objet » s''emploie seul. Un marché subséquent indique aussi `idAccordCadre`.';

CREATE TABLE actes_sous_traitance (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  id bigint NOT NULL CHECK (id >= 0),
  sous_traitant_type_identifiant text NOT NULL REFERENCES codes_type_identifiant,
  sous_traitant_id text NOT NULL CHECK (sous_traitant_id ~ '[^ \t\r\n]'),
  duree_mois bigint NOT NULL CHECK (duree_mois >= 1),
  date_notification jour NOT NULL,
  date_publication_donnees jour NOT NULL,
  montant numeric NOT NULL CHECK (montant >= 1) CHECK (montant < 'Infinity'),
  variation_prix text NOT NULL REFERENCES codes_variation_prix,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, id, sous_traitant_type_identifiant, sous_traitant_id, duree_mois, date_notification, date_publication_donnees, montant, variation_prix)
);
COMMENT ON TABLE actes_sous_traitance IS 'Actes spéciaux de sous-traitance. Les actes spéciaux de sous-traitance notifiés, un élément par acte, dans l''ordre des notifications ; chaque élément est un objet qui contient `acteSousTraitance`. Un acte notifié pendant l''exécution s''ajoute à la liste. Sans sous-traitance, omettre la clé : une liste vide est refusée depuis 2.0.1.';
COMMENT ON COLUMN actes_sous_traitance.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN actes_sous_traitance.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN actes_sous_traitance.id IS 'Numéro de l''acte de sous-traitance. Le rang de l''acte dans ce marché : un entier, unique, croissant dans l''ordre des notifications. Commencer à 1 convient partout : la documentation publiée admet 0, mais les versions 2.0.1 à 2.0.3 le refusent. Les modifications de l''acte le rappellent.';
COMMENT ON COLUMN actes_sous_traitance.sous_traitant_type_identifiant IS 'Type d''identifiant du sous-traitant. Le registre d''où vient l''identifiant : SIRET pour un établissement en France ; TVA pour une entreprise d''un autre État de l''Union européenne, avec son numéro de TVA intracommunautaire ; TAHITI, RIDET, FRWF ou IREP pour les registres d''outre-mer et particuliers ; HORS-UE pour une entreprise hors de l''Union. Sans lui, l''identifiant ne désigne personne de façon sûre.';
COMMENT ON COLUMN actes_sous_traitance.sous_traitant_id IS 'Identifiant du sous-traitant. L''identifiant du sous-traitant dans le registre que dit `typeIdentifiant` : 14 chiffres pour un SIRET, avec une clé de contrôle juste ; pour TVA, le code du pays puis le numéro, sans espace ; pour HORS-UE, le code du pays en deux lettres suivi de 16 lettres ou chiffres au plus. Toujours une chaîne entre guillemets, jamais vide.';
COMMENT ON COLUMN actes_sous_traitance.duree_mois IS 'Durée de la sous-traitance. La durée du contrat de sous-traitance en mois entiers, arrondie au mois supérieur ; 1 au moins. Elle peut être plus courte que celle du marché. Unité : mois entiers.';
COMMENT ON COLUMN actes_sous_traitance.date_notification IS 'Date de notification de l''acte. Le jour où le titulaire a reçu la notification de l''acte spécial, au format AAAA-MM-JJ : celui de la notification du marché si l''acte l''accompagne, sinon plus tard. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN actes_sous_traitance.date_publication_donnees IS 'Date de publication de l''acte. Le jour où l''acheteur publie les données de cet acte spécial, au format AAAA-MM-JJ ; jamais avant sa notification. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN actes_sous_traitance.montant IS 'Montant sous-traité. Le montant hors taxes en euros attribué au sous-traitant, ou le maximum estimé. Un nombre sans espace ni symbole, le point pour les décimales. Ne pas le corriger ensuite : ajouter une modification de l''acte. Unité : euros hors taxes.';
COMMENT ON COLUMN actes_sous_traitance.variation_prix IS 'Variation du prix sous-traité. Comment le prix du contrat de sous-traitance peut varier : ferme, actualisable ou révisable. Une seule valeur. C''est celle du contrat de sous-traitance, qui peut différer de celle du marché.';

CREATE TABLE types_prix (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  type_prix text NOT NULL REFERENCES codes_type_prix,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, type_prix)
);
COMMENT ON TABLE types_prix IS 'Type de prix. Si et comment le prix varie : définitif ferme, actualisable ou révisable, ou provisoire quand il sera arrêté plus tard. Plusieurs valeurs si les prix du marché diffèrent, sans doublon ; au moins une. Utile pour comprendre l''écart entre montant prévu et montant payé.';
COMMENT ON COLUMN types_prix.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN types_prix.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN types_prix.type_prix IS 'Type de prix. Si et comment le prix varie : définitif ferme, actualisable ou révisable, ou provisoire quand il sera arrêté plus tard. Plusieurs valeurs si les prix du marché diffèrent, sans doublon ; au moins une. Utile pour comprendre l''écart entre montant prévu et montant payé.';

CREATE TABLE titulaires (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  type_identifiant text NOT NULL REFERENCES codes_type_identifiant,
  id text NOT NULL CHECK (id ~ '[^ \t\r\n]'),
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, type_identifiant, id)
);
COMMENT ON TABLE titulaires IS 'Titulaires. L''entreprise ou les entreprises à qui le marché est attribué ; dans un groupement, chacun de ses membres. Chaque élément de la liste est un objet qui contient `titulaire`. Il en faut au moins un, sans doublon ; un sous-traitant n''y a pas sa place.';
COMMENT ON COLUMN titulaires.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN titulaires.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN titulaires.type_identifiant IS 'Type d''identifiant du titulaire. Le registre d''où vient l''identifiant : SIRET pour un établissement en France ; TVA pour une entreprise d''un autre État de l''Union européenne, avec son numéro de TVA intracommunautaire ; TAHITI, RIDET, FRWF ou IREP pour les registres d''outre-mer et particuliers ; HORS-UE pour une entreprise hors de l''Union. Sans lui, l''identifiant ne désigne personne de façon sûre.';
COMMENT ON COLUMN titulaires.id IS 'Identifiant du titulaire. L''identifiant du titulaire dans le registre que dit `typeIdentifiant` : 14 chiffres pour un SIRET, avec une clé de contrôle juste ; pour TVA, le code du pays puis le numéro, sans espace ; pour HORS-UE, le code du pays en deux lettres suivi de 16 lettres ou chiffres au plus. Toujours une chaîne entre guillemets, jamais vide.';

CREATE TABLE considerations_sociales (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  consideration_sociale text NOT NULL REFERENCES codes_consideration_sociale_marche,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, consideration_sociale)
);
COMMENT ON TABLE considerations_sociales IS 'Considération sociale. Comment le marché sert un but social : une clause d''exécution, un critère d''attribution, un marché réservé ; plusieurs valeurs si besoin, sans doublon. « Pas de considération sociale » s''emploie seul : la consolidation nationale écarte le marché qui le joint à une autre valeur.';
COMMENT ON COLUMN considerations_sociales.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN considerations_sociales.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN considerations_sociales.consideration_sociale IS 'Considération sociale. Comment le marché sert un but social : une clause d''exécution, un critère d''attribution, un marché réservé ; plusieurs valeurs si besoin, sans doublon. « Pas de considération sociale » s''emploie seul : la consolidation nationale écarte le marché qui le joint à une autre valeur.';

CREATE TABLE considerations_environnementales (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  consideration_environnementale text NOT NULL REFERENCES codes_consideration_environnementale,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE (marche, consideration_environnementale)
);
COMMENT ON TABLE considerations_environnementales IS 'Considération environnementale. Comment le marché sert l''environnement : une clause d''exécution, un critère d''attribution, ou les deux. « Pas de considération environnementale » s''emploie seul : la consolidation nationale écarte le marché qui le joint à une autre valeur.';
COMMENT ON COLUMN considerations_environnementales.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN considerations_environnementales.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN considerations_environnementales.consideration_environnementale IS 'Considération environnementale. Comment le marché sert l''environnement : une clause d''exécution, un critère d''attribution, ou les deux. « Pas de considération environnementale » s''emploie seul : la consolidation nationale écarte le marché qui le joint à une autre valeur.';

CREATE TABLE modifications_actes_sous_traitance (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  id bigint NOT NULL CHECK (id >= 0),
  duree_mois bigint CHECK (duree_mois >= 1),
  date_notification_modification_sous_traitance jour NOT NULL,
  montant numeric CHECK (montant >= 1) CHECK (montant < 'Infinity'),
  date_publication_donnees jour NOT NULL,
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE,
  UNIQUE NULLS NOT DISTINCT (marche, id, duree_mois, date_notification_modification_sous_traitance, montant, date_publication_donnees)
);
COMMENT ON TABLE modifications_actes_sous_traitance IS 'Modifications des actes de sous-traitance. Les modifications d''actes de sous-traitance notifiées pendant l''exécution ; chaque élément est un objet qui contient `modificationActeSousTraitance`. L''acte publié ne se corrige pas : on ajoute ici ce qui change. Sans modification, omettre la clé : une liste vide est refusée depuis 2.0.1.';
COMMENT ON COLUMN modifications_actes_sous_traitance.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN modifications_actes_sous_traitance.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN modifications_actes_sous_traitance.id IS 'Numéro de l''acte modifié. Le numéro (`id`) de l''acte de sous-traitance que l''on modifie, tel qu''il figure dans `actesSousTraitance` ; ce n''est pas le rang de la modification. Plusieurs modifications d''un même acte portent donc le même numéro.';
COMMENT ON COLUMN modifications_actes_sous_traitance.duree_mois IS 'Durée modifiée de la sous-traitance. La nouvelle durée totale du contrat de sous-traitance en mois entiers, arrondie au mois supérieur. Omettez la clé si elle ne change pas. Unité : mois entiers.';
COMMENT ON COLUMN modifications_actes_sous_traitance.date_notification_modification_sous_traitance IS 'Date de notification de la modification de l''acte. Le jour où le titulaire a reçu la notification de la modification de l''acte, au format AAAA-MM-JJ ; jamais avant celle de l''acte. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN modifications_actes_sous_traitance.montant IS 'Montant sous-traité modifié. Le nouveau montant total de l''acte de sous-traitance en euros hors taxes, et non l''écart avec l''ancien. Omettez la clé s''il ne change pas. Unité : euros hors taxes.';
COMMENT ON COLUMN modifications_actes_sous_traitance.date_publication_donnees IS 'Date de publication de la modification de l''acte. Le jour où l''acheteur publie les données de cette modification de l''acte, au format AAAA-MM-JJ ; jamais avant sa notification. Unité : jour (AAAA-MM-JJ).';

CREATE TABLE modifications (
  marche integer NOT NULL CHECK (marche >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  id bigint NOT NULL CHECK (id >= 0),
  date_notification_modification jour NOT NULL,
  date_publication_donnees_modification jour NOT NULL,
  duree_mois bigint CHECK (duree_mois >= 1),
  montant numeric CHECK (montant >= 1) CHECK (montant < 'Infinity'),
  PRIMARY KEY (marche, rang),
  FOREIGN KEY (marche) REFERENCES marches (marche) ON DELETE CASCADE
);
COMMENT ON TABLE modifications IS 'Modifications du marché. Les modifications notifiées depuis le début du marché, dans l''ordre de leur notification ; chaque élément est un objet qui contient `modification`. Ce qui a été publié ne se corrige pas : on ajoute ici ce qui change, dans les deux mois qui suivent la notification de la modification. Sans modification, omettre la clé : une liste vide est refusée depuis 2.0.1.';
COMMENT ON COLUMN modifications.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN modifications.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN modifications.id IS 'Numéro de la modification. Le rang de la modification dans ce marché : un entier, unique, croissant dans l''ordre des notifications. Commencer à 1 convient partout : la documentation publiée admet 0, mais les versions 2.0.1 à 2.0.3 le refusent.';
COMMENT ON COLUMN modifications.date_notification_modification IS 'Date de notification de la modification. Le jour où le titulaire a reçu la notification de la modification, au format AAAA-MM-JJ. Il n''est jamais antérieur à la notification du marché et ouvre un nouveau délai de deux mois pour publier. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN modifications.date_publication_donnees_modification IS 'Date de publication de la modification. Le jour où l''acheteur publie les données de cette modification, au format AAAA-MM-JJ : deux mois au plus après sa notification. Unité : jour (AAAA-MM-JJ).';
COMMENT ON COLUMN modifications.duree_mois IS 'Durée modifiée. La nouvelle durée totale du marché en mois entiers, arrondie au mois supérieur, et non les mois ajoutés. Omettez la clé si la durée ne change pas. Unité : mois entiers.';
COMMENT ON COLUMN modifications.montant IS 'Montant modifié. Le nouveau montant total du marché en euros hors taxes après la modification, et non l''écart avec l''ancien. Omettez la clé si le montant ne change pas. Le montant initial du marché reste tel quel. Unité : euros hors taxes.';

CREATE TABLE modifications_titulaires (
  marche integer NOT NULL CHECK (marche >= 1),
  rang_modification integer NOT NULL CHECK (rang_modification >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  type_identifiant text NOT NULL REFERENCES codes_type_identifiant,
  id text NOT NULL CHECK (id ~ '[^ \t\r\n]'),
  PRIMARY KEY (marche, rang_modification, rang),
  FOREIGN KEY (marche, rang_modification) REFERENCES modifications (marche, rang) ON DELETE CASCADE,
  UNIQUE (marche, rang_modification, type_identifiant, id)
);
COMMENT ON TABLE modifications_titulaires IS 'Titulaires modifiés. La liste complète des titulaires après la modification, dans la même forme que `titulaires` : chaque élément contient `titulaire`. Omettez la clé si les titulaires ne changent pas.';
COMMENT ON COLUMN modifications_titulaires.marche IS 'Numéro du marché dans le fichier. Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN modifications_titulaires.rang_modification IS 'Rang dans la table modifications. Le rang (colonne « rang ») de la ligne de la table modifications à laquelle cet élément appartient.';
COMMENT ON COLUMN modifications_titulaires.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN modifications_titulaires.type_identifiant IS 'Type d''identifiant du titulaire. Le registre d''où vient l''identifiant : SIRET pour un établissement en France ; TVA pour une entreprise d''un autre État de l''Union européenne, avec son numéro de TVA intracommunautaire ; TAHITI, RIDET, FRWF ou IREP pour les registres d''outre-mer et particuliers ; HORS-UE pour une entreprise hors de l''Union. Sans lui, l''identifiant ne désigne personne de façon sûre.';
COMMENT ON COLUMN modifications_titulaires.id IS 'Identifiant du titulaire. L''identifiant du titulaire dans le registre que dit `typeIdentifiant` : 14 chiffres pour un SIRET, avec une clé de contrôle juste ; pour TVA, le code du pays puis le numéro, sans espace ; pour HORS-UE, le code du pays en deux lettres suivi de 16 lettres ou chiffres au plus. Toujours une chaîne entre guillemets, jamais vide.';

CREATE TABLE contrats_concession (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  id text NOT NULL CHECK (char_length(id) <= 16) CHECK (id ~ '[^ \t\r\n]'),
  autorite_concedante_id text NOT NULL CHECK (autorite_concedante_id ~ '^[0-9]{14}$'),
  nature text NOT NULL REFERENCES codes_nature_concession,
  objet text NOT NULL CHECK (char_length(objet) <= 1000) CHECK (objet ~ '[^ \t\r\n]'),
  procedure text NOT NULL REFERENCES codes_procedure_concession,
  duree_mois bigint NOT NULL CHECK (duree_mois >= 1),
  date_signature jour NOT NULL,
  date_publication_donnees jour NOT NULL,
  date_debut_execution jour NOT NULL,
  valeur_globale numeric NOT NULL CHECK (valeur_globale >= 1) CHECK (valeur_globale < 'Infinity'),
  montant_subvention_publique numeric NOT NULL CHECK (montant_subvention_publique >= 0) CHECK (montant_subvention_publique < 'Infinity'),
  nombre_donnees_execution integer CHECK (nombre_donnees_execution >= 0),
  PRIMARY KEY (contrat_concession)
);
COMMENT ON TABLE contrats_concession IS 'Liste des contrats de concession. Les contrats de concession du fichier, un par élément, sans enveloppe ; le nom de la clé prend un trait d''union. Omettez la liste s''il n''y a que des marchés.';
COMMENT ON COLUMN contrats_concession.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN contrats_concession.id IS 'Identifiant du contrat de concession. Le numéro interne du contrat chez l''autorité concédante, de 1 à 16 caractères, de préférence des lettres, des chiffres et `-`, `_`, `/` ou `.`. Il ne sert qu''à un seul contrat de cette autorité et ne change plus ensuite, même après une modification. Avec le SIRET, il permet de reconnaître le contrat d''une publication à l''autre.';
COMMENT ON COLUMN contrats_concession.autorite_concedante_id IS 'SIRET de l''autorité concédante. Les 14 chiffres du SIRET de l''autorité concédante ou de son mandataire, en texte, sans espace ni point ; le dernier chiffre est une clé de contrôle (Luhn). La consolidation nationale écarte un contrat dont la clé est fausse.';
COMMENT ON COLUMN contrats_concession.nature IS 'Nature du contrat de concession. Le genre de concession, choisi parmi les quatre valeurs de la liste et écrit exactement comme elle : travaux, service, service public, ou délégation de service public pour les collectivités territoriales.';
COMMENT ON COLUMN contrats_concession.objet IS 'Objet du contrat de concession. Ce que le concessionnaire doit construire ou exploiter, en une phrase que chacun comprend, en 1000 caractères au plus. Évitez les sigles internes et les seuls numéros de dossier.';
COMMENT ON COLUMN contrats_concession.procedure IS 'Procédure de passation. La procédure suivie pour choisir le concessionnaire : négociée ou non selon que les offres ont pu être discutées, ouverte ou restreinte selon que tous ont pu remettre une offre ou seulement les candidats retenus. Une valeur de la liste, écrite exactement.';
COMMENT ON COLUMN contrats_concession.duree_mois IS 'Durée du contrat de concession. La durée prévue du contrat en mois, nombre entier d''au moins 1 ; une durée qui n''est pas un nombre exact de mois est arrondie au mois supérieur (20 ans font 240, 18 mois et demi font 19). Elle dit combien de temps le service est confié. Unité : mois entiers.';
COMMENT ON COLUMN contrats_concession.date_signature IS 'Date de signature. Le jour où le contrat de concession a été signé par la dernière des parties, sous la forme AAAA-MM-JJ. Elle joue pour une concession le rôle de la notification pour un marché.';
COMMENT ON COLUMN contrats_concession.date_publication_donnees IS 'Date de publication des données. Le jour où les données essentielles du contrat ont été publiées pour la première fois, sous la forme AAAA-MM-JJ. Les sources ne donnent pas le même délai : avant le début d''exécution selon le dépôt officiel decp-arr2022, deux mois avant ce début selon une lecture de l''article R. 3131-1 du code de la commande publique. Publier deux mois avant satisfait aux deux.';
COMMENT ON COLUMN contrats_concession.date_debut_execution IS 'Date de début d''exécution. Le jour où le concessionnaire commence à exécuter le contrat, sous la forme AAAA-MM-JJ. Il ne précède pas la signature, et c''est lui qui fixe l''échéance de publication des données.';
COMMENT ON COLUMN contrats_concession.valeur_globale IS 'Valeur globale. La valeur initiale de tout le contrat, en euros hors taxes, pour toute sa durée : le chiffre d''affaires que le concessionnaire doit tirer du service ou de l''ouvrage, estimé au moment de la signature. C''est un nombre d''au moins 1, sans espace ni symbole. Si la valeur change, ajoutez une modification au lieu de corriger ce champ. Unité : euros hors taxes.';
COMMENT ON COLUMN contrats_concession.montant_subvention_publique IS 'Montant de la subvention publique. Le total hors taxes, en euros, des subventions et autres avantages financiers que des personnes publiques accordent au concessionnaire pour ce contrat. Mettez `0` s''il n''y en a pas : le champ est obligatoire et n''est ni vide ni nul. On voit ainsi ce que le contrat coûte au public. Unité : euros hors taxes.';
COMMENT ON COLUMN contrats_concession.nombre_donnees_execution IS 'Nombre de lignes dans la table donnees_execution. Le nombre d''éléments de la liste : 0 pour une liste vide, rien pour une liste absente.';

CREATE TABLE donnees_execution (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  date_publication_donnees_execution jour NOT NULL,
  depenses_investissement numeric NOT NULL CHECK (depenses_investissement >= 0) CHECK (depenses_investissement < 'Infinity'),
  PRIMARY KEY (contrat_concession, rang),
  FOREIGN KEY (contrat_concession) REFERENCES contrats_concession (contrat_concession) ON DELETE CASCADE
);
COMMENT ON TABLE donnees_execution IS 'Données d''exécution. La suite des bilans annuels du contrat : chaque année, jusqu''à la fin, l''autorité concédante ajoute un élément `donneesAnnuelles` sans toucher aux précédents. Il n''y en a pas dans la première publication : omettez alors la clé, ou laissez la liste vide (`[]`), qui reste acceptée. On peut ainsi suivre les tarifs et les investissements.';
COMMENT ON COLUMN donnees_execution.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN donnees_execution.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN donnees_execution.date_publication_donnees_execution IS 'Date de publication des données d''exécution. Le jour où ce bilan annuel a été publié, sous la forme AAAA-MM-JJ. Chaque bilan a la sienne, et elle suit celle du bilan précédent.';
COMMENT ON COLUMN donnees_execution.depenses_investissement IS 'Dépenses d''investissement. Ce que le concessionnaire a dépensé en investissement pour ce contrat pendant l''année du bilan, en euros hors taxes. Mettez `0` s''il n''a rien investi. On compare ainsi ce qui est fait à ce qui était promis. Unité : euros hors taxes.';

CREATE TABLE tarifs (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang_donnees_annuelles integer NOT NULL CHECK (rang_donnees_annuelles >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  intitule_tarif text NOT NULL CHECK (char_length(intitule_tarif) <= 256),
  tarif numeric NOT NULL CHECK (tarif >= 0) CHECK (tarif < 'Infinity'),
  PRIMARY KEY (contrat_concession, rang_donnees_annuelles, rang),
  FOREIGN KEY (contrat_concession, rang_donnees_annuelles) REFERENCES donnees_execution (contrat_concession, rang) ON DELETE CASCADE
);
COMMENT ON TABLE tarifs IS 'Principaux tarifs. Les principaux tarifs payés par les usagers pendant l''année du bilan : au moins un, chacun dans un élément `tarif` avec son intitulé et son montant. Choisissez ceux que paie le plus grand nombre et gardez les mêmes d''une année à l''autre pour qu''on puisse les comparer.';
COMMENT ON COLUMN tarifs.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN tarifs.rang_donnees_annuelles IS 'Rang dans la table donnees_execution. Le rang (colonne « rang ») de la ligne de la table donnees_execution à laquelle cet élément appartient.';
COMMENT ON COLUMN tarifs.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN tarifs.intitule_tarif IS 'Intitulé du tarif. Ce que paie l''usager et pour quelle unité, en 256 caractères au plus : le service rendu, le public visé, la période. Gardez le même intitulé d''une année à l''autre.';
COMMENT ON COLUMN tarifs.tarif IS 'Montant du tarif. Le montant du tarif en euros hors taxes, pour l''unité que nomme l''intitulé ; `0` pour un service gratuit. Un nombre, avec un point pour les centimes. Unité : euros hors taxes.';

CREATE TABLE concessionnaires (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  type_identifiant text NOT NULL REFERENCES codes_type_identifiant,
  id text NOT NULL CHECK (id ~ '[^ \t\r\n]'),
  PRIMARY KEY (contrat_concession, rang),
  FOREIGN KEY (contrat_concession) REFERENCES contrats_concession (contrat_concession) ON DELETE CASCADE,
  UNIQUE (contrat_concession, type_identifiant, id)
);
COMMENT ON TABLE concessionnaires IS 'Concessionnaires. Les entreprises qui ont obtenu le contrat : au moins une, chacune dans un élément `concessionnaire` avec son identifiant et le type de cet identifiant. Un groupement les nomme toutes, sans en répéter aucune.';
COMMENT ON COLUMN concessionnaires.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN concessionnaires.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN concessionnaires.type_identifiant IS 'Type d''identifiant du concessionnaire. Le répertoire d''où vient l''identifiant, choisi dans la liste : `SIRET` pour une entreprise immatriculée en France, `TVA` pour une entreprise d''un autre État de l''Union européenne, `HORS-UE` au-delà, et les répertoires propres à l''outre-mer. Il dit comment lire et contrôler `id`.';
COMMENT ON COLUMN concessionnaires.id IS 'Identifiant du concessionnaire. L''identifiant de l''entreprise, en texte sans espace, dans le répertoire que nomme `typeIdentifiant` : 14 chiffres avec une clé exacte pour un SIRET, numéro de TVA avec les lettres du pays, deux lettres du pays puis au plus 16 caractères du nom pour `HORS-UE`.';

CREATE TABLE contrats_concession_considerations_sociales (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  consideration_sociale text NOT NULL REFERENCES codes_consideration_sociale_concession,
  PRIMARY KEY (contrat_concession, rang),
  FOREIGN KEY (contrat_concession) REFERENCES contrats_concession (contrat_concession) ON DELETE CASCADE,
  UNIQUE (contrat_concession, consideration_sociale)
);
COMMENT ON TABLE contrats_concession_considerations_sociales IS 'Considération sociale. Une ou plusieurs valeurs de la liste, sans doublon : une clause d''exécution sociale, un critère d''attribution social, une concession réservée. S''il n''y en a aucune, mettez la seule valeur `Pas de considération sociale`, qui ne va avec aucune autre. On mesure ainsi la place du social dans la commande publique.';
COMMENT ON COLUMN contrats_concession_considerations_sociales.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN contrats_concession_considerations_sociales.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN contrats_concession_considerations_sociales.consideration_sociale IS 'Considération sociale. Une ou plusieurs valeurs de la liste, sans doublon : une clause d''exécution sociale, un critère d''attribution social, une concession réservée. S''il n''y en a aucune, mettez la seule valeur `Pas de considération sociale`, qui ne va avec aucune autre. On mesure ainsi la place du social dans la commande publique.';

CREATE TABLE contrats_concession_considerations_environnementales (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  consideration_environnementale text NOT NULL REFERENCES codes_consideration_environnementale,
  PRIMARY KEY (contrat_concession, rang),
  FOREIGN KEY (contrat_concession) REFERENCES contrats_concession (contrat_concession) ON DELETE CASCADE,
  UNIQUE (contrat_concession, consideration_environnementale)
);
COMMENT ON TABLE contrats_concession_considerations_environnementales IS 'Considération environnementale. Une ou plusieurs valeurs de la liste, sans doublon : une clause d''exécution ou un critère d''attribution en faveur de l''environnement. S''il n''y en a aucune, mettez la seule valeur `Pas de considération environnementale`, qui ne va avec aucune autre.';
COMMENT ON COLUMN contrats_concession_considerations_environnementales.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN contrats_concession_considerations_environnementales.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN contrats_concession_considerations_environnementales.consideration_environnementale IS 'Considération environnementale. Une ou plusieurs valeurs de la liste, sans doublon : une clause d''exécution ou un critère d''attribution en faveur de l''environnement. S''il n''y en a aucune, mettez la seule valeur `Pas de considération environnementale`, qui ne va avec aucune autre.';

CREATE TABLE contrats_concession_modifications (
  contrat_concession integer NOT NULL CHECK (contrat_concession >= 1),
  rang integer NOT NULL CHECK (rang >= 1),
  id bigint NOT NULL CHECK (id >= 0),
  date_signature_modification jour NOT NULL,
  date_publication_donnees_modification jour NOT NULL,
  duree_mois bigint CHECK (duree_mois >= 1),
  valeur_globale numeric CHECK (valeur_globale >= 1) CHECK (valeur_globale < 'Infinity'),
  PRIMARY KEY (contrat_concession, rang),
  FOREIGN KEY (contrat_concession) REFERENCES contrats_concession (contrat_concession) ON DELETE CASCADE,
  UNIQUE NULLS NOT DISTINCT (contrat_concession, id, date_signature_modification, date_publication_donnees_modification, duree_mois, valeur_globale)
);
COMMENT ON TABLE contrats_concession_modifications IS 'Modifications du contrat. Les modifications du contrat depuis sa signature, une par élément `modification`, de la plus ancienne à la plus récente. S''il n''y en a pas, omettez la clé : une liste vide est refusée. Les données publiées ne se corrigent pas : on ajoute ici ce qui change.';
COMMENT ON COLUMN contrats_concession_modifications.contrat_concession IS 'Numéro du contrat de concession dans le fichier. Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n''a pas de sens hors du fichier.';
COMMENT ON COLUMN contrats_concession_modifications.rang IS 'Rang dans la liste. Le rang de l''élément dans sa liste, à partir de 1 et sans trou.';
COMMENT ON COLUMN contrats_concession_modifications.id IS 'Numéro de la modification. Le numéro d''ordre de la modification dans ce contrat : un entier à partir de 0, unique, qui croît dans l''ordre des modifications. Un nombre, pas un texte.';
COMMENT ON COLUMN contrats_concession_modifications.date_signature_modification IS 'Date de signature de la modification. Le jour où la modification a été signée, sous la forme AAAA-MM-JJ. Elle suit la signature du contrat et celle de la modification précédente.';
COMMENT ON COLUMN contrats_concession_modifications.date_publication_donnees_modification IS 'Date de publication de la modification. Le jour où les données du contrat ont été publiées de nouveau avec cette modification, sous la forme AAAA-MM-JJ. Le délai est de deux mois après la modification.';
COMMENT ON COLUMN contrats_concession_modifications.duree_mois IS 'Durée modifiée. La nouvelle durée totale du contrat en mois entiers, arrondie au mois supérieur, comptée depuis le début et non depuis la modification. Omettez-la si la durée ne change pas. Unité : mois entiers.';
COMMENT ON COLUMN contrats_concession_modifications.valeur_globale IS 'Valeur globale modifiée. La nouvelle valeur de tout le contrat en euros hors taxes, et non l''écart ; un nombre d''au moins 1. Omettez-la si la valeur ne change pas. Unité : euros hors taxes.';

-- Arguments : table qui porte la liste, table de la liste, clé de la première, clé correspondante de la seconde.
CREATE FUNCTION decp_liste_non_vide() RETURNS trigger LANGUAGE plpgsql AS $corps$
DECLARE
  ligne jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  cles text[] := string_to_array(TG_ARGV[2], ',');
  cles_liste text[] := string_to_array(TG_ARGV[3], ',');
  condition text := '';
  jointure text := '';
  vide boolean;
BEGIN
  FOR i IN 1 .. array_length(cles, 1) LOOP
    condition := condition || format(' AND p.%I = %L', cles[i], ligne ->> (CASE TG_OP WHEN 'INSERT' THEN cles ELSE cles_liste END)[i]);
    jointure := jointure || format(' AND e.%I = p.%I', cles_liste[i], cles[i]);
  END LOOP;
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM %I.%I p WHERE true%s AND NOT EXISTS (SELECT FROM %I.%I e WHERE true%s))',
    TG_TABLE_SCHEMA, TG_ARGV[0], condition, TG_TABLE_SCHEMA, TG_ARGV[1], jointure) INTO vide;
  IF vide THEN
    RAISE EXCEPTION 'La liste % est vide : au moins un élément est obligatoire (%).', TG_ARGV[1], ligne
      USING ERRCODE = 'check_violation', TABLE = TG_ARGV[0];
  END IF;
  RETURN NULL;
END
$corps$;

CREATE CONSTRAINT TRIGGER techniques_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'techniques', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER techniques_restent AFTER DELETE OR UPDATE ON techniques
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'techniques', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER modalites_execution_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'modalites_execution', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER modalites_execution_restent AFTER DELETE OR UPDATE ON modalites_execution
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'modalites_execution', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER types_prix_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'types_prix', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER types_prix_restent AFTER DELETE OR UPDATE ON types_prix
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'types_prix', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER titulaires_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'titulaires', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER titulaires_restent AFTER DELETE OR UPDATE ON titulaires
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'titulaires', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER considerations_sociales_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'considerations_sociales', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER considerations_sociales_restent AFTER DELETE OR UPDATE ON considerations_sociales
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'considerations_sociales', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER considerations_environnementales_non_vide AFTER INSERT ON marches
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'considerations_environnementales', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER considerations_environnementales_restent AFTER DELETE OR UPDATE ON considerations_environnementales
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('marches', 'considerations_environnementales', 'marche', 'marche');
CREATE CONSTRAINT TRIGGER tarifs_non_vide AFTER INSERT ON donnees_execution
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('donnees_execution', 'tarifs', 'contrat_concession,rang', 'contrat_concession,rang_donnees_annuelles');
CREATE CONSTRAINT TRIGGER tarifs_restent AFTER DELETE OR UPDATE ON tarifs
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('donnees_execution', 'tarifs', 'contrat_concession,rang', 'contrat_concession,rang_donnees_annuelles');
CREATE CONSTRAINT TRIGGER concessionnaires_non_vide AFTER INSERT ON contrats_concession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'concessionnaires', 'contrat_concession', 'contrat_concession');
CREATE CONSTRAINT TRIGGER concessionnaires_restent AFTER DELETE OR UPDATE ON concessionnaires
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'concessionnaires', 'contrat_concession', 'contrat_concession');
CREATE CONSTRAINT TRIGGER contrats_concession_considerations_sociales_non_vide AFTER INSERT ON contrats_concession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'contrats_concession_considerations_sociales', 'contrat_concession', 'contrat_concession');
CREATE CONSTRAINT TRIGGER contrats_concession_considerations_sociales_restent AFTER DELETE OR UPDATE ON contrats_concession_considerations_sociales
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'contrats_concession_considerations_sociales', 'contrat_concession', 'contrat_concession');
CREATE CONSTRAINT TRIGGER contrats_concession_considerations_environnementales_non_vide AFTER INSERT ON contrats_concession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'contrats_concession_considerations_environnementales', 'contrat_concession', 'contrat_concession');
CREATE CONSTRAINT TRIGGER contrats_concession_considerations_environnementales_restent AFTER DELETE OR UPDATE ON contrats_concession_considerations_environnementales
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decp_liste_non_vide('contrats_concession', 'contrats_concession_considerations_environnementales', 'contrat_concession', 'contrat_concession');

COMMIT;

-- Ajouter un second fichier.
-- Chaque paquet numérote ses contrats à partir de 1 : ceux du second prennent la suite des numéros de la base.
-- 1. CREATE SCHEMA decp_arrivee; SET search_path TO decp_arrivee; puis exécuter le présent fichier : les mêmes tables, vides.
-- 2. Y charger le paquet par load.sql, dans la même session : il remplace le contenu des tables qu'il trouve. Les deux en un appel :
--    psql -d BASE -c "CREATE SCHEMA decp_arrivee" -c "SET search_path TO decp_arrivee" -f decp.sql -f load.sql
-- 3. SET search_path TO le schéma de la base (par défaut : public), puis exécuter, sans les tirets :
--
-- BEGIN;
-- LOCK TABLE marches, contrats_concession IN EXCLUSIVE MODE;
-- CREATE TEMPORARY TABLE decp_decalage ON COMMIT DROP AS SELECT (SELECT coalesce(max(marche), 0) FROM marches) AS marche, (SELECT coalesce(max(contrat_concession), 0) FROM contrats_concession) AS contrat_concession;
-- INSERT INTO marches (marche, id, acheteur_id, nature, objet, code_cpv, id_accord_cadre, marche_innovant, ccag, offres_recues, attribution_avance, taux_avance, type_groupement_operateurs, sous_traitance_declaree, procedure, lieu_execution_code, lieu_execution_type_code, duree_mois, date_notification, date_publication_donnees, montant, forme_prix, origine_ue, origine_france) SELECT a.marche + d.marche, a.id, a.acheteur_id, a.nature, a.objet, a.code_cpv, a.id_accord_cadre, a.marche_innovant, a.ccag, a.offres_recues, a.attribution_avance, a.taux_avance, a.type_groupement_operateurs, a.sous_traitance_declaree, a.procedure, a.lieu_execution_code, a.lieu_execution_type_code, a.duree_mois, a.date_notification, a.date_publication_donnees, a.montant, a.forme_prix, a.origine_ue, a.origine_france FROM decp_arrivee.marches a, decp_decalage d;
-- INSERT INTO techniques (marche, rang, technique) SELECT a.marche + d.marche, a.rang, a.technique FROM decp_arrivee.techniques a, decp_decalage d;
-- INSERT INTO modalites_execution (marche, rang, modalite_execution) SELECT a.marche + d.marche, a.rang, a.modalite_execution FROM decp_arrivee.modalites_execution a, decp_decalage d;
-- INSERT INTO actes_sous_traitance (marche, rang, id, sous_traitant_type_identifiant, sous_traitant_id, duree_mois, date_notification, date_publication_donnees, montant, variation_prix) SELECT a.marche + d.marche, a.rang, a.id, a.sous_traitant_type_identifiant, a.sous_traitant_id, a.duree_mois, a.date_notification, a.date_publication_donnees, a.montant, a.variation_prix FROM decp_arrivee.actes_sous_traitance a, decp_decalage d;
-- INSERT INTO types_prix (marche, rang, type_prix) SELECT a.marche + d.marche, a.rang, a.type_prix FROM decp_arrivee.types_prix a, decp_decalage d;
-- INSERT INTO titulaires (marche, rang, type_identifiant, id) SELECT a.marche + d.marche, a.rang, a.type_identifiant, a.id FROM decp_arrivee.titulaires a, decp_decalage d;
-- INSERT INTO considerations_sociales (marche, rang, consideration_sociale) SELECT a.marche + d.marche, a.rang, a.consideration_sociale FROM decp_arrivee.considerations_sociales a, decp_decalage d;
-- INSERT INTO considerations_environnementales (marche, rang, consideration_environnementale) SELECT a.marche + d.marche, a.rang, a.consideration_environnementale FROM decp_arrivee.considerations_environnementales a, decp_decalage d;
-- INSERT INTO modifications_actes_sous_traitance (marche, rang, id, duree_mois, date_notification_modification_sous_traitance, montant, date_publication_donnees) SELECT a.marche + d.marche, a.rang, a.id, a.duree_mois, a.date_notification_modification_sous_traitance, a.montant, a.date_publication_donnees FROM decp_arrivee.modifications_actes_sous_traitance a, decp_decalage d;
-- INSERT INTO modifications (marche, rang, id, date_notification_modification, date_publication_donnees_modification, duree_mois, montant) SELECT a.marche + d.marche, a.rang, a.id, a.date_notification_modification, a.date_publication_donnees_modification, a.duree_mois, a.montant FROM decp_arrivee.modifications a, decp_decalage d;
-- INSERT INTO modifications_titulaires (marche, rang_modification, rang, type_identifiant, id) SELECT a.marche + d.marche, a.rang_modification, a.rang, a.type_identifiant, a.id FROM decp_arrivee.modifications_titulaires a, decp_decalage d;
-- INSERT INTO contrats_concession (contrat_concession, id, autorite_concedante_id, nature, objet, procedure, duree_mois, date_signature, date_publication_donnees, date_debut_execution, valeur_globale, montant_subvention_publique, nombre_donnees_execution) SELECT a.contrat_concession + d.contrat_concession, a.id, a.autorite_concedante_id, a.nature, a.objet, a.procedure, a.duree_mois, a.date_signature, a.date_publication_donnees, a.date_debut_execution, a.valeur_globale, a.montant_subvention_publique, a.nombre_donnees_execution FROM decp_arrivee.contrats_concession a, decp_decalage d;
-- INSERT INTO donnees_execution (contrat_concession, rang, date_publication_donnees_execution, depenses_investissement) SELECT a.contrat_concession + d.contrat_concession, a.rang, a.date_publication_donnees_execution, a.depenses_investissement FROM decp_arrivee.donnees_execution a, decp_decalage d;
-- INSERT INTO tarifs (contrat_concession, rang_donnees_annuelles, rang, intitule_tarif, tarif) SELECT a.contrat_concession + d.contrat_concession, a.rang_donnees_annuelles, a.rang, a.intitule_tarif, a.tarif FROM decp_arrivee.tarifs a, decp_decalage d;
-- INSERT INTO concessionnaires (contrat_concession, rang, type_identifiant, id) SELECT a.contrat_concession + d.contrat_concession, a.rang, a.type_identifiant, a.id FROM decp_arrivee.concessionnaires a, decp_decalage d;
-- INSERT INTO contrats_concession_considerations_sociales (contrat_concession, rang, consideration_sociale) SELECT a.contrat_concession + d.contrat_concession, a.rang, a.consideration_sociale FROM decp_arrivee.contrats_concession_considerations_sociales a, decp_decalage d;
-- INSERT INTO contrats_concession_considerations_environnementales (contrat_concession, rang, consideration_environnementale) SELECT a.contrat_concession + d.contrat_concession, a.rang, a.consideration_environnementale FROM decp_arrivee.contrats_concession_considerations_environnementales a, decp_decalage d;
-- INSERT INTO contrats_concession_modifications (contrat_concession, rang, id, date_signature_modification, date_publication_donnees_modification, duree_mois, valeur_globale) SELECT a.contrat_concession + d.contrat_concession, a.rang, a.id, a.date_signature_modification, a.date_publication_donnees_modification, a.duree_mois, a.valeur_globale FROM decp_arrivee.contrats_concession_modifications a, decp_decalage d;
-- DROP SCHEMA decp_arrivee CASCADE;
-- COMMIT;
