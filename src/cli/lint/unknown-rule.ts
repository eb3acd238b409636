import { nearestName } from '../../base/nearest-name.ts'
import { RULE_WORDS } from '../../lint/index.ts'
import { type Problem, problem } from '../problem.ts'

/** What is said where somebody names a rule that there is not. */
export function unknownRule(word: string): Problem {
  const meant = nearestName(word, RULE_WORDS)
  return problem(
    `there is no rule \`${word}\``,
    meant === undefined
      ? '`unhardcoded rules` lists them'
      : `did you mean \`${meant}\`? \`unhardcoded rules\` lists all`,
  )
}
