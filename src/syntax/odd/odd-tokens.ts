import { oddSign, oddSpace, separator, stray } from './character.ts'
import { fallBack } from './fall-back.ts'
import { oddQuotedName, oddWord } from './name.ts'
import { bang, ODD_OPERATORS } from './operator.ts'
import type { OddToken } from './settled.ts'
import { oddText } from './text.ts'

/** What comes before the tokens of the language, since it begins like one of them. */
export const BEFORE_OURS: readonly OddToken[] = [fallBack, ...ODD_OPERATORS]

/** What is looked for where no token of the language is. */
export const AFTER_OURS: readonly OddToken[] = [
  oddText,
  oddQuotedName,
  oddSpace,
  oddWord,
  separator,
  bang,
  oddSign,
  stray,
]
