import { nearestName } from '../../base/nearest-name.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse, type PolicySet, policySet } from '../../compile/index.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { type OwnPolicy, ownPolicy } from './own-policy.ts'
import { type Refused, refused } from './refused.ts'

/**
 * What `model: "family:F"` and `model: "pin:P/F"` stand for, in the language itself. A pin asks
 * nobody else, and like all policies it lets nothing pass that is disabled or that does not do what
 * the request needs.
 */
const SHORT_FORMS: Source = {
  name: 'short-forms.uh',
  text: `uh 1

## Whoever serves the model, the cheapest first.
policy family(model: text) = cheapest where family is model

## One model at one provider.
policy pin(at: text, model: text) = any where provider is at and family is model
`,
}

/** Answers policies for the names of a catalog. */
export interface ShortForms {
  readonly family: (name: string) => Result<OwnPolicy, RouterError>
  readonly pin: (provider: string, family: string) => Result<OwnPolicy, RouterError>
}

export function openShortForms(vocabulary: CatalogVocabulary): ShortForms {
  const { value: analysis } = analyse(SHORT_FORMS, { vocabulary })
  if (analysis === undefined) throw new Error('the short forms do not compile')
  const set = policySet(analysis)
  const { providers, families } = vocabulary
  return {
    family: (name) =>
      fault(`family:${name}`, [['model family', name, families]]) ??
      ok(made(set, { form: 'family', params: { model: name } })),
    pin: (provider, family) =>
      fault(family === '' ? `pin:${provider}` : `pin:${provider}/${family}`, [
        ['provider', provider, providers],
        ['model family', family, families],
      ]) ?? ok(made(set, { form: 'pin', params: { at: provider, model: family } })),
  }
}

type Part = readonly [kind: string, name: string, known: readonly string[]]

/** The first part that is no name of the catalog. Where no names are known, none is questioned. */
function fault(model: string, parts: readonly Part[]): Refused | undefined {
  for (const [kind, name, known] of parts) {
    if (name !== '' && (known.length === 0 || known.includes(name))) continue
    const nearest = name === '' ? undefined : nearestName(name, known)
    const help =
      nearest === undefined
        ? 'write `family:MODEL` or `pin:PROVIDER/MODEL` with names of the catalog'
        : `did you mean ${quote(nearest)}?`
    const what =
      name === ''
        ? `names no ${kind}`
        : `asks for the ${kind} ${quote(name)}, which the catalog does not have`
    return refused('unknown_model', `\`model\` is ${quote(model)} and ${what}: ${help}`, 'model')
  }
  return undefined
}

interface Use {
  readonly form: 'family' | 'pin'
  readonly params: Readonly<Record<string, string>>
}

function made(set: PolicySet, { form, params }: Use): OwnPolicy {
  const { value } = set.compile(form, params)
  if (value === undefined) throw new Error(`\`${form}\` does not compile`)
  const name = form === 'pin' ? `pin:${params.at}/${params.model}` : `family:${params.model}`
  return { ...ownPolicy(value, { way: form, sources: [SHORT_FORMS] }), name }
}
