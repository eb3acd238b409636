import type { Span } from '../base/span.ts'
import { isNumber } from '../syntax/repairs/beginnings.ts'
import * as t from '../syntax/tokens.ts'
import { type Caret, caretAt } from './completion/caret.ts'
import type { Completion, Offer } from './completion/completion.ts'
import { type Expected, expectedAfter } from './completion/expected-after.ts'
import { unitOffers } from './completion/number-offers.ts'
import { offersFor } from './completion/offers-for.ts'
import { siteOf, wantedUnit } from './completion/site.ts'
import type { Document } from './document.ts'

/**
 * Everything that can stand at an offset. What kinds of tokens can is the grammar's to say, from
 * the tokens before; the catalog and the definitions of the file say which there are.
 */
export function completionsAt(document: Document, offset: number): readonly Completion[] {
  const caret = caretAt(document, offset)
  if (caret === undefined) return []
  const expected = expectedAfter(caret.before)
  const offers = offersAt(document, caret, expected)
  return [...offers.map((offer) => ranked(offer, caret.span)), ...phrasesFrom(document, caret)]
}

function offersAt(
  document: Document,
  { before, token }: Caret,
  expected: readonly Expected[],
): readonly Offer[] {
  const site = siteOf(document, before)
  if (token !== undefined && isNumber(token.tokenType)) {
    const number = expected.find(({ type }) => type === t.Quantity)
    return number === undefined ? [] : unitOffers(token.image, wantedUnit(site, number.rules))
  }
  const isText = token?.tokenType === t.Text
  const wanted = isText
    ? expected.filter(({ type }) => type === t.Text || type === t.Word)
    : expected
  const all = wanted.flatMap((each) => offersFor(each, site))
  // Where one of certain words has to stand, no other value is worth offering.
  const isChoice = all.some(({ kind }) => kind === 'label')
  const offers = isChoice ? all.filter(({ label }) => !VALUE_WORDS.has(label)) : all
  return distinct(isText ? offers.filter(({ insert }) => insert.startsWith('"')) : offers)
}

const VALUE_WORDS: ReadonlySet<string> = new Set(['match', 'term', 'true', 'false'])

/** `in order`, while its second word is typed: each is one token, and `in` alone another. */
function phrasesFrom(document: Document, { before, span }: Caret): readonly Completion[] {
  const last = before.at(-1)
  if (last?.tokenType !== t.keyword.in) return []
  const ahead = before.slice(0, -1)
  const site = siteOf(document, ahead)
  const whole: Span = { start: last.startOffset, end: span.end }
  const expected = expectedAfter(ahead).filter(({ type }) => PHRASES.has(type))
  return distinct(expected.flatMap((each) => offersFor(each, site))).map((offer) =>
    ranked(offer, whole),
  )
}

const PHRASES = new Set([t.InOrder, t.InCatalogOrder, t.InScope])

/** The grammar may reach a word by several ways. */
function distinct(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Set<string>()
  return offers.filter(({ kind, label }) => {
    const key = `${kind} ${label}`
    return !seen.has(key) && seen.add(key)
  })
}

/** What this file knows comes before what the language has. */
function ranked(offer: Offer, span: Span): Completion {
  return { ...offer, span, rank: RANKS[offer.kind] }
}

const RANKS = {
  label: 0,
  quantity: 0,
  name: 0,
  route: 0,
  type: 0,
  step: 0,
  param: 1,
  let: 2,
  policy: 2,
  field: 3,
  subject: 3,
  function: 4,
  keyword: 5,
  operator: 6,
} as const satisfies Record<Offer['kind'], number>
