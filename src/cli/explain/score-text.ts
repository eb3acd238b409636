import type { CatalogVocabulary } from '../../catalog/index.ts'
import { clauseText, valueText } from '../../compile/clause-text.ts'
import type { ScoreReading } from '../../decide/score-reading.ts'

/**
 * How a score came about, with the numbers in it: `-1 x (0.004 x price_in $1/Mtok + …)`. Shown in
 * brackets only where a sum is multiplied.
 */
export function scoreText(reading: ScoreReading, vocabulary: CatalogVocabulary): string {
  const { term, parts, value } = reading
  const inner = parts.map((part) => scoreText(part, vocabulary))
  const [first = ''] = inner
  switch (term[0]) {
    case 'field':
      return fieldText(reading, vocabulary)
    case 'lit':
      return `${value}`
    case 'add':
      return inner.join(' + ')
    case 'scale':
      return `${term[1]} x ${parts[0]?.term[0] === 'add' ? `(${first})` : first}`
    case 'neg':
      return `(1 - ${first})`
    case 'normalize':
      return `norm(${first}: ${short(value)})`
    case 'clamp':
      return `clamp(${first}, ${term[1]}, ${term[2]})`
    case 'gate': {
      const { gate } = reading
      const condition = gate === undefined ? '' : clauseText(gate.term, vocabulary)
      return `(${first} if ${condition}: ${gate?.holds === true ? 'yes' : 'no, so 0'})`
    }
    default:
      return short(value)
  }
}

/** A number of a score, short enough to be read. */
export function short(value: number): string {
  return `${Number(value.toPrecision(6))}`
}

function fieldText({ term, look, value }: ScoreReading, vocabulary: CatalogVocabulary): string {
  const name = `${term[1]}`
  if (look?.observed === undefined) {
    return Number.isFinite(value) ? `${name} unknown, read as ${value}` : `${name} unknown`
  }
  return `${name} ${valueText(value, name, vocabulary)}`
}
