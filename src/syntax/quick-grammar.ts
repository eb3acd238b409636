import { EOF, type IToken, type Rule } from 'chevrotain'
import { Grammar } from './grammar.ts'
import lookahead from './lookahead.json' with { type: 'json' }
import { VOCABULARY } from './tokens.ts'

/**
 * The grammar with its analysis done beforehand: which tokens begin which alternative is read from
 * `lookahead.json`, where a test keeps it as {@link Grammar} finds it. The analysis takes longer
 * than everything else that compiling a small file does, so it is made only for a text with a
 * mistake in it, to say what was expected.
 */
export class QuickGrammar extends Grammar {
  override performSelfAnalysis(): void {
    // These members are not in the types: they are what the analysis fills.
    const inner = this as unknown as Analysed
    inner.selfAnalysisDone = true
    for (const [key, choices] of Object.entries(lookahead.alternatives)) {
      const chosen = choiceByType(choices)
      inner.setLaFuncCache(Number(key), function (this: Reader) {
        const choice = chosen[this.LA_FAST(1).tokenTypeIdx] ?? NONE
        return choice === NONE ? undefined : choice
      })
    }
    for (const [key, names] of Object.entries(lookahead.optional)) {
      const chosen = choiceByType([names])
      inner.setLaFuncCache(Number(key), function (this: Reader) {
        return chosen[this.LA_FAST(1).tokenTypeIdx] === 0
      })
    }
  }

  override getGAstProductions(): Record<string, Rule> {
    analysed ??= new Grammar({ skipValidations: true })
    return analysed.getGAstProductions()
  }
}

interface Analysed {
  selfAnalysisDone: boolean
  setLaFuncCache(key: number, decide: (this: Reader) => number | boolean | undefined): void
}

/** The parser that a decision is made for. */
interface Reader {
  LA_FAST(howMuch: number): IToken
}

let analysed: Grammar | undefined

/** Which choice a token begins, by the index of its type. */
function choiceByType(choices: readonly (readonly string[])[]): Int8Array {
  const chosen = new Int8Array(MOST_TYPES).fill(NONE)
  for (const [choice, names] of choices.entries()) {
    for (const name of names) chosen[typeIndex(name)] = choice
  }
  return chosen
}

const NONE = -1

const INDEXES: ReadonlyMap<string, number> = new Map(
  [...VOCABULARY, EOF].map(({ name, tokenTypeIdx = 0 }) => [name, tokenTypeIdx]),
)

const MOST_TYPES = Math.max(...INDEXES.values()) + 1

function typeIndex(name: string): number {
  const index = INDEXES.get(name)
  if (index === undefined) throw new Error(`no token is called ${name}`)
  return index
}
