import { unreachable } from '../base/unreachable.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import { capabilityText, clauseText, valueText } from '../compile/clause-text.ts'
import type { AtomReading, Demand, Reading } from '../decide/index.ts'
import { culprits } from '../decide/reading.ts'
import type { Term } from '../ir/term.ts'

/** What one part of a filter wants, in the words of the language. */
export function wantedText(part: AtomReading, vocabulary: CatalogVocabulary): string {
  if (part.demand !== undefined) return demandText(part.demand)
  const text = clauseText(part.term, vocabulary)
  return part.wanted ? text : clauseText(['not', part.term], vocabulary)
}

/** What a clause wants, or the demand of the request that `part` of it is about. */
export function clauseWants(
  clause: Term,
  part: AtomReading | undefined,
  vocabulary: CatalogVocabulary,
): string {
  return part?.demand === undefined ? clauseText(clause, vocabulary) : demandText(part.demand)
}

/** What was seen of a candidate there: `0.48, 0.12 short`, `unknown`, `provider groq`. */
export function seenText(part: AtomReading, vocabulary: CatalogVocabulary): string {
  const { subject, observed, bound, miss } = part
  const name = vocabulary.info.has(subject) ? subject : capabilityText(subject)
  if (observed === undefined) return part.demand === undefined ? `${name} unknown` : `no ${name}`
  if (typeof observed === 'boolean') return observed ? name : `not ${name}`
  const value = valueText(observed, subject, vocabulary)
  if (typeof bound === 'number' && typeof observed === 'number' && miss !== undefined) {
    return `${value}, ${missText(part, vocabulary)}`
  }
  return `${name} ${value}`
}

/** What is missing for a predicate to hold, part by part: `` `quality >= 0.6`: 0.48, 0.12 short ``. */
export function culpritTexts(reading: Reading, vocabulary: CatalogVocabulary): readonly string[] {
  const texts = culprits(reading).map(
    (part) => `\`${wantedText(part, vocabulary)}\`: ${seenText(part, vocabulary)}`,
  )
  return [...new Set(texts)].slice(0, MOST_CULPRITS)
}

const MOST_CULPRITS = 3

/** `0.12 short`, `$2/Mtok over`. */
function missText({ subject, observed, bound, miss }: AtomReading, vocabulary: CatalogVocabulary) {
  const distance = Number((miss?.distance ?? 0).toPrecision(6))
  if (distance === 0) return 'just not'
  const side = Number(observed) < Number(bound) ? 'short' : 'over'
  return `${valueText(distance, subject, vocabulary)} ${side}`
}

/** A request that demands less, in words: `a request that does not need vision`. */
export function concessionText(demand: Demand, to: number | undefined): string {
  const wanted = demandText(demand).replace('the request ', 'a request that ')
  if (to !== undefined) return `${wanted.replace(/[\d.]+/, `${to}`)} at most`
  return wanted
    .replace('that needs', 'that does not need')
    .replace('that asks', 'that does not ask')
}

/** What the request demands, which the policy does not spell out. */
export function demandText(demand: Demand): string {
  switch (demand.kind) {
    case 'capability':
      return `the request needs ${demand.need}`
    case 'min_context':
      return `the request needs a context of ${demand.bound}`
    case 'model_family':
      return `the request asks for ${demand.name}`
    case 'tier':
      return `the request asks for tier ${demand.name}`
    case 'tee_required':
      return 'the request needs has_tee'
    case 'no_log':
      return 'the request needs no_log'
    case 'min_quality':
      return `the request needs quality ${demand.bound}`
    case 'min_tok_s':
      return `the request needs ${demand.bound} tok/s`
    default:
      return unreachable(demand)
  }
}
