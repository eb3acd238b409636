import { COMPILE_CODES } from '../compile/index.ts'
import { RULES } from './rules/index.ts'

/**
 * Every word that stands for something `lint` may be asked to leave out: the codes and names of
 * the rules, and the codes of what the compiler warns of.
 */
export const RULE_WORDS: ReadonlySet<string> = new Set([
  ...RULES.flatMap(({ code, name }) => [code, name]),
  ...Object.entries(COMPILE_CODES)
    .filter(([, { severity }]) => severity !== 'error')
    .map(([code]) => code),
])
