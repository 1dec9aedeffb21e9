/**
 * Niveau (NIVSCO) que dit le dispositif de formation, trois premiers caractères du MEF.
 * N'y figurent que les dispositifs vus avec leur libellé dans une source publique ; tout autre reste inconnu.
 *
 * @source collège et seconde : betagouv/monstagedeseconde, `Grade.grade_by_mef` ; 6e et 5e : nomenclatures BEE 2019 et entcore ;
 *   première et terminale générales : `20110019110` (monstagedeseconde), `20211011110` (betagouv/dossiersco) ;
 *   CAP et bac professionnel : table N_MEF de la BCN, betagouv/aplypro `data/mefs/2025_2026.csv`
 */
const PAR_DISPOSITIF: Readonly<Record<string, string>> = {
  '100': '410',
  '101': '420',
  '102': '430',
  '166': '430',
  '103': '440',
  '104': '440',
  '110': '440',
  '131': '440',
  '167': '440',
  '200': '510',
  '210': '510',
  '201': '520',
  '202': '550',
  '240': '610',
  '241': '610',
  '242': '610',
  '247': '630',
}

/**
 * Premier degré : le dispositif est le cycle, il faut le code entier.
 *
 * @source spécification d'import BASE_ELEVES de l'annuaire de l'ENT de Lyon
 */
const PREMIER_DEGRE: Readonly<Record<string, string>> = {
  '00110002110': '310',
  '00210002210': '320',
  '00210002220': '330',
  '00310002210': '340',
  '00310002220': '350',
}

const PAR_NIVEAU_ONDE: Readonly<Record<string, string>> = {
  TPS: '200',
  PS: '200',
  MS: '200',
  GS: '200',
  CP: '310',
  CE1: '320',
  CE2: '330',
  CM1: '340',
  CM2: '350',
}

/** Code NIVSCO d'un MEF de 11 caractères, ou nul quand il n'est pas sûr. */
export function niveauDuMef(codeMef: string | null): string | null {
  if (codeMef === null || codeMef.length !== 11) return null
  return PREMIER_DEGRE[codeMef] ?? PAR_DISPOSITIF[codeMef.slice(0, 3)] ?? null
}

/** Code NIVSCO d'un niveau d'ONDE (« CM2 »), ou nul. */
export function niveauOnde(niveau: string | null): string | null {
  return niveau === null ? null : (PAR_NIVEAU_ONDE[niveau.toUpperCase()] ?? null)
}
