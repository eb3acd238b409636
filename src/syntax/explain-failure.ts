import type { Failure } from './failure.ts'
import type { Problem } from './problem.ts'
import { firstThatHelps, type RepairShop } from './repair.ts'
import { bracketRepairs } from './repairs/brackets.ts'
import { misplacedEdition } from './repairs/edition.ts'
import {
  expected,
  joiningWords,
  listsWithoutBrackets,
  needlessTokens,
  wantedTokens,
} from './repairs/expected.ts'
import { emptyLists } from './repairs/lists.ts'
import { nameOrText, unquotedNames } from './repairs/names.ts'
import { brokenPhrase, swallowedWord } from './repairs/operands.ts'
import { danglingOperators, leadingOperators, missingOperators } from './repairs/operators.ts'
import { policiesInBraces, policiesWithoutEqual } from './repairs/policy-body.ts'
import { commaRepairs } from './repairs/separators.ts'
import { bareTerms, numbersInTerms, wordsInTerms } from './repairs/terms.ts'
import { misspeltWords, repeatedWords, wordsAsNames } from './repairs/words.ts'

/**
 * Says in the words of the language what is wrong where the parser stopped, with a fix where one
 * can be found: each kind of usual mistake offers what may have been meant, and the parser is
 * asked whether it could read that. Without a guess that helps, the report says what was expected.
 */
export function explainFailure(failure: Failure): Problem {
  const swallowed = swallowedWord(failure)
  if (swallowed !== undefined) return swallowed
  const guesses = SHOPS.flatMap((guess) => guess(failure))
  const whole = firstThatHelps(failure, guesses)
  const broken = brokenPhrase(failure)
  if (whole !== undefined) return whole.problem
  return broken ?? expected(failure)
}

/** The kinds of mistakes, the more telling before the more general. */
const SHOPS: readonly RepairShop[] = [
  repeatedWords,
  emptyLists,
  misplacedEdition,
  bareTerms,
  numbersInTerms,
  wordsInTerms,
  unquotedNames,
  wordsAsNames,
  misspeltWords,
  danglingOperators,
  bracketRepairs,
  nameOrText,
  commaRepairs,
  policiesWithoutEqual,
  policiesInBraces,
  listsWithoutBrackets,
  wantedTokens,
  missingOperators,
  joiningWords,
  leadingOperators,
  needlessTokens,
]
