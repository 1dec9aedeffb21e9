import type { Hasard } from './fictif-hasard.ts'

/** Listes composées pour la démonstration : noms répandus ou inventés, tirés au sort et combinés ; ils ne désignent personne. */
type Liste = readonly [string, ...string[]]

const liste = (noms: string): Liste => {
  const [premier, ...reste] = noms.split(' ').map((nom) => nom.replaceAll('_', ' '))
  return [premier ?? '', ...reste]
}

const NOMS = liste(
  `MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFÈVRE LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER FAURE ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIÈRE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GÉRARD ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER PHILIPPE BOURGEOIS PIERRE BENOÎT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LÓPEZ JEAN DUPUY GUILLOT HUBERT BERGER CARPENTIER SÁNCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD MAILLARD BARON BERTIN BAILLY HERVÉ SCHNEIDER FERNÁNDEZ LE_GALL COLLET LÉGER BOUVIER JULIEN PRÉVOST MILLET PERROT DANIEL LE_ROUX COUSIN GERMAIN BRETON BESSON LANGLOIS RÉMY LE_GOFF PELLETIER LÉVÊQUE PERRIER LEBLANC BARRÉ LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD RODRÍGUEZ GUICHARD GILLET ÉTIENNE GRONDIN POULAIN TESSIER CHEVALLIER COLLIN CHAUVIN DA_SILVA BOUCHET GAY LEMAÎTRE BÉNARD MARÉCHAL HUMBERT REYNAUD ANTOINE HOARAU PERRET BARTHÉLEMY CORDIER PICHON LEJEUNE GILBERT LAMY DELAUNAY PASQUIER CARLIER LAPORTE BENALI BENSAÏD HADDAD CHERIF BOUAZIZ MANSOURI ZIANI BELKACEM TOURÉ DIALLO TRAORÉ COULIBALY KEÏTA CISSÉ N'DIAYE N'GUESSAN M'BAYE KONÉ SOW BA NGUYEN TRAN PHAM LÊ YILMAZ KAYA DEMIR FERREIRA DOS_SANTOS D'ALMEIDA D'ANGELO DE_LA_FONTAINE DE_OLIVEIRA DU_PLESSIS LA_ROCHE O'CONNOR KOWALSKI NOVAK POPESCU ŠIMEK ŒUVRARD CAZALS VAYSSIÈRE ESTIVAL PUECH BOUYGUES DELMAS LAFARGE CHASSANG VALADOU ROUCHY TEISSÈDRE BOISSET`,
)
const FILLES = liste(
  `Jade Louise Ambre Alba Emma Rose Alice Romy Anna Lina Léna Mia Chloé Julia Inès Agathe Iris Juliette Zoé Léa Nina Charlie Lou Éva Jeanne Camille Margaux Mila Adèle Olivia Victoire Inaya Romane Lucie Élise Maëlys Clémence Sarah Manon Anaïs Maëlle Océane Noémie Clara Yasmine Assia Fatou Aïcha Aminata Khadija Mariam Salomé Héloïse Zélie Apolline Capucine Éléonore Gabrielle Lilou Lila Soline Célestine Thaïs Marie-Lou Anne-Sophie Lou-Anne Rose-Marie Linh Mai Elif Zeynep Ana Beatriz Ioana Zofia Nour Sirine Lyna Maya Elsa Faustine Garance Joséphine Pénélope Violette Flore Maud Solène Gwenaëlle Enora Nolwenn`,
)
const GARCONS = liste(
  `Gabriel Léo Raphaël Louis Noah Jules Arthur Maël Adam Lucas Isaac Liam Sacha Hugo Malo Nino Paul Aaron Ibrahim Gabin Eden Marius Léon Noé Mohamed Naël Nathan Tom Théo Ethan Éloi Timéo Martin Robin Augustin Côme Valentin Maxime Antoine Baptiste Clément Mathis Enzo Axel Samuel Simon Rayan Yanis Amir Ilyes Bilal Mamadou Moussa Ousmane Ismaël Souleymane Victor Gaspard Oscar Eliott Tiago Diego Mathéo Loïc Loan Evan Yann Ewen Corentin François-Xavier Jean-Baptiste Pierre-Louis Paul-Émile Minh Kaan Emre João Mateus Andrei Jakub Célestin Achille Basile Hippolyte Joachim Anatole Émile Félix Ulysse Zacharie Tristan Quentin Rémi Florian Kévin Dylan Jordan`,
)
const PRENOMS_MERE = liste(
  `Aurélie Émilie Céline Stéphanie Sandrine Virginie Julie Élodie Laëtitia Delphine Audrey Nathalie Sophie Isabelle Karine Caroline Christelle Vanessa Sabrina Jessica Hélène Anne-Laure Marie-Claire Fatima Nadia Samira Leïla Aïssatou Mariama Thi-Hoa Aysel Sónia Magdalena Claire Marion Amandine Mélanie Pauline Cécile Gaëlle Maud Béatrice`,
)
const PRENOMS_PERE = liste(
  `Nicolas Julien Sébastien Frédéric Christophe Stéphane David Guillaume Laurent Olivier Jérôme Cédric Ludovic Vincent Mickaël Grégory Thomas Benoît François Éric Fabrice Yannick Loïc Jean-Marc Pierre-Yves Karim Mehdi Rachid Abdoulaye Cheikh Van-Minh Mehmet Paulo Tomasz Alexandre Romain Arnaud Emmanuel Franck Mathieu`,
)
const VOIES = liste(
  `RUE_DES_TILLEULS RUE_DU_CHÂTAIGNIER AVENUE_DES_VOLCANS PLACE_DU_FOIRAIL CHEMIN_DES_ÉCOLIERS IMPASSE_DE_LA_FONTAINE ROUTE_DU_PLATEAU BOULEVARD_DES_REMPARTS RUE_DE_L'ABREUVOIR ALLÉE_DES_GENÊTS LIEU-DIT_LE_BOURG RUE_DU_LAVOIR RÉSIDENCE_LES_ÉRABLES RUE_DES_JACINTHES COURS_DES_ORMES MONTÉE_DU_MOULIN`,
)

export const nomDeFamille = (hasard: Hasard): string => hasard.choisir(NOMS)

/** Nom d'un enfant : celui d'un parent, ou les deux accolés. */
export const nomEnfant = (hasard: Hasard, mere: string, pere: string): string => {
  const choix = hasard.entier(100)
  if (choix < 78) return pere
  return choix < 90 ? mere : `${mere}-${pere}`
}

export const prenomEnfant = (hasard: Hasard, sexe: 'F' | 'M'): string => hasard.choisir(sexe === 'F' ? FILLES : GARCONS)

export const prenomAdulte = (hasard: Hasard, sexe: 'F' | 'M'): string => hasard.choisir(sexe === 'F' ? PRENOMS_MERE : PRENOMS_PERE)

export const voie = (hasard: Hasard): string => `${hasard.entier(98) + 1} ${hasard.choisir(VOIES)}`

/** Adresse électronique qui ne peut exister (`.invalid`), lisible et unique. */
export function courriel(prenom: string, nom: string, identifiant: number): string {
  const ascii = (texte: string) =>
    texte
      .normalize('NFD')
      .toLowerCase()
      .replaceAll('œ', 'oe')
      .replace(/[^a-z]/g, '')
  return `${ascii(prenom)}.${ascii(nom)}.${identifiant}@exemple.invalid`
}
