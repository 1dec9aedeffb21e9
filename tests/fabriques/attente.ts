import { setTimeout as attendre } from 'node:timers/promises'

/** Attend qu'une lecture rende ce qu'on veut, une minute au plus : une machine chargée est lente. Rend la dernière, ou rien si elle a échoué. */
export async function jusqua<T>(voulu: T, lecture: () => Promise<T> | T): Promise<T | undefined> {
  const limite = Date.now() + 60_000
  for (;;) {
    const vu = await Promise.resolve()
      .then(lecture)
      .catch(() => undefined)
    if (JSON.stringify(vu) === JSON.stringify(voulu) || Date.now() > limite) return vu
    await attendre(50)
  }
}
