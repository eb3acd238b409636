import { EOF, type IToken, type TokenType } from 'chevrotain'
import { expect, test } from 'vitest'
import { Grammar } from '../../src/syntax/grammar.ts'
import { VOCABULARY } from '../../src/syntax/tokens.ts'

/** A decision that Chevrotain's analysis makes, called as the parser calls it. */
type Decide = (this: object, alternatives: readonly never[]) => number | boolean | undefined

/** What the analysis finds, asked token by token. The tables are sorted by the tokens' order. */
function analysis() {
  // The decisions are not in the types.
  const grammar = new Grammar({ skipValidations: true }) as unknown as {
    readonly lookAheadFuncsCache: ReadonlyMap<number, Decide>
  }
  const alternatives: Record<string, string[][]> = {}
  const optional: Record<string, string[]> = {}
  for (const [key, decide] of grammar.lookAheadFuncsCache) {
    const answers = [...VOCABULARY, EOF].map((type): [string, ReturnType<Decide>] => [
      type.name,
      decide.call(before(type), []),
    ])
    if (answers.some(([, answer]) => typeof answer === 'boolean')) {
      optional[key] = answers.filter(([, answer]) => answer === true).map(([name]) => name)
      continue
    }
    const choices: string[][] = []
    for (const [name, answer] of answers) {
      if (typeof answer !== 'number') continue
      while (choices.length <= answer) choices.push([])
      choices[answer]?.push(name)
    }
    alternatives[key] = choices
  }
  return { alternatives, optional }
}

/** A parser that stands before a token of that type. */
function before(type: TokenType) {
  const token: Partial<IToken> = { tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 }
  return { LA: () => token, LA_FAST: () => token }
}

test('what begins which alternative is as the analysis of the grammar finds it', async () => {
  await expect(`${JSON.stringify(analysis())}\n`).toMatchFileSnapshot(
    '../../src/syntax/lookahead.json',
  )
})
