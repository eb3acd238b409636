import type { Witness } from '../analyze/index.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { capabilityText, valueText } from '../compile/clause-text.ts'
import { demandsOf } from '../decide/demands.ts'
import { demandText } from './part-text.ts'

/**
 * A model that was made up to show something, in a line: what matters of it, and no more.
 *
 *     `groq/model`: price_out $50/Mtok, no_log no, has tools
 */
export function modelText({ candidate, context }: Witness, vocabulary: CatalogVocabulary): string {
  const { cid, tier, scope, capabilities = {} } = candidate
  const fields = [...vocabulary.info.keys()]
    .filter((name) => Object.hasOwn(candidate, name) && !UNTOLD.has(name))
    .map((name) => `${name} ${valueText(candidate[name], name, vocabulary)}`)
  const abilities = Object.entries(capabilities).map(([name, value]) =>
    value === true
      ? `has ${capabilityText(name)}`
      : value === false
        ? `no ${capabilityText(name)}`
        : `${name} ${valueText(value, name, vocabulary)}`,
  )
  const parts = [
    ...(tier === undefined ? [] : [`tier ${tier}`]),
    ...(scope === undefined ? [] : [`scope ${scope}`]),
    ...fields,
    ...abilities,
    ...demandsOf(context.request).map(demandText),
  ]
  const { disabled = {}, breakers = {} } = context.state ?? {}
  if (Object.keys(disabled).length > 0) parts.push('disabled')
  if (Object.keys(breakers).length > 0) parts.push('breaker open')
  return parts.length === 0 ? `\`${cid}\`` : `\`${cid}\`: ${parts.join(', ')}`
}

/** Both are `no` of every model that can be chosen at all; a `yes` is told by the state. */
const UNTOLD: ReadonlySet<string> = new Set(['disabled', 'breaker_open'])
