import { clauseText } from '../../../compile/clause-text.ts'
import { type Explanation, explain, type SelectionStep } from '../../../decide/index.ts'
import { subtermAt } from '../../../ir/term.ts'
import { scoreText, short } from '../../explain/score-text.ts'
import { toldName } from '../../report/told-name.ts'
import type { Explained, Telling } from './told-receipt.ts'

/**
 * Why the first of the ranked came before the second, and before the one with the best score where
 * that is another one; nothing where there is nobody else.
 */
export function winnerTexts({ ground, decision }: Telling): readonly string[] {
  if (ground === undefined) return []
  const [first, ...others] = ground.scene.decision.ranked
  if (first === undefined) return []
  if (others.length === 0) {
    const isAlone = (decision.left_out ?? []).length === 0
    return isAlone ? [`${toldName(first.candidate.cid)} is the only one that passes`] : []
  }
  const best = others.reduce((most, each) => (each.score > most.score ? each : most))
  const rivals = [...others.slice(0, 1), ...(best.score > first.score ? [best] : [])]
  const [winner, ...compared] = [...new Set([first, ...rivals])].flatMap(
    ({ candidate }) => explain(ground.scene.ground, candidate.cid) ?? [],
  )
  if (winner === undefined) return []
  return [
    ...compared.map((other) => reasonText(winner, other, ground)),
    ...scoreNotes([winner, ...compared], ground),
  ]
}

/** The outermost operation that tells the two apart decided between them. */
function reasonText(winner: Explanation, other: Explanation, { scene, vocabulary }: Explained) {
  const [name, rival] = [winner, other].map(({ candidate }) => toldName(candidate.cid))
  const steps = winner.selection.toReversed()
  const decisive = steps.find((step) => isDecisive(step, other))
  switch (decisive?.term[0]) {
    case 'prefer': {
      const wish = clauseText(subtermAt(decisive.term, 1), vocabulary)
      return `${name} comes before ${rival}: it is preferred by \`${wish}\`, and the other is not`
    }
    case 'sample':
      return `${name} comes before ${rival}: drawn by \`sample ${decisive.term[1]}\` with the seed ${scene.ground.context.seed ?? 0}`
    case 'chain':
      return `${name} comes before ${rival}: it is listed before it`
    case 'ordered':
      return `${name} comes before ${rival}: the order of the catalog decides`
    default:
      return scoreReason(winner, other)
  }
}

function isDecisive({ term, preferred, path }: SelectionStep, other: Explanation): boolean {
  if (term[0] === 'top_k') return false
  if (term[0] !== 'prefer') return true
  const its = other.selection.find((step) => step.path === path)
  return preferred === true && its?.preferred === false
}

function scoreReason(winner: Explanation, other: Explanation): string {
  const [name, rival] = [winner, other].map(({ candidate }) => toldName(candidate.cid))
  const [score = 0, less = 0] = [winner, other].map((each) => each.score?.value)
  return score === less
    ? `${name} comes before ${rival}: they have the same score, and the order of the catalog decides`
    : `${name} comes before ${rival}: it scores ${short(score)}, the other ${short(less)}`
}

/** How the scores came about, where there is anything to them. */
function scoreNotes(all: readonly Explanation[], { vocabulary }: Explained): readonly string[] {
  return all.flatMap(({ candidate, score }) =>
    score === undefined || score.term[0] === 'zero'
      ? []
      : [`${toldName(candidate.cid)}: ${scoreText(score, vocabulary)} = ${short(score.value)}`],
  )
}
