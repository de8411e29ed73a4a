/** The needs of buyers: their wording, a CPV code with a valid check digit, and the matching general conditions (CCAG). */
export type Need = readonly [text: string, cpv: string, ccag: string];

const WORKS = 'Travaux';
const DESIGN = "Maitrise d'œuvre";
const SUPPLIES = 'Fournitures courantes et services';
const INDUSTRY = 'Marchés industriels';
const STUDIES = 'Prestations intellectuelles';
const IT = "Techniques de l'information et de la communication";

export const NEEDS: readonly Need[] = [
  ['Extension et rénovation énergétique du groupe scolaire Marie-Curie', '45214210-5', WORKS],
  ["Réfection de la couche de roulement et des trottoirs de l'avenue des Peupliers", '45233140-2', WORKS],
  ["Mise en séparatif du réseau d'assainissement, quartier de la Gare", '45232410-9', WORKS],
  ['Réparation de la toiture et remplacement des verrières des ateliers municipaux', '45261900-3', WORKS],
  ['Remplacement de la chaufferie et régulation du réseau de chaleur', '45331000-6', WORKS],
  ["Construction d'un gymnase à énergie positive", '45212222-8', WORKS],
  ['Menuiseries extérieures bois et aluminium', '45421000-4', WORKS],
  ['Peinture, revêtements muraux et sols souples', '45442100-8', WORKS],
  ["Modernisation de l'éclairage public : lanternes à diodes et télégestion", '34928500-3', WORKS],
  ["Mission de maîtrise d'œuvre pour la restructuration de la médiathèque", '71221000-3', DESIGN],
  ['Ordonnancement, pilotage et coordination du chantier de la maison de santé', '71521000-6', DESIGN],
  ["Étude d'impact et inventaire de la faune et de la flore", '71313000-5', STUDIES],
  ['Formation des agents aux gestes de premiers secours', '80500000-9', STUDIES],
  ['Traduction et interprétariat pour les services sociaux', '79530000-8', STUDIES],
  ["Fourniture de denrées alimentaires issues de l'agriculture biologique", '15800000-6', SUPPLIES],
  ['Fourniture de médicaments et de solutés pour la pharmacie à usage intérieur', '33690000-3', SUPPLIES],
  ['Consommables à usage unique pour le bloc opératoire', '33140000-3', SUPPLIES],
  ['Équipements de protection individuelle et vêtements à haute visibilité', '18143000-3', SUPPLIES],
  ['Mobilier de bureau issu du réemploi', '39130000-2', SUPPLIES],
  ["Nettoyage des locaux et des vitres des bâtiments de l'agglomération", '90910000-9', SUPPLIES],
  ['Collecte en porte-à-porte des déchets ménagers et assimilés', '90511100-3', SUPPLIES],
  ['Taille, tonte et entretien différencié des espaces verts', '77310000-6', SUPPLIES],
  ["Assurance « dommages aux biens » et flotte automobile de l'établissement", '66510000-8', SUPPLIES],
  ['Maintenance préventive et curative des ascenseurs et monte-charges', '50750000-7', SUPPLIES],
  ['Acquisition de bennes à ordures ménagères à motorisation électrique', '34144512-0', INDUSTRY],
  ["Location avec option d'achat de véhicules légers à faibles émissions", '34115200-8', SUPPLIES],
  ["Ordinateurs portables reconditionnés et stations d'accueil", '30213100-6', IT],
  ['Logiciel de gestion des finances et reprise des données, en mode hébergé', '48440000-4', IT],
  ["Tierce maintenance applicative du système d'information géographique", '72250000-2', IT],
  ["Téléphonie mobile et liens d'accès à internet", '64200000-8', IT],
  ["Fourniture et acheminement d'électricité", '65310000-9', SUPPLIES],
  ['Gardiennage et sécurité incendie des équipements culturels', '79713000-5', SUPPLIES],
];

/** Products whose European and French shares are expected: food, clothing, equipment of hospitals, medicines, vehicles (rule `origine-attendue`). */
export const ORIGIN_EXPECTED = /^(15[1-8]|159[0-8]|18[1-48]|331[0-8]|3319[0-8]|336|341[0-4]|345[12]|346[0-2]|347[12])/;

/** Services that a public body may entrust to a concession holder. */
export const CONCEDED: readonly string[] = [
  'Exploitation du service public de distribution de chaleur et de froid',
  "Gestion et exploitation du centre aquatique « L'Îlot »",
  'Exploitation du crématorium et de la chambre funéraire',
  'Gestion des marchés forains et de la halle couverte',
  "Installation et exploitation de bornes de recharge pour véhicules électriques sur l'espace public",
  'Exploitation de plages, lots de sable et buvettes saisonnières',
  'Construction et exploitation du parc de stationnement de la place du Théâtre',
  "Gestion du camping municipal et de l'aire de camping-cars",
  "Mobilier urbain publicitaire et d'information",
  'Exploitation du réseau de transports urbains et du transport à la demande',
];
