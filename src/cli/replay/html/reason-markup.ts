import { unreachable } from '../../../base/unreachable.ts'
import type { End, Move, PolicyPart, Reason, Seen } from '../../../trace/what-if/index.ts'
import { endText } from '../../../trace/what-if/index.ts'
import type { PolicyWords } from './about.ts'
import { code, type Markup, markup, NOTHING, name } from './markup.ts'

/** A route, or words for how it ends else. */
export function endMarkup(end: End): Markup {
  return end.kind === 'answered' ? name(end.route) : markup`<i>${endText(end)}</i>`
}

export function wayMarkup({ from, to }: Pick<Move, 'from' | 'to'>): Markup {
  return markup`${endMarkup(from)}<br><span class="to">→ ${endMarkup(to)}</span>`
}

/** Why the old answer is not given, and what lets the new one in. */
export function whyMarkup({ against, letIn }: Move, words: PolicyWords): Markup {
  const more = letIn === undefined ? undefined : markup`<br>let in: ${letInMarkup(letIn, words)}`
  return markup`${againstMarkup(against, words)}${more}`
}

/** What keeps the old answer away. */
export function againstMarkup(reason: Reason, words: PolicyWords): Markup {
  switch (reason.kind) {
    case 'clause':
      return markup`${partMarkup(reason.part, words)} does not hold${seenMarkup(reason.seen, words)}`
    case 'score':
      return markup`${partMarkup(reason.part, words)} weighs more for the other`
    case 'price':
      return markup`${partMarkup(reason.part, words)} weighs more for the other at the new price`
    case 'preference':
      return markup`${partMarkup(reason.part, words)} prefers the other`
    case 'selector':
      return markup`${partMarkup(reason.part, words)} leaves it out or behind`
    default:
      return otherMarkup(reason)
  }
}

/** What had kept the new answer away, and no longer does. */
export function letInMarkup(reason: Reason, words: PolicyWords): Markup {
  switch (reason.kind) {
    case 'clause':
      return markup`${partMarkup(reason.part, words)} no longer keeps it out${seenMarkup(reason.seen, words)}`
    case 'score':
    case 'price':
    case 'preference':
    case 'selector':
      return markup`${partMarkup(reason.part, words)} no longer keeps it behind`
    case 'catalog':
      return markup`the recorded catalog did not have it`
    case 'plan':
      return markup`the failure plan now leads to it`
    default:
      return otherMarkup(reason)
  }
}

type Plain = Exclude<Reason, { readonly part: PolicyPart }>

function otherMarkup(reason: Plain): Markup {
  switch (reason.kind) {
    case 'order':
      return markup`equal scores: the order of the catalog decides`
    case 'catalog':
      return markup`the catalog does not have it`
    case 'provider':
      return markup`the provider ${name(reason.provider)} is left out`
    case 'baseline':
      return markup`it is not the baseline`
    case 'plan':
      return markup`the failure plan goes another way`
    case 'no answer':
      return markup`there was no answer`
    default:
      return unreachable(reason)
  }
}

export function partMarkup(part: PolicyPart, words: PolicyWords): Markup {
  return code(words.part(part))
}

/** `: quality is 0.6 for openai/gpt-5-mini` */
function seenMarkup(seen: Seen | undefined, words: PolicyWords): Markup {
  return seen === undefined ? NOTHING : markup`: ${showed(seen, words)}`
}

export function showed({ route, subject, observed }: Seen, words: PolicyWords): Markup {
  const value = observed === null ? 'unknown' : words.value(observed, subject)
  return markup`${code(subject)} is ${name(value)} for ${name(route)}`
}
