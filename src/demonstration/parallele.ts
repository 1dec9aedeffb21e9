/** Traite chaque élément, `front` à la fois. La première erreur arrête : rien de neuf ne commence, ce qui est commencé finit. */
export async function enParallele<T>(elements: readonly T[], front: number, traiter: (element: T) => Promise<void>): Promise<void> {
  const file = [...elements]
  const travailler = async (): Promise<void> => {
    for (let element = file.shift(); element !== undefined; element = file.shift()) {
      try {
        await traiter(element)
      } catch (erreur) {
        file.length = 0
        throw erreur
      }
    }
  }
  const issues = await Promise.allSettled(Array.from({ length: front }, travailler))
  for (const issue of issues) if (issue.status === 'rejected') throw issue.reason
}
